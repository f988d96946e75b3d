import { entries, type Timeline } from '../course/timeline.ts';
import { inForce } from '../coverage/in-force.ts';
import type { Policy } from '../coverage/policy.ts';
import type { UsedRule } from '../regimen/cited.ts';
import type { Caution } from '../values/caution.ts';
import type { DoseRecord } from './dose-record.ts';

export interface ListedDiagnoses {
  readonly used: readonly UsedRule[];
  readonly cautions: readonly Caution[];
}

const NONE: ListedDiagnoses = { used: [], cautions: [] };

/**
 * R4: the malignancy against the diagnosis list of the policy that gave the authorization of the line, in the version of
 * the date of service. An unlisted code is a caution; a policy without a list, or none on record, says nothing.
 */
export function listedDiagnoses(
  timeline: Timeline,
  { name, dateOfService, authorization, diagnoses }: DoseRecord,
  policies: readonly Policy[],
): ListedDiagnoses {
  const given = entries(timeline, 'authorization').find(({ number }) => number === authorization);
  const versions = policies.filter(({ id }) => id === given?.policy);
  if (versions.length === 0 || diagnoses.primary.length === 0) return NONE;
  const { policy } = inForce(versions, dateOfService);
  const list = policy?.codes.icd10;
  if (policy === undefined || list === undefined) return NONE;
  const used = [{ rule: 'diagnosis list of the policy', cite: list.cite }];
  if (diagnoses.primary.some((code) => list.codes.includes(code))) return { used, cautions: [] };
  const codes = diagnoses.primary.join(', ');
  const text = `${name}: ${codes} is not on the diagnosis list of ${policy.id} (${policy.version}). The payer may ask about it.`;
  return { used, cautions: [{ id: 'diagnosis-not-listed', text, cite: list.cite }] };
}
