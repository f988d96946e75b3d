import { MET } from '../../criteria/kinds/code.ts';
import { isLeaf, type Decision, type Diagram, type DiagramTable } from './diagram.ts';

/** The cell of each variable that is settled; every other variable may have any. */
export type Cells = ReadonlyMap<number, number>;

/** A cell taken, and those taken below it. */
interface Taken {
  readonly size: number;
  readonly variable?: number;
  readonly cell?: number;
  readonly below?: Taken;
}

/** The best way to met below a decision, or undefined where there is none; `search` looks below its branches. */
type Best = (decision: Decision, search: (below: Diagram) => Taken | undefined) => Taken | undefined;

/** Looks for the best way to met, at each node of the diagram once. */
function bestWay(diagram: Diagram, best: Best): Cells | undefined {
  const known = new Map<number, Taken | undefined>();
  const search = (node: Diagram): Taken | undefined => {
    if (isLeaf(node)) return node.code === MET ? { size: 0 } : undefined;
    if (!known.has(node.id)) known.set(node.id, best(node, search));
    return known.get(node.id);
  };
  const found = search(diagram);
  return found && new Map(cellsTaken(found));
}

function* cellsTaken(taken: Taken): Generator<readonly [number, number]> {
  if (taken.variable !== undefined && taken.cell !== undefined) yield [taken.variable, taken.cell];
  if (taken.below) yield* cellsTaken(taken.below);
}

/** The first of the branches, each with what taking it costs, on which the way to met is shortest. */
function cheapest(
  { variable, branches }: Decision,
  search: (below: Diagram) => Taken | undefined,
  cost: (cell: number) => number,
): Taken | undefined {
  const ways = branches.flatMap((branch, cell): Taken[] => {
    const below = search(branch);
    return below ? [{ size: below.size + cost(cell), variable, cell, below }] : [];
  });
  return shortest(ways);
}

function shortest(ways: readonly Taken[]): Taken | undefined {
  return ways.reduce<Taken | undefined>((best, way) => (best && best.size <= way.size ? best : way), undefined);
}

/**
 * The fewest cells that make the diagram met whatever the other variables are; undefined where nothing does. Exact: a
 * variable is either settled, or what is below has to be met on all of its branches at once. The latter goes first, so
 * that of several answers the one on later facts is found.
 * @param diagram without unknowns (`onlyMet`)
 */
export function fewestCells(table: DiagramTable, diagram: Diagram): Cells | undefined {
  return bestWay(diagram, (decision, search) => {
    const unsettled = search(table.all(decision.branches));
    const settled = cheapest(decision, search, () => 1);
    return shortest([unsettled, settled].filter((way) => way !== undefined));
  });
}

/**
 * The cells on a way through the diagram to met that departs from `from` as seldom as possible; undefined where there
 * is no way.
 */
export function nearestMet(diagram: Diagram, from: Cells): Cells | undefined {
  return bestWay(diagram, (decision, search) => {
    const wanted = from.get(decision.variable);
    return cheapest(decision, search, (cell) => (wanted === undefined || wanted === cell ? 0 : 1));
  });
}
