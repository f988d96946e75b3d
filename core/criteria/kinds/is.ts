import type { IsNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';

/** The fact has this value. */
export function compileIs(position: number, node: IsNode): Evaluate {
  const { fact, value } = node;
  return (facts, truths) => {
    const recorded = facts.get(fact);
    return (truths[position] = recorded === undefined ? UNKNOWN : recorded.value === value ? MET : NOT_MET);
  };
}
