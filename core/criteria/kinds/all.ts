import { MET, type Code, type Evaluate } from './code.ts';

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
