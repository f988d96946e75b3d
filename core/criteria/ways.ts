import type { FactDefinition } from '../values/fact.ts';
import { allowedFor, intersect, isInside, type Allowed } from './allowed.ts';
import type { Trace } from './compile.ts';
import { MET, NOT_MET, type Code } from './kinds/code.ts';
import { inReadingOrder, isFactNode, type Criterion } from './node.ts';

/** Answers that together would settle the criteria: for each unknown fact, the values that do it. */
export type Way = ReadonlyMap<string, Allowed>;

const DONE: readonly Way[] = [new Map()];
const IMPOSSIBLE: readonly Way[] = [];

/**
 * The minimal sets of answers to unknown facts that would make the criteria met, smallest first. What is recorded is
 * taken as it stands: criteria that are not met on recorded facts have no way, met ones the empty way.
 * @throws where a criterion names a fact that `definitions` lacks (the loader refuses such a file)
 */
export function waysToMeet(trace: Trace, definitions: ReadonlyMap<string, FactDefinition>): readonly Way[] {
  const positions = new Map(inReadingOrder(trace.criteria.root).map((node, position) => [node, position]));
  const codeOf = (node: Criterion): Code | undefined => trace.truths[positions.get(node) ?? -1];

  const ways = (node: Criterion, met: boolean): readonly Way[] => {
    const code = codeOf(node);
    if (code === (met ? MET : NOT_MET)) return DONE;
    if (code === (met ? NOT_MET : MET)) return IMPOSSIBLE;
    if (isFactNode(node)) {
      const definition = definitions.get(node.fact);
      if (definition === undefined) throw new Error(`No fact ${node.fact} is defined, wanted by criterion ${node.id}`);
      return allowedFor(node, definition, met).map((allowed) => new Map([[node.fact, allowed]]));
    }
    switch (node.kind) {
      case 'all':
        return (met ? together : either)(node.children.map((child) => ways(child, met)));
      case 'any':
        return (met ? either : together)(node.children.map((child) => ways(child, met)));
      case 'at-least-of': {
        // Not met: so many children fail that fewer than n are left.
        const wanted = met ? node.n : node.children.length - node.n + 1;
        return either(choose(node.children, wanted).map((some) => together(some.map((child) => ways(child, met)))));
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
  return smallestFirst(ways(trace.criteria.root, true));
}

/** Every choice of `n` of the items. */
function choose<Item>(items: readonly Item[], n: number): readonly (readonly Item[])[] {
  if (n <= 0) return [[]];
  return items.flatMap((item, index) => choose(items.slice(index + 1), n - 1).map((rest) => [item, ...rest]));
}

function either(alternatives: readonly (readonly Way[])[]): readonly Way[] {
  return minimal(alternatives.flat());
}

function together(parts: readonly (readonly Way[])[]): readonly Way[] {
  return parts.reduce(
    (joined, part) => minimal(joined.flatMap((way) => part.flatMap((next) => join(way, next)))),
    DONE,
  );
}

/** Both ways at once, or none where they want different values of one fact. */
function join(a: Way, b: Way): readonly Way[] {
  const joined = new Map(a);
  for (const [fact, allowed] of b) {
    const before = joined.get(fact);
    const both = before === undefined ? allowed : intersect(before, allowed);
    if (both === undefined) return [];
    joined.set(fact, both);
  }
  return [joined];
}

/** Drops each way that asks for all that another asks for, and more. */
function minimal(ways: readonly Way[]): readonly Way[] {
  return ways.filter((way, index) => {
    return !ways.some((other, at) => at !== index && covers(other, way) && (at < index || !covers(way, other)));
  });
}

/** True where whatever follows `way` follows `wider` too. */
function covers(wider: Way, way: Way): boolean {
  return [...wider].every(([fact, allowed]) => {
    const narrow = way.get(fact);
    return narrow !== undefined && isInside(narrow, allowed);
  });
}

function smallestFirst(ways: readonly Way[]): readonly Way[] {
  return [...ways].sort((a, b) => a.size - b.size || [...a.keys()].join().localeCompare([...b.keys()].join(), 'en'));
}
