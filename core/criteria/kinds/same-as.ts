import type { SameAsNode } from '../node.ts';
import type { Evaluate } from './code.ts';

/** As true as the criterion that it repeats. */
export function compileSameAs(position: number, child: Evaluate): Evaluate {
  return (facts, truths) => (truths[position] = child(facts, truths));
}

/** @param repeated the explanation of the criterion that it repeats */
export function explainSameAs({ target }: SameAsNode, repeated: string): string {
  return `${repeated} (as ${target})`;
}
