import type { FactDefinition } from '../values/fact.ts';
import { allowedFor, intersect, isInside, subtract, type Allowed } from './allowed.ts';
import { inReadingOrder, isFactNode, type Criterion, type FactNode } from './node.ts';

/** Values of some facts that together make the criteria met (or not met). */
export type Way = ReadonlyMap<string, Allowed>;

/** The ways of one criterion on a fact: none, the empty one, or values of its fact. */
export type LeafWays = (node: FactNode, met: boolean) => readonly Way[];

/** Nothing is wanted: it is so already. */
export const DONE: readonly Way[] = [new Map()];
export const IMPOSSIBLE: readonly Way[] = [];

/** What a criterion wants of its fact, whatever is recorded of it. */
export function wantedValues(definitions: ReadonlyMap<string, FactDefinition>): LeafWays {
  return (node, met) => {
    const definition = definitions.get(node.fact);
    if (definition === undefined) throw new Error(`No fact ${node.fact} is defined, wanted by criterion ${node.id}`);
    return allowedFor(node, definition, met).map((allowed) => new Map([[node.fact, allowed]]));
  };
}

export interface Ways {
  /** Smallest first; of one size in the order of their facts. */
  readonly ways: readonly Way[];
  /** There are others, none smaller than the last of these. */
  readonly more: boolean;
}

/**
 * The minimal ways of making `root` met, smallest first and at most `limit`. Exact by the evaluator's own logic: a way
 * is one that makes it met with every other fact unknown, and none that asks for more than another is listed. Sizes are
 * gone through one by one, so that ways larger than needed are never built.
 */
export function minimalWays(root: Criterion, leafWays: LeafWays, limit: number): Ways {
  const most = new Set(inReadingOrder(root).flatMap((node) => (isFactNode(node) ? [node.fact] : []))).size;
  // Most criteria have few ways, found at one go; only where there are many is it worth to go from size to size.
  const few = waysWithin(root, leafWays, most, FEW);
  if (few !== undefined) return listed(few, limit);
  for (let size = 0; ; size++) {
    const found = waysWithin(root, leafWays, size, Infinity) ?? [];
    if (found.length > limit || size >= most) return listed(found, limit);
  }
}

const FEW = 200;

function listed(ways: readonly Way[], limit: number): Ways {
  return { ways: smallestFirst(ways).slice(0, limit), more: ways.length > limit };
}

/** All minimal ways of at most `size` facts; undefined where more than `cap` had to be joined on the way. */
function waysWithin(root: Criterion, leafWays: LeafWays, size: number, cap: number): readonly Way[] | undefined {
  let largest = 0;
  const together = (parts: readonly (readonly Way[])[]): readonly Way[] =>
    parts.reduce((joined, part) => {
      largest = Math.max(largest, joined.length * part.length);
      if (largest > cap) return IMPOSSIBLE;
      return minimal(joined.flatMap((way) => part.flatMap((next) => join(way, next, size))));
    }, DONE);
  const ways = (node: Criterion, met: boolean): readonly Way[] => {
    if (isFactNode(node)) return leafWays(node, met).filter((way) => way.size <= size);
    switch (node.kind) {
      case 'all':
        return (met ? together : either)(node.children.map((child) => ways(child, met)));
      case 'any':
        return (met ? either : together)(node.children.map((child) => ways(child, met)));
      case 'at-least-of': {
        // Not met: so many children fail that fewer than n are left.
        const enough = met ? node.n : node.children.length - node.n + 1;
        return either(choose(node.children, enough).map((some) => together(some.map((child) => ways(child, met)))));
      }
      case 'not':
        return ways(node.child, !met);
      case 'same-as':
        return ways(node.child, met);
      case 'when':
        return (met ? either : together)([ways(node.condition, !met), ways(node.then, met)]);
      default:
        return node satisfies never;
    }
  };
  const found = ways(root, true);
  return largest > cap ? undefined : withoutSmaller(found);
}

/** Every choice of `n` of the items. */
function choose<Item>(items: readonly Item[], n: number): readonly (readonly Item[])[] {
  if (n <= 0) return [[]];
  return items.flatMap((item, index) => choose(items.slice(index + 1), n - 1).map((rest) => [item, ...rest]));
}

function either(alternatives: readonly (readonly Way[])[]): readonly Way[] {
  return minimal(alternatives.flat());
}

/** Both ways at once, or none where they want different values of one fact or more facts than `size`. */
function join(a: Way, b: Way, size: number): readonly Way[] {
  const joined = new Map(a);
  for (const [fact, allowed] of b) {
    const before = joined.get(fact);
    const both = before === undefined ? allowed : intersect(before, allowed);
    if (both === undefined) return [];
    joined.set(fact, both);
  }
  return joined.size <= size ? [joined] : [];
}

/**
 * Drops each way that asks for all that another asks for, and more. Only ways of fewer facts, or of the very same facts,
 * can ask for less: the rest is not compared, which matters where there are thousands of one size.
 */
function minimal(ways: readonly Way[]): readonly Way[] {
  if (ways.length < 2) return ways;
  const ofSameFacts = Map.groupBy(ways, factsOf);
  const ofSize = Map.groupBy(ways, (way) => way.size);
  const sizes = [...ofSize.keys()].sort((x, y) => x - y);
  return ways.filter((way) => {
    const same = ofSameFacts.get(factsOf(way)) ?? [];
    const at = same.indexOf(way);
    if (same.some((other, index) => index !== at && covers(other, way) && (index < at || !covers(way, other))))
      return false;
    return !sizes.some((size) => size < way.size && ofSize.get(size)?.some((other) => covers(other, way)) === true);
  });
}

const factsOf = (way: Way): string => [...way.keys()].sort().join();

/** True where whatever follows `way` follows `wider` too. */
function covers(wider: Way, way: Way): boolean {
  return [...wider].every(([fact, allowed]) => {
    const narrow = way.get(fact);
    return narrow !== undefined && isInside(narrow, allowed);
  });
}

/**
 * Takes out of each way the answers for which a part of its facts is enough by another way: several smaller ways may
 * together leave nothing of a larger one that none of them covers alone.
 */
function withoutSmaller(ways: readonly Way[]): readonly Way[] {
  if (ways.length < 2) return ways;
  const bySize = smallestFirst(ways);
  const kept = bySize.flatMap((way, index) =>
    bySize
      .slice(0, index)
      .filter((smaller) => smaller.size < way.size && [...smaller.keys()].every((fact) => way.has(fact)))
      .reduce<readonly Way[]>((parts, smaller) => parts.flatMap((part) => outside(part, smaller)), [way]),
  );
  return minimal(kept);
}

/** The parts of `way` that `smaller` does not settle already. */
function outside(way: Way, smaller: Way): readonly Way[] {
  const parts: Way[] = [];
  let rest = way;
  for (const [fact, settled] of smaller) {
    const allowed = rest.get(fact);
    if (allowed === undefined) return [way];
    for (const piece of subtract(allowed, settled)) parts.push(new Map([...rest, [fact, piece]]));
    const both = intersect(allowed, settled);
    if (both === undefined) return [way];
    rest = new Map([...rest, [fact, both]]);
  }
  return parts;
}

function smallestFirst(ways: readonly Way[]): readonly Way[] {
  return [...ways].sort((a, b) => a.size - b.size || [...a.keys()].join().localeCompare([...b.keys()].join(), 'en'));
}
