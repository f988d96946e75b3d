import type { Trace } from './compile.ts';
import { childrenOf, isFactNode, type FactNode } from './node.ts';

/**
 * The criteria on facts that make the finding what it is, in reading order, none twice: those below which every group up to the
 * root has the truth that the finding has. What a `not` or the condition of a `when` turns round is turned round here.
 */
export function deciding({ criteria, truths }: Trace): readonly FactNode[] {
  const found = new Set<FactNode>();
  let position = 0;
  const walk = (node: Trace['criteria']['root'], wanted: number | undefined): void => {
    const truth = truths[position++];
    const passes = wanted !== undefined && truth === wanted;
    if (isFactNode(node)) {
      if (passes) found.add(node);
      return;
    }
    const opposite = wanted === undefined ? undefined : 2 - wanted;
    childrenOf(node).forEach((child, index) => {
      const turned = node.kind === 'not' || (node.kind === 'when' && index === 0);
      walk(child, passes ? (turned ? opposite : wanted) : undefined);
    });
  };
  walk(criteria.root, truths[0]);
  return [...found];
}
