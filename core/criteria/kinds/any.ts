import { NOT_MET, type Code, type Evaluate } from './code.ts';

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
