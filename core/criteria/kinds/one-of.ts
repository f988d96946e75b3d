import type { OneOfNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';

/** The fact has one of these values. */
export function compileOneOf(position: number, node: OneOfNode): Evaluate {
  const { fact } = node;
  const values = new Set(node.values);
  return (facts, truths) => {
    const recorded = facts.get(fact);
    return (truths[position] = recorded === undefined ? UNKNOWN : values.has(recorded.value) ? MET : NOT_MET);
  };
}
