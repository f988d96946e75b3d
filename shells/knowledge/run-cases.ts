import { determine } from '../../core/coverage/determine.ts';
import type { Determination } from '../../core/coverage/determination.ts';
import { inForce } from '../../core/coverage/in-force.ts';
import { withConsequences } from '../../core/coverage/merge-facts.ts';
import { walk } from '../../core/criteria/trace.ts';
import { failing } from '../../core/explain/say.ts';
import type { FactRecord, RecordedFact } from '../../core/values/fact.ts';
import { parseFactValue } from './fact-value.ts';
import type { Knowledge } from './knowledge.ts';
import { versionsOf } from './versions.ts';

type CaseFile = Knowledge['cases'][number];
type Case = CaseFile['cases'][number];

export interface CaseResult {
  readonly policy: string;
  readonly file: string;
  readonly name: string;
  /** What came out otherwise than the case expects; empty where it holds. */
  readonly differences: readonly string[];
}

/** Runs the worked examples that stand beside the policies. */
export function runCases(knowledge: Knowledge, policy?: string): CaseResult[] {
  return knowledge.cases
    .filter((file) => policy === undefined || file.policy === policy)
    .flatMap((file) =>
      file.cases.map((entry) => ({
        policy: file.policy,
        file: file.file,
        name: entry.name,
        differences: differences(entry.expect, determineCase(file, entry, knowledge)),
      })),
    );
}

/** The facts of a case as a record, each attested. Values were checked when the file was loaded. */
export function caseFacts(entry: Case, knowledge: Pick<Knowledge, 'facts'>): FactRecord {
  const facts = new Map<string, RecordedFact>();
  for (const [id, raw] of Object.entries(entry.facts)) {
    const stated: { value: unknown; role?: unknown; by?: unknown } =
      typeof raw === 'object' && raw !== null && 'value' in raw ? raw : { value: raw };
    const definition = knowledge.facts.get(id);
    const parsed = definition && parseFactValue(definition, stated.value);
    if (parsed === undefined || 'what' in parsed)
      throw new Error(`Case "${entry.name}": ${id} was not checked on loading`);
    const signer = {
      ...(typeof stated.role === 'string' ? { role: stated.role } : {}),
      ...(typeof stated.by === 'string' ? { by: stated.by } : {}),
    };
    facts.set(id, {
      value: parsed.value,
      origin: 'attested',
      evidence: [{ kind: 'attestation', ref: 'case' }],
      ...signer,
    });
  }
  return facts;
}

function determineCase(file: CaseFile, entry: Case, knowledge: Knowledge): Determination {
  const versions = versionsOf(knowledge, file.policy);
  const { facts } = withConsequences({ facts: caseFacts(entry, knowledge), cautions: [] }, knowledge.facts, entry.on);
  return determine(inForce(versions, entry.on), { kind: entry.request, on: entry.on, facts }, knowledge);
}

function differences(expected: Case['expect'], found: Determination): string[] {
  const criteria = found.criteria ? [...walk(found.criteria)] : [];
  const actual = {
    outcome: found.outcome,
    to: found.authorization?.to ?? 'no authorization',
    notMet: found.criteria ? failing(found.criteria).map(({ id }) => id) : [],
    needed: found.needed.map(({ fact }) => fact),
    doesNotApply: criteria.filter(({ applies }) => applies === false).map(({ id }) => id),
    cautions: found.cautions.map(({ id }) => id),
  };
  const list = (items: readonly string[]): string => [...new Set(items)].sort().join(', ') || 'none';
  const said: string[] = [];
  const compare = (what: string, wanted: string, came: string): void => {
    if (wanted !== came) said.push(`${what}: expected ${wanted}, came ${came}`);
  };
  compare('outcome', expected.outcome, actual.outcome);
  if (expected.to !== undefined) compare('to', expected.to, actual.to);
  for (const key of ['notMet', 'needed', 'doesNotApply'] as const)
    if (expected[key] !== undefined) compare(key, list(expected[key]), list(actual[key]));
  const missing = (expected.cautions ?? []).filter((id) => !actual.cautions.includes(id));
  if (missing.length > 0) said.push(`cautions: ${missing.join(', ')} missing among ${list(actual.cautions)}`);
  return said;
}
