import { MET, NOT_MET, type Code } from '../criteria/kinds/code.ts';
import { childrenOf, inReadingOrder, type Criterion } from '../criteria/node.ts';
import type { FactDefinition } from '../values/fact.ts';
import { partition } from './diff/cells.ts';
import { DiagramTable, isLeaf, type Diagram } from './diff/diagram.ts';
import { draw } from './diff/draw.ts';

/** A criterion that no patient meets, and none of those below it is such a one itself. */
export interface Unmeetable {
  readonly node: Criterion;
  /** The fewest criteria below it that nobody meets together; empty for a criterion on one fact. */
  readonly between: readonly Criterion[];
}

/** A criterion whose own truth never changes what comes out: it might as well always be `as`. */
export interface Idle {
  readonly node: Criterion;
  readonly as: 'met' | 'not-met';
  /** True where it has that truth on every patient; else only on those for whom it could matter. */
  readonly always: boolean;
  /** The criteria beside it, or beside one above it, that make it so; empty where `always`, or where it is no few. */
  readonly because: readonly Criterion[];
}

export interface DeadCriteria {
  /** Nobody meets the whole. */
  readonly nobody: boolean;
  readonly unmeetable: readonly Unmeetable[];
  /** None where nobody meets the whole: nothing matters then. No two for one reason: of two alike the later one. */
  readonly idle: readonly Idle[];
}

/**
 * Looks for criteria that say nothing. Exact over every complete patient, and nothing is sampled; facts are taken as
 * independent of each other. What a `same-as` repeats is looked at where it stands, and here only as a whole.
 * @param days days of a request (YYYY-MM-DD, at least one): what is reported holds on each of them. More than one
 *   matters only to periods, whose lengths in days and in months compare differently from month to month.
 * @throws where a criterion names a fact that `definitions` lacks (the loader refuses such a file)
 */
export function deadCriteria(
  root: Criterion,
  definitions: ReadonlyMap<string, FactDefinition>,
  days: readonly string[],
): DeadCriteria {
  const table = new DiagramTable();
  const variablesOn = days.map((day) => partition([root], definitions, day));
  // The day stands above all facts: below it, each day has its own cells.
  const drawn: Draw = (node, supposed) =>
    table.decide(
      -1,
      variablesOn.map((variables) => draw(node, variables, table, supposed)),
    );
  const unmeetable = smallestUnmeetable(root, drawn, table);
  const nobody = isUnmeetable(drawn(root), table);
  return { nobody, unmeetable, idle: nobody ? [] : idleBelow(root, unmeetable, drawn, table) };
}

type Draw = (node: Criterion, supposed?: ReadonlyMap<Criterion, Diagram>) => Diagram;

const isUnmeetable = (diagram: Diagram, table: DiagramTable): boolean => table.onlyMet(diagram) === table.leaf(NOT_MET);

/** The criteria below that belong to this place: those of a `same-as` belong to the place it repeats. */
const ownChildren = (node: Criterion): readonly Criterion[] => (node.kind === 'same-as' ? [] : childrenOf(node));

function smallestUnmeetable(root: Criterion, drawn: Draw, table: DiagramTable): readonly Unmeetable[] {
  const visit = (node: Criterion): readonly Unmeetable[] => {
    const below = ownChildren(node).flatMap(visit);
    // A repetition of what nobody meets is reported where that stands.
    if (below.length > 0 || node.kind === 'same-as' || !isUnmeetable(drawn(node), table)) return below;
    return [{ node, between: fewestTogether(partsOf(node), drawn, table) }];
  };
  return visit(root);
}

/** The criteria that an `all` wants together, those of an `all` within it included. */
function partsOf(node: Criterion): readonly Criterion[] {
  if (node.kind !== 'all') return ownChildren(node);
  return node.children.flatMap((child) => (child.kind === 'all' ? partsOf(child) : [child]));
}

