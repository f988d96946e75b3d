import type { Truth } from '../../values/truth.ts';
import type { AtLeastOfNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';
import { sayCounts } from './told.ts';

/**
 * At least `n` of the children have to be met. Not met only where the unknown ones could not fill up what is missing;
 * `n` of all is `all`, 1 is `any`.
 */
export function compileAtLeastOf(position: number, n: number, children: readonly Evaluate[]): Evaluate {
  return (facts, truths) => {
    let met = 0;
    let possible = 0;
    for (const child of children) {
      const truth = child(facts, truths);
      if (truth === MET) met++;
      if (truth !== NOT_MET) possible++;
    }
    return (truths[position] = met >= n ? MET : possible < n ? NOT_MET : UNKNOWN);
  };
}

/** @param below what the criteria below came to */
export function explainAtLeastOf({ n }: AtLeastOfNode, below: readonly Truth[]): string {
  return `${sayCounts(below)}; at least ${n} ${n === 1 ? 'is' : 'are'} wanted`;
}
