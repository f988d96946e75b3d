import { inReadingOrder, type Criterion } from '../criteria/node.ts';
import { walk, type TracedCriterion } from '../criteria/trace.ts';
import type { Determination } from '../coverage/determination.ts';
import type { Policy } from '../coverage/policy.ts';
import type { Citation } from '../values/citation.ts';
import type { FactDefinition, FactRecord, RecordedFact } from '../values/fact.ts';
import { sayValue } from '../values/say-value.ts';
import { negate } from '../values/truth.ts';
import { passagesOf } from './packet-citations.ts';
import type { NumbersOf } from './packet-records.ts';

/** A criterion as it is written with what it came to. */
export interface CriterionPair {
  readonly node: Criterion;
  readonly traced: TracedCriterion;
  /** False below a `when` that does not apply to this patient. */
  readonly applies: boolean;
}

/** `not-needed`: not met or unknown, and the group above it is met without it. */
export type Mark = 'met' | 'not-met' | 'unknown' | 'does-not-apply' | 'not-needed';

/** One criterion as the packet lists it. */
export interface CriterionRow {
  readonly id: string;
  /** The criterion that a `same-as` repeats, told in this row. */
  readonly repeats?: string;
  /** `2.1`; empty for the whole. */
  readonly number: string;
  readonly depth: number;
  readonly mark: Mark;
  readonly text: string;
  /** How the criteria below it count, of a group. */
  readonly group?: string;
  /** Of a criterion on a fact. */
  readonly recorded?: {
    readonly name: string;
    /** Null where nothing is recorded. */
    readonly value: string | null;
    /** Who or what says so. */
    readonly from: string;
    readonly records: readonly number[];
  };
  readonly places: readonly string[];
}

/** Every criterion of the request with its trace, in reading order; empty where none were looked at. */
export function pairsOf({ criteria, request }: Determination, policy: Policy): readonly CriterionPair[] {
  const root = policy.requests[request.kind]?.criteria.root;
  if (criteria === null || root === undefined) return [];
  const spared = new Set<TracedCriterion>();
  for (const traced of walk(criteria))
    if (traced.applies === false || spared.has(traced)) for (const child of traced.children) spared.add(child);
  const nodes = inReadingOrder(root);
  return [...walk(criteria)].map((traced, position) => {
    const node = nodes[position];
    if (node?.id !== traced.id) throw new Error(`The trace and the policy differ at criterion ${traced.id}`);
    return { node, traced, applies: !spared.has(traced) };
  });
}

/** How a row stands to the rows above it. */
interface Standing {
  readonly number: string;
  readonly depth: number;
  readonly before: string;
  readonly negated: boolean;
  readonly spared?: Extract<Mark, 'does-not-apply' | 'not-needed'>;
}

/** The rows of every criterion, each once. What must not hold says so, and its mark is that of its absence. */
export function criterionRows(
  pairs: readonly CriterionPair[],
  definitions: ReadonlyMap<string, FactDefinition>,
  facts: FactRecord,
  numbersOf: NumbersOf,
  passage: (cite: Citation) => string,
): readonly CriterionRow[] {
  const nodeOf = new Map(pairs.map(({ node, traced }) => [traced, node]));
  const rowsFrom = (traced: TracedCriterion, standing: Standing): readonly CriterionRow[] => {
    const told = traced.kind === 'same-as' ? (traced.children[0] ?? traced) : traced;
    // A repetition of a repetition keeps its own row: only one criterion is told in another's place.
    const node = nodeOf.get(told);
    const mark = markOf(traced, standing);
    const row: CriterionRow = {
      id: traced.id,
      ...(told === traced ? {} : { repeats: told.id }),
      number: standing.number,
      depth: standing.depth,
      mark,
      text: `${standing.before}${traced.text}`,
      ...(node === undefined ? {} : groupOf(node)),
      ...(told.fact === undefined ? {} : { recorded: recordedOf(told.fact, definitions, facts, numbersOf) }),
      places: passagesOf(told.cite, passage),
    };
    const below = told.children.map((child, index) =>
      rowsFrom(child, {
        number: standing.number === '' ? `${index + 1}` : `${standing.number}.${index + 1}`,
        depth: standing.depth + 1,
        ...standingBelow(told, index, mark, standing),
      }),
    );
    return [row, ...below.flat()];
  };
  const root = pairs[0]?.traced;
  return root === undefined ? [] : rowsFrom(root, { number: '', depth: 0, before: '', negated: false });
}

/** Whatever is not met below a criterion that is met was not needed for it. */
function standingBelow(
  { kind }: TracedCriterion,
  index: number,
  mark: Mark,
  { negated, spared }: Standing,
): Pick<Standing, 'before' | 'negated' | 'spared'> {
  const condition = kind === 'when' && index === 0;
  const turned = !condition && (kind === 'not' ? !negated : negated);
  const free = mark === 'met' ? 'not-needed' : undefined;
  const inherited = mark === 'does-not-apply' ? mark : (spared ?? free);
  return {
    before: condition ? 'Applies if: ' : turned ? 'Must not hold: ' : '',
    negated: turned,
    ...(inherited === undefined ? {} : { spared: inherited }),
  };
}

function markOf({ truth, applies }: TracedCriterion, { negated, spared }: Standing): Mark {
  if (applies === false || spared === 'does-not-apply') return 'does-not-apply';
  const mark = negated ? negate(truth) : truth;
  return spared === 'not-needed' && mark !== 'met' ? spared : mark;
}

function groupOf(node: Criterion): { readonly group?: string } {
  switch (node.kind) {
    case 'all':
      return { group: 'all of these' };
    case 'any':
      return { group: 'any one of these' };
    case 'at-least-of':
      return { group: `at least ${node.n} of these` };
    default:
      return {};
  }
}

function recordedOf(
  fact: string,
  definitions: ReadonlyMap<string, FactDefinition>,
  facts: FactRecord,
  numbersOf: NumbersOf,
): NonNullable<CriterionRow['recorded']> {
  const definition = definitions.get(fact);
  const recorded = facts.get(fact);
  const name = definition?.name ?? fact;
  if (recorded === undefined) return { name, value: null, from: '', records: [] };
  return {
    name,
    value: sayValue(recorded.value, definition),
    from: sayOrigin(recorded, definitions),
    records: numbersOf(fact),
  };
}

/** Who or what a value comes from, in words. */
function sayOrigin(recorded: RecordedFact, definitions: ReadonlyMap<string, FactDefinition>): string {
  switch (recorded.origin) {
    case 'attested':
      return recorded.by === undefined ? 'stated, without a name' : 'stated by a person';
    case 'chart':
      return 'read from the chart';
    case 'course':
      return 'from the course of therapy';
    case 'calculated': {
      const from = recorded.evidence.find(({ kind }) => kind === 'calculation');
      const name = definitions.get(from?.ref ?? '')?.name ?? from?.ref;
      return name === undefined ? 'calculated' : `calculated from: ${name} ${from?.display ?? ''}`.trimEnd();
    }
    default:
      return recorded.origin satisfies never;
  }
}
