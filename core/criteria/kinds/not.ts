import { MET, type Code, type Evaluate } from './code.ts';

/** The child must not be met; unknown stays unknown. */
export function compileNot(position: number, child: Evaluate): Evaluate {
  return (facts, truths) => (truths[position] = (MET - child(facts, truths)) as Code);
}
