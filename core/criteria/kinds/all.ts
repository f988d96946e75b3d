import type { Truth } from '../../values/truth.ts';
import { MET, type Code, type Evaluate } from './code.ts';
import { sayCounts } from './told.ts';

/** Every child has to be met. Not met outweighs unknown: one child that fails settles it whatever the rest says. */
export function compileAll(position: number, children: readonly Evaluate[]): Evaluate {
  return (facts, truths) => {
    let lowest: Code = MET;
    for (const child of children) {
      const truth = child(facts, truths);
      if (truth < lowest) lowest = truth;
    }
    return (truths[position] = lowest);
  };
}

/** @param below what the criteria below came to */
export function explainAll(below: readonly Truth[]): string {
  return `${sayCounts(below)}; all are wanted`;
}
