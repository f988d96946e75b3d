import type { Truth } from '../../values/truth.ts';
import { NOT_MET, type Code, type Evaluate } from './code.ts';
import { sayCounts } from './told.ts';

/** One child has to be met. Met outweighs unknown: one that holds settles it whatever the rest says. */
export function compileAny(position: number, children: readonly Evaluate[]): Evaluate {
  return (facts, truths) => {
    let highest: Code = NOT_MET;
    for (const child of children) {
      const truth = child(facts, truths);
      if (truth > highest) highest = truth;
    }
    return (truths[position] = highest);
  };
}

/** @param below what the criteria below came to */
export function explainAny(below: readonly Truth[]): string {
  return `${sayCounts(below)}; one is wanted`;
}
