import type { InNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';

/** The fact's code is on a list that the policy carries. */
export function compileIn(position: number, node: InNode): Evaluate {
  const { fact } = node;
  const codes = new Set<unknown>(node.codes);
  return (facts, truths) => {
    const recorded = facts.get(fact);
    return (truths[position] = recorded === undefined ? UNKNOWN : codes.has(recorded.value) ? MET : NOT_MET);
  };
}
