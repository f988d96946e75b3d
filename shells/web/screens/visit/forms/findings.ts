import type { FactDefinition } from '../../../../../core/values/fact.ts';
import { numberOf } from './form-draft.ts';

/** What an adverse event is graded by at the bedside: the part of a findings file that it is. */
export const GRADED = ['crs', 'icans'] as const;
export type GradedKind = (typeof GRADED)[number];

export function isGraded(kind: string): kind is GradedKind {
  return (GRADED as readonly string[]).includes(kind);
}

/** The findings that a kind is graded by. */
export function findingsOf(kind: GradedKind, findings: readonly FactDefinition[]): readonly FactDefinition[] {
  return findings.filter(({ id }) => id.startsWith(`${kind}.`));
}

/** Facts that a findings file calls otherwise; the temperature is typed in degrees there. */
const CALLED: Readonly<Record<string, string>> = {
  'crs.temperature': 'temperatureC',
  'crs.fever-masked': 'antipyreticGiven',
};

/**
 * What is typed as a findings file has it.
 * @param typed by the ids of the findings; what is left out is unknown
 * @returns undefined where nothing is found yet
 */
export function inputOf(
  kind: GradedKind,
  findings: readonly FactDefinition[],
  typed: (finding: string) => string | undefined,
): Readonly<Record<string, unknown>> | undefined {
  const found = findings.flatMap(({ id, type }) => {
    const text = typed(id) ?? '';
    if (text === '') return [];
    const number = type.kind === 'integer' ? numberOf(text) : undefined;
    if (type.kind === 'integer' && (number === undefined || Number.isNaN(number))) return [];
    return [
      [CALLED[id] ?? id.slice(kind.length + 1), number ?? (type.kind === 'yes-no' ? text === 'yes' : text)] as const,
    ];
  });
  return found.length === 0 ? undefined : { [kind]: Object.fromEntries(found) };
}
