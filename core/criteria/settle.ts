import type { FactDefinition, FactRecord, FactValue } from '../values/fact.ts';
import { elapsed } from '../values/period.ts';
import type { Allowed } from './allowed.ts';
import type { Trace } from './compile.ts';
import { MET, NOT_MET, UNKNOWN } from './kinds/code.ts';
import { inReadingOrder, REQUEST_DATE, type Criterion, type FactNode } from './node.ts';
import { DONE, IMPOSSIBLE, minimalWays, wantedValues, type LeafWays, type Way, type Ways } from './ways.ts';

type Definitions = ReadonlyMap<string, FactDefinition>;

/**
 * The smallest sets of answers to unknown facts that would make the criteria met. What is recorded is taken as it
 * stands: criteria that are not met on recorded facts have no way, met ones the empty way.
 * @throws where a criterion names a fact that `definitions` lacks (the loader lets no such file pass)
 */
export function waysToMeet(trace: Trace, definitions: Definitions, limit: number): Ways {
  const codes = codesOf(trace);
  const wanted = wantedValues(definitions);
  return minimalWays(
    trace.criteria.root,
    (node, met) => {
      const code = codes(node);
      if (code === UNKNOWN) return wanted(node, met);
      return code === (met ? MET : NOT_MET) ? DONE : IMPOSSIBLE;
    },
    limit,
  );
}

/** Of met criteria: the smallest sets of recorded facts that keep them met whatever else were unknown. */
export function restsOn(trace: Trace, facts: FactRecord, limit: number): Ways {
  if (trace.truths[0] !== MET) return { ways: [], more: false };
  const codes = codesOf(trace);
  const leaves: LeafWays = (node, met) => {
    const value = facts.get(node.fact)?.value;
    return value !== undefined && codes(node) === (met ? MET : NOT_MET)
      ? [new Map([[node.fact, exactly(value)]])]
      : IMPOSSIBLE;
  };
  return minimalWays(trace.criteria.root, leaves, limit);
}

/** What would have to be otherwise, and what would have to be answered besides. */
export interface Change {
  readonly changes: ReadonlyMap<string, { readonly recorded: FactValue; readonly allows: Allowed }>;
  readonly answers: Way;
}

/**
 * Of criteria that are not met: which recorded facts would have to differ, fewest first. It says what the finding hangs
 * on and asks nobody to change a record that is right.
 */
export function wouldDiffer(
  trace: Trace,
  facts: FactRecord,
  definitions: Definitions,
  limit: number,
): readonly Change[] {
  if (trace.truths[0] !== NOT_MET) return [];
  const { ways } = minimalWays(trace.criteria.root, wantedValues(definitions), EVERY);
  const all = ways.map((way) => changeOf(way, facts));
  return all
    .filter((one, index) => !all.some((other, at) => at !== index && asksLess(other, one, at < index)))
    .sort((a, b) => a.changes.size - b.changes.size || a.answers.size - b.answers.size)
    .slice(0, limit);
}

const EVERY = 10_000;

function changeOf(way: Way, facts: FactRecord): Change {
  const changes = new Map<string, { recorded: FactValue; allows: Allowed }>();
  const answers = new Map<string, Allowed>();
  const on = String(facts.get(REQUEST_DATE)?.value);
  for (const [fact, allows] of way) {
    const recorded = facts.get(fact)?.value;
    if (recorded === undefined) answers.set(fact, allows);
    else if (!allowsValue(allows, recorded, on)) changes.set(fact, { recorded, allows });
  }
  return { changes, answers };
}

function asksLess(other: Change, one: Change, first: boolean): boolean {
  const inside = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean =>
    [...a.keys()].every((fact) => b.has(fact));
  const less = inside(other.changes, one.changes) && inside(other.answers, one.answers);
  const same = other.changes.size === one.changes.size && other.answers.size === one.answers.size;
  return less && (!same || first);
}

function exactly(value: FactValue): Allowed {
  return typeof value === 'number' ? { kind: 'range', min: value, max: value } : { kind: 'values', values: [value] };
}

function allowsValue(allowed: Allowed, value: FactValue, on: string): boolean {
  if (allowed.kind === 'range') {
    const number = allowed.before === undefined ? value : elapsed(String(value), on, allowed.before);
    return typeof number === 'number' && allowed.min <= number && number <= allowed.max;
  }
  return allowed.kind === 'values' ? allowed.values.includes(value) : !allowed.values.includes(value);
}

/** The truth of a node of the trace. A node that stands in two places has the same truth in both. */
function codesOf({ criteria, truths }: Trace): (node: FactNode) => number | undefined {
  const positions = new Map<Criterion, number>(inReadingOrder(criteria.root).map((node, position) => [node, position]));
  return (node) => truths[positions.get(node) ?? -1];
}
