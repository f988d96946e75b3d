import type { Trace } from './compile.ts';
import { MET, UNKNOWN } from './kinds/code.ts';
import { childrenOf, isFactNode, type Criterion, type FactNode } from './node.ts';

/**
 * The criteria on unknown facts that keep the whole open, in reading order: only those below criteria that are
 * themselves unknown, and nothing of a `when` before its condition is known to apply.
 */
export function openQuestions(trace: Trace): readonly FactNode[] {
  const open: FactNode[] = [];
  let position = 0;
  const visit = (node: Criterion, wanted: boolean): void => {
    const at = position++;
    const asks = wanted && trace.truths[at] === UNKNOWN;
    if (asks && isFactNode(node)) open.push(node);
    if (node.kind === 'when') {
      visit(node.condition, asks);
      const conditionAt = at + 1;
      visit(node.then, asks && trace.truths[conditionAt] === MET);
      return;
    }
    for (const child of childrenOf(node)) visit(child, asks);
  };
  visit(trace.criteria.root, true);
  return open;
}
