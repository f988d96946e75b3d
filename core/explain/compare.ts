import type { TracedCriterion } from '../criteria/trace.ts';
import type { Determination } from '../coverage/determination.ts';
import type { FactDefinition } from '../values/fact.ts';
import { failing } from './say.ts';

/** What one policy makes of one fact. */
export type ComparedTruth = 'met' | 'not-met' | 'unknown' | 'does-not-apply' | 'not-asked';

export interface ComparedFact {
  readonly fact: string;
  readonly name: string;
  /** One a determination, in their order. */
  readonly truths: readonly ComparedTruth[];
}

/** Several determinations of one patient side by side. */
export interface Comparison {
  readonly policies: readonly string[];
  readonly facts: readonly ComparedFact[];
  /** In plain sentences, what separates the policies that are met from the others; empty where nothing does. */
  readonly separates: readonly string[];
}

/** @param determinations of one patient and one kind of request, under different policies */
export function compareDeterminations(
  determinations: readonly Determination[],
  definitions: ReadonlyMap<string, FactDefinition>,
): Comparison {
  const columns = determinations.map(factsOf);
  const facts = [...new Set(columns.flatMap((column) => [...column.keys()]))].map((fact) => ({
    fact,
    name: definitions.get(fact)?.name ?? fact,
    truths: columns.map((column) => column.get(fact) ?? ('not-asked' as const)),
  }));
  return {
    policies: determinations.map(({ policy }) => policy.id),
    facts,
    separates: separation(determinations, facts),
  };
}

/** The facts that a determination asks for, each with what it came to. */
function factsOf({ criteria, outcome }: Determination): ReadonlyMap<string, ComparedTruth> {
  const found = new Map<string, ComparedTruth>();
  if (criteria === null) return found;
  const decisive = new Set([...failing(criteria), ...failing(criteria, 'unknown')]);
  const visit = (criterion: TracedCriterion, applies: boolean): void => {
    if (criterion.fact !== undefined) {
      const truth = !applies ? 'does-not-apply' : decisive.has(criterion) ? criterion.truth : 'met';
      const before = found.get(criterion.fact);
      if (before === undefined || RANK[truth] > RANK[before]) found.set(criterion.fact, truth);
    }
    for (const child of criterion.children) visit(child, applies && criterion.applies !== false);
  };
  visit(criteria, true);
  return outcome === 'policy-not-applicable'
    ? new Map([...found.keys()].map((fact) => [fact, 'does-not-apply']))
    : found;
}

/** Of several criteria on one fact the one that stands in the way counts. */
const RANK: Readonly<Record<ComparedTruth, number>> = {
  'not-asked': 0,
  'does-not-apply': 1,
  met: 2,
  unknown: 3,
  'not-met': 4,
};

function separation(determinations: readonly Determination[], facts: readonly ComparedFact[]): readonly string[] {
  const met = indexes(determinations, 'criteria-met');
  if (met.length === 0 || met.length === determinations.length) return [];
  return determinations.flatMap(({ policy, outcome, reason }, index) => {
    if (outcome === 'criteria-met') return [];
    if (outcome === 'policy-not-applicable')
      return [`${policy.id} does not apply: ${reason ?? 'another policy governs'}.`];
    const standing = facts.filter(({ truths }) => truths[index] === 'not-met' || truths[index] === 'unknown');
    const parts = standing.map((fact) => {
      const silent = met.filter((other) => fact.truths[other] === 'not-asked');
      const names = silent.map((other) => determinations[other]?.policy.id ?? '').join(', ');
      const asked = silent.length === 0 ? '' : ` (not asked by ${names})`;
      return `${fact.name}${asked}`;
    });
    const verb = outcome === 'criteria-not-met' ? 'is not met for' : 'waits for';
    return parts.length === 0 ? [] : [`${policy.id} ${verb}: ${parts.join('; ')}.`];
  });
}

function indexes(determinations: readonly Determination[], outcome: Determination['outcome']): readonly number[] {
  return determinations.flatMap((one, index) => (one.outcome === outcome ? [index] : []));
}
