import type { BenefitRules } from '../../core/coverage/policy.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import { linkCautions } from './link-cautions.ts';
import { CriteriaLinker } from './link-criteria.ts';
import { unknownFact } from './loose-faults.ts';
import type { ReadFile } from './read-file.ts';
import type { BenefitEntry } from './schemas/policy.ts';

/** What `benefits.yaml` says, linked; nothing where the file could not be read. */
export function linkBenefits(
  read: ReadFile<BenefitEntry> | undefined,
  definitions: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): BenefitRules {
  if (read === undefined) return { facts: [], cautions: [] };
  const { file, value } = read;
  for (const [index, fact] of value.facts.entries())
    if (!definitions.has(fact)) faults.push(unknownFact(file, ['facts', index], fact, definitions));
  const linker = new CriteriaLinker(file, definitions, faults, {});
  return { facts: value.facts, cautions: linkCautions(value.cautions, file, linker, definitions, faults) };
}