/** One or the first two that nobody meets; where it takes more, a set of which none can be left out. */
function fewestTogether(parts: readonly Criterion[], drawn: Draw, table: DiagramTable): readonly Criterion[] {
  const together = (some: readonly Criterion[]): boolean =>
    isUnmeetable(table.all(some.map((one) => drawn(one))), table);
  if (!together(parts)) return parts;
  const alone = parts.find((part) => together([part]));
  if (alone !== undefined) return [alone];
  for (const [index, later] of parts.entries())
    for (const earlier of parts.slice(0, index)) if (together([earlier, later])) return [earlier, later];
  return parts.reduce((kept, part) => {
    const fewer = kept.filter((one) => one !== part);
    return together(fewer) ? fewer : kept;
  }, parts);
}

function idleBelow(
  root: Criterion,
  unmeetable: readonly Unmeetable[],
  drawn: Draw,
  table: DiagramTable,
): readonly Idle[] {
  const reported = new Set(unmeetable.map(({ node }) => node));
  const whole = drawn(root);
  // What was found idle is taken as its constant from then on, so that of two alike only one is found.
  const supposed = new Map<Criterion, Diagram>();
  const found: Idle[] = [];
  const visit = (node: Criterion, path: readonly Criterion[]): void => {
    if (reported.has(node) || supposed.has(node)) return;
    const tested = node !== root && !inReadingOrder(node).some((one) => reported.has(one));
    const own = drawn(node);
    const truths: readonly Code[] = isLeaf(own) ? [own.code] : [NOT_MET, MET];
    for (const code of tested ? truths : []) {
      const constant = table.leaf(code);
      if (drawn(root, new Map([...supposed, [node, constant]])) !== whole) continue;
      const always = isLeaf(own);
      const because = always ? [] : reasons(node, constant, path, supposed, drawn, table);
      found.push({ node, as: code === MET ? 'met' : 'not-met', always, because });
      supposed.set(node, constant);
      return;
    }
    // The later of two that are alike repeats the earlier one.
    for (const child of ownChildren(node).toReversed()) visit(child, [...path, node]);
  };
  // Without one of them another may come to say nothing: go on until each that is left matters.
  for (let before = -1; before < found.length;) {
    before = found.length;
    visit(root, []);
  }
  const order = inReadingOrder(root);
  return found.sort((a, b) => order.indexOf(a.node) - order.indexOf(b.node));
}

/** Of the criteria beside the path from the root: the one that alone makes it idle, or those that do so together. */
function reasons(
  node: Criterion,
  constant: Diagram,
  path: readonly Criterion[],
  supposed: ReadonlyMap<Criterion, Diagram>,
  drawn: Draw,
  table: DiagramTable,
): readonly Criterion[] {
  const [root = node] = path;
  const line = [...path, node];
  const neutral = new Map(
    path
      .flatMap((parent, depth) => neutralBeside(parent, line[depth + 1] ?? node, table))
      .filter(([one]) => !supposed.has(one)),
  );
  const idleWith = (muted: ReadonlyMap<Criterion, Diagram>): boolean => {
    const rest = new Map([...supposed, ...muted]);
    return drawn(root, rest) === drawn(root, new Map([...rest, [node, constant]]));
  };
  const beside = [...neutral.keys()].toReversed();
  const alone = beside.find((one) => idleWith(new Map([...neutral].filter(([other]) => other !== one))));
  if (alone !== undefined) return [alone];
  return beside.filter((one) => !idleWith(new Map([...neutral].filter(([other]) => other === one)))).toReversed();
}

/** The criteria beside `child`, each with the truth that leaves the parent to `child` alone. */
function neutralBeside(
  parent: Criterion,
  child: Criterion,
  table: DiagramTable,
): readonly (readonly [Criterion, Diagram])[] {
  const others = childrenOf(parent).filter((one) => one !== child);
  switch (parent.kind) {
    case 'all':
      return others.map((one) => [one, table.leaf(MET)]);
    case 'any':
      return others.map((one) => [one, table.leaf(NOT_MET)]);
    case 'at-least-of':
      return others.map((one, index) => [one, table.leaf(index < parent.n - 1 ? MET : NOT_MET)]);
    case 'when':
      return others.map((one) => [one, table.leaf(child === parent.then ? MET : NOT_MET)]);
    default:
      return [];
  }
}
