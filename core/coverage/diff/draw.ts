import type { Code } from '../../criteria/kinds/code.ts';
import { isFactNode, type Criterion, type FactNode } from '../../criteria/node.ts';
import type { Cell, Variable } from './cells.ts';
import type { Diagram, DiagramTable } from './diagram.ts';

/**
 * Draws trees as diagrams, by the same Kleene logic as the evaluator's.
 * @param supposed criteria that are taken to be this diagram, whatever they say
 */
export function draw(
  root: Criterion,
  variables: readonly Variable[],
  table: DiagramTable,
  supposed: ReadonlyMap<Criterion, Diagram> = new Map(),
): Diagram {
  const positions = new Map(variables.map(({ fact }, position) => [fact, position]));
  const drawFact = (node: FactNode): Diagram => {
    const position = positions.get(node.fact) ?? -1;
    const cells = variables[position]?.cells ?? [];
    return table.decide(
      position,
      cells.map((cell) => table.leaf(truthIn(cell, node))),
    );
  };
  const drawNode = (node: Criterion): Diagram => {
    const known = supposed.get(node);
    if (known !== undefined) return known;
    if (isFactNode(node)) return drawFact(node);
    switch (node.kind) {
      case 'all':
        return table.all(node.children.map(drawNode));
      case 'any':
        return table.any(node.children.map(drawNode));
      case 'at-least-of':
        return table.atLeast(node.n, node.children.map(drawNode));
      case 'not':
        return table.not(drawNode(node.child));
      case 'same-as':
        return drawNode(node.child);
      case 'when':
        return table.any([table.not(drawNode(node.condition)), drawNode(node.then)]);
      default:
        return node satisfies never;
    }
  };
  return drawNode(root);
}

function truthIn(cell: Cell, node: FactNode): Code {
  const truth = cell.truths.get(node);
  if (truth === undefined) throw new Error(`The cells leave out criterion ${node.id}`);
  return truth;
}
