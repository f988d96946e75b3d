import { MET, NOT_MET, type Code } from '../../../core/criteria/kinds/code.ts';
import { isLeaf, type Diagram, type DiagramTable } from '../../../core/coverage/diff/diagram.ts';

/**
 * When a question is asked, by the answers to earlier ones. `answer`: the question of that position is answered by one
 * of the cells; the cell after its last is "unanswered".
 */
export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'answer'; readonly question: number; readonly cells: readonly number[] }
  | { readonly kind: 'all'; readonly parts: readonly Condition[] }
  | { readonly kind: 'any'; readonly parts: readonly Condition[] };

const ALWAYS: Condition = { kind: 'always' };
const NEVER: Condition = { kind: 'never' };

/**
 * Where a question is asked, over the answers to the earlier ones: met there and not met elsewhere. The diagram is
 * reduced, so that it has a decision on a question exactly where the truth still depends on its answer. An earlier
 * question without an answer may still get one, or none: the question is asked if it matters with any of these.
 */
export function whereAsked(table: DiagramTable, diagram: Diagram, question: number): Diagram {
  const known = new Map<Diagram, Diagram>();
  const walk = (node: Diagram): Diagram => {
    if (isLeaf(node) || node.variable > question) return table.leaf(NOT_MET);
    if (node.variable === question) return table.leaf(MET);
    const held = known.get(node);
    if (held) return held;
    const below = node.branches.map(walk);
    const made = table.decide(node.variable, [...below.slice(0, -1), table.any(below)]);
    known.set(node, made);
    return made;
  };
  return walk(diagram);
}

/**
 * Writes out a diagram of met and not met as a condition. What all branches of a decision share is said once, beside
 * the decision, so that independent parts do not multiply.
 * @param diagram without unknowns
 */
export function conditionOf(table: DiagramTable, diagram: Diagram): Condition {
  if (isLeaf(diagram)) return diagram.code === MET ? ALWAYS : NEVER;
  const { variable, branches } = diagram;
  const cellsWhere = (holds: (branch: Diagram) => boolean): readonly number[] =>
    branches.flatMap((branch, cell) => (holds(branch) ? [cell] : []));
  const answer = (holds: (branch: Diagram) => boolean): Condition => {
    return { kind: 'answer', question: variable, cells: cellsWhere(holds) };
  };
  const further = [...new Set(branches.filter((branch) => !isLeaf(branch)))];
  const [first] = further;
  if (first === undefined) return answer((branch) => branch === table.leaf(MET));
  const without = (code: Code): Diagram =>
    table.decide(
      variable,
      branches.map((branch) => (branch === table.leaf(code) ? first : branch)),
    );
  for (const [code, kind] of [[NOT_MET, 'all'] as const, [MET, 'any'] as const]) {
    const leaf = table.leaf(code);
    if (!branches.includes(leaf)) continue;
    const outright = answer((branch) => (branch === leaf) === (code === MET));
    return joined(kind, [outright, conditionOf(table, without(code))]);
  }
  const weakest = further.find((one) => further.every((other) => table.all([one, other]) === other));
  if (weakest) return joined('all', [conditionOf(table, weakest), conditionOf(table, given(table, diagram, weakest))]);
  const strongest = further.find((one) => further.every((other) => table.all([one, other]) === one));
  if (strongest) {
    const rest = given(table, diagram, table.not(strongest));
    return joined('any', [conditionOf(table, strongest), conditionOf(table, rest)]);
  }
  const parts = further.map((one) => joined('all', [answer((branch) => branch === one), conditionOf(table, one)]));
  return joined('any', parts);
}

/** A diagram that is the same as `diagram` wherever `holds` is met, and as simple as can be elsewhere. */
function given(table: DiagramTable, diagram: Diagram, holds: Diagram): Diagram {
  if (isLeaf(diagram) || isLeaf(holds)) return diagram;
  if (holds.variable < diagram.variable) return given(table, diagram, table.any(holds.branches));
  const { variable, branches } = diagram;
  if (diagram.variable < holds.variable)
    return table.decide(
      variable,
      branches.map((one) => given(table, one, holds)),
    );
  const never = table.leaf(NOT_MET);
  const kept = branches.map((branch, cell) => {
    const below = holds.branches[cell] ?? never;
    return below === never ? undefined : given(table, branch, below);
  });
  const some = kept.find((branch) => branch !== undefined) ?? diagram;
  return table.decide(
    variable,
    kept.map((branch) => branch ?? some),
  );
}

/** Parts of the same kind are taken up, so that a chain of conditions stays flat. */
function joined(kind: 'all' | 'any', parts: readonly Condition[]): Condition {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [only, ...more] = flat;
  return only !== undefined && more.length === 0 ? only : { kind, parts: flat };
}

/**
 * Whether the condition holds where the questions are answered so.
 * @param cells of each question the cell of its answer, or that of "unanswered"
 */
export function holds(condition: Condition, cells: readonly number[]): boolean {
  switch (condition.kind) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'answer':
      return condition.cells.includes(cells[condition.question] ?? -1);
    case 'all':
      return condition.parts.every((part) => holds(part, cells));
    case 'any':
      return condition.parts.some((part) => holds(part, cells));
    default:
      return condition satisfies never;
  }
}
