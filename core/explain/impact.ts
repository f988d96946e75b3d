import { inReadingOrder } from '../criteria/node.ts';
import type { Outcome } from '../coverage/determination.ts';
import type { Policy, RequestKind } from '../coverage/policy.ts';
import type { Citation } from '../values/citation.ts';

/** Patients of whom each policy makes the same, with the criteria that decide. */
export interface CountedFinding {
  readonly from: Outcome;
  readonly to: Outcome;
  /**
   * Ids of the criteria that decide under each policy, `governs` for whom it is written; none under one that approves,
   * and none where nothing changes.
   */
  readonly decidingFrom: readonly string[];
  readonly decidingTo: readonly string[];
  readonly patients: number;
  /** A few of them, by their ids. */
  readonly sample: readonly string[];
}

/** A criterion of one of the two policies. */
export interface ImpactCriterion {
  readonly policy: 'from' | 'to';
  readonly criterion: string;
  readonly text: string;
  readonly cite: readonly Citation[];
}

export interface Because extends ImpactCriterion {
  readonly patients: number;
}

/** Patients whose change has exactly these criteria behind it. */
export interface BecauseTogether {
  readonly criteria: readonly Pick<ImpactCriterion, 'policy' | 'criterion'>[];
  readonly patients: number;
  readonly sample: readonly string[];
}

export interface Change {
  readonly from: Outcome;
  readonly to: Outcome;
  readonly patients: number;
  /** Most patients first. One with two deciding criteria is counted under each. */
  readonly because: readonly Because[];
  /** Most patients first, at most 20; each patient counts once. */
  readonly together: readonly BecauseTogether[];
  /** Patients in sets of criteria beyond those shown. */
  readonly togetherRest: number;
  readonly sample: readonly string[];
}

export interface Impact {
  readonly patients: number;
  readonly changed: number;
  readonly unchanged: Readonly<Record<Outcome, number>>;
  readonly changes: readonly Change[];
}

/** In the order in which they are shown. */
export const OUTCOMES: readonly Outcome[] = [
  'criteria-met',
  'information-needed',
  'criteria-not-met',
  'policy-not-applicable',
];

const SETS = 20;
const SAMPLE = 5;
const GOVERNS = 'governs';

/**
 * Who changes between two policies, and which criteria are behind it: those that decide under the policy that does not
 * approve, or under both where neither does.
 */
export function impactOf(findings: readonly CountedFinding[], from: Policy, to: Policy, kind: RequestKind): Impact {
  const criteria = { from: criteriaOf(from, kind, 'from'), to: criteriaOf(to, kind, 'to') };
  const same = (outcome: Outcome): number =>
    total(findings.filter((one) => one.from === outcome && one.to === outcome));
  const changes = OUTCOMES.flatMap((before) =>
    OUTCOMES.flatMap((after) => {
      const changing = findings.filter((one) => one.from === before && one.to === after);
      return before === after || changing.length === 0 ? [] : [changeOf(before, after, changing, criteria)];
    }),
  ).sort((one, other) => other.patients - one.patients);
  return {
    patients: total(findings),
    changed: total(changes),
    unchanged: {
      'criteria-met': same('criteria-met'),
      'information-needed': same('information-needed'),
      'criteria-not-met': same('criteria-not-met'),
      'policy-not-applicable': same('policy-not-applicable'),
    },
    changes,
  };
}

type Criteria = Readonly<Record<'from' | 'to', ReadonlyMap<string, ImpactCriterion>>>;

function criteriaOf(
  { governs, requests }: Policy,
  kind: RequestKind,
  policy: 'from' | 'to',
): ReadonlyMap<string, ImpactCriterion> {
  const root = requests[kind]?.criteria.root;
  const nodes = root === undefined ? [] : inReadingOrder(root);
  const whom = { id: GOVERNS, text: 'The line of business is one that the document governs', cite: governs.cite };
  return new Map([whom, ...nodes].map(({ id, text, cite }) => [id, { policy, criterion: id, text, cite }] as const));
}

function changeOf(from: Outcome, to: Outcome, findings: readonly CountedFinding[], criteria: Criteria): Change {
  const sets = findings
    .map((finding) => ({ ...finding, behind: behindOf(finding, criteria) }))
    .sort((one, other) => other.patients - one.patients);
  const shown = sets.slice(0, SETS);
  return {
    from,
    to,
    patients: total(findings),
    because: becauseOf(sets),
    together: shown.map(({ behind, patients, sample }) => ({
      criteria: behind.map(({ policy, criterion }) => ({ policy, criterion })),
      patients,
      sample,
    })),
    togetherRest: total(sets.slice(SETS)),
    sample: sets.flatMap(({ sample }) => sample).slice(0, SAMPLE),
  };
}

/** The criteria behind a change, in reading order. */
function behindOf({ decidingFrom, decidingTo }: CountedFinding, criteria: Criteria): readonly ImpactCriterion[] {
  return [
    ...decidingFrom.flatMap((id) => criteria.from.get(id) ?? []),
    ...decidingTo.flatMap((id) => criteria.to.get(id) ?? []),
  ];
}

function becauseOf(
  sets: readonly { readonly behind: readonly ImpactCriterion[]; readonly patients: number }[],
): readonly Because[] {
  const counts = new Map<ImpactCriterion, number>();
  for (const { behind, patients } of sets)
    for (const criterion of behind) counts.set(criterion, (counts.get(criterion) ?? 0) + patients);
  return [...counts]
    .map(([criterion, patients]) => ({ ...criterion, patients }))
    .sort((one, other) => other.patients - one.patients);
}

function total(all: readonly { readonly patients: number }[]): number {
  return all.reduce((sum, { patients }) => sum + patients, 0);
}
