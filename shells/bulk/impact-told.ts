import { completedYears } from '../../core/values/age.ts';
import { compile } from '../../core/criteria/compile.ts';
import { inReadingOrder, isFactNode, REQUEST_DATE, type FactNode } from '../../core/criteria/node.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import type { FactDefinition, FactRecord, FactValue } from '../../core/values/fact.ts';

const LINE = 'member.line-of-business';

/** What two policies can tell of the values of one fact. */
export interface Told {
  /** The criteria of either policy on this fact, and on those that follow from it. */
  readonly nodes: readonly FactNode[];
  /** The same text for values of which neither policy tells one from the other. */
  readonly of: (value: FactValue) => string;
}

/**
 * What the criteria of both policies tell of a fact, what follows from it and whom the documents leave out included.
 * The evaluator itself says it.
 * @param on the day of the request, YYYY-MM-DD
 */
export function toldOf(
  definition: FactDefinition,
  policies: readonly Policy[],
  kind: RequestKind,
  definitions: ReadonlyMap<string, FactDefinition>,
  on: string,
): Told {
  const trees = policies.flatMap(({ requests }) => requests[kind]?.criteria.root ?? []);
  const all = [...new Set(trees.flatMap(inReadingOrder).filter(isFactNode))];
  const derived = [...definitions.values()].filter(({ derivedFrom }) => derivedFrom === definition.id);
  const following = [...definitions.values()].flatMap(({ follows }) =>
    follows?.from === definition.id ? follows : [],
  );
  const own = all.filter(({ fact }) => fact === definition.id);
  const later = all.filter(({ fact }) => derived.some(({ id }) => id === fact));
  const nodes = [...own, ...later].map((node) => ({ node, evaluate: compile(node).evaluate }));
  const judged = own.some(({ kind: of }) => of === 'judgement');
  const excluded = policies.map(({ governs }) => governs.excluded.map(({ line }) => line));
  return {
    nodes: nodes.map(({ node }) => node),
    of: (value) => {
      const facts = recorded(definition, value, derived, on);
      const parts: readonly unknown[] = [
        ...nodes.map(({ evaluate }) => evaluate(facts).truths[0]),
        ...following.map(({ is }) => is === value),
        ...(definition.id === LINE ? excluded.map((lines) => lines.includes(String(value))) : []),
        ...(judged ? [value] : []),
      ];
      return parts.join(' ');
    },
  };
}

function recorded(
  { id }: FactDefinition,
  value: FactValue,
  derived: readonly FactDefinition[],
  on: string,
): FactRecord {
  const stated = (
    of: FactValue,
  ): { readonly value: FactValue; readonly origin: 'attested'; readonly evidence: [] } => ({
    value: of,
    origin: 'attested',
    evidence: [],
  });
  return new Map([
    [REQUEST_DATE, stated(on)],
    [id, stated(value)],
    ...derived.map((one) => [one.id, stated(completedYears(String(value), on))] as const),
  ]);
}
