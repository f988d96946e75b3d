import type { Evaluate } from './code.ts';

/** As true as the criterion that it repeats. */
export function compileSameAs(position: number, child: Evaluate): Evaluate {
  return (facts, truths) => (truths[position] = child(facts, truths));
}
