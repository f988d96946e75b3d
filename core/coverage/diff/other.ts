import type { FactDefinition } from '../../values/fact.ts';
import { sayValue } from '../../values/say-value.ts';
import type { CodeList, Policy, RequestKind } from '../policy.ts';

const LINE = 'member.line-of-business';
/** Codes named in one sentence; of a longer list the rest is counted. */
const NAMED = 6;

/** What a policy is called beside the other: its id, with the version where the id alone does not tell them apart. */
export function nameBeside({ id, version }: Policy, other: Policy): string {
  return id === other.id ? `${id}@${version}` : id;
}

/** What else differs beside the criteria, one sentence each: length, lines, limits and lists of codes. */
export function otherDifferences(
  from: Policy,
  to: Policy,
  kinds: readonly RequestKind[],
  definitions: ReadonlyMap<string, FactDefinition>,
): readonly string[] {
  const both = (say: (policy: Policy) => string, about: string): readonly string[] => {
    const [first, second] = [say(from), say(to)];
    return first === second ? [] : [`${about}: ${nameBeside(from, to)} ${first}; ${nameBeside(to, from)} ${second}.`];
  };
  return [
    ...both(({ drug }) => `is for ${drug}`, 'Drug'),
    ...kinds.flatMap((kind) => both((policy) => lengthOf(policy, kind), `Length of an authorization, ${kind} request`)),
    ...both((policy) => linesOf(policy, definitions), 'Lines of business'),
    ...both(limitsOf, 'Unit limits'),
    ...(['hcpcs', 'ndc', 'icd10'] as const).flatMap((system) =>
      codeSentences(system, [from, to], from.codes[system], to.codes[system]),
    ),
  ];
}

function lengthOf({ requests }: Policy, kind: RequestKind): string {
  const rules = requests[kind];
  if (rules === null) return 'says nothing of it';
  const { months } = rules.authorization;
  return months === null ? 'does not state it' : `${months} ${months === 1 ? 'month' : 'months'}`;
}

/** Lines that the document leaves out are not told here: they change who is approved. */
function linesOf({ governs }: Policy, definitions: ReadonlyMap<string, FactDefinition>): string {
  if (governs.lines.length === 0) return 'names none';
  return `is written for ${governs.lines.map((line) => sayValue(line, definitions.get(LINE))).join(', ')}`;
}

function limitsOf({ limits }: Policy): string {
  return limits.length === 0 ? 'states none' : limits.map(({ text }) => text).join(', ');
}

function codeSentences(
  system: string,
  [from, to]: readonly [Policy, Policy],
  ofFrom: CodeList | undefined,
  ofTo: CodeList | undefined,
): readonly string[] {
  const only = (policy: Policy, other: Policy, codes: readonly string[], others: readonly string[]): string[] => {
    const alone = codes.filter((code) => !others.includes(code));
    if (alone.length === 0) return [];
    const rest = alone.length > NAMED ? ` and ${alone.length - NAMED} more` : '';
    return [
      `Codes (${system}) listed by ${nameBeside(policy, other)} only: ${alone.slice(0, NAMED).join(', ')}${rest}.`,
    ];
  };
  const [a, b] = [ofFrom?.codes ?? [], ofTo?.codes ?? []];
  return [...only(from, to, a, b), ...only(to, from, b, a)];
}
