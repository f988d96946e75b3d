import type { InNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';
import { sayRecorded, sayUnrecorded, type Told } from './told.ts';

/** The fact's code is on a list that the policy carries. */
export function compileIn(position: number, node: InNode): Evaluate {
  const { fact } = node;
  const codes = new Set<unknown>(node.codes);
  return (facts, truths) => {
    const recorded = facts.get(fact);
    return (truths[position] = recorded === undefined ? UNKNOWN : codes.has(recorded.value) ? MET : NOT_MET);
  };
}

/** The code, the list, and how many stand on it: lists are too long to be told. */
export function explainIn({ list, codes }: InNode, told: Told): string {
  if (told.value === undefined) return sayUnrecorded(told);
  const stands = codes.includes(String(told.value)) ? 'on' : 'not on';
  return `${sayRecorded(told, told.value)}, ${stands} the list ${list} (${codes.length} ${codes.length === 1 ? 'code' : 'codes'})`;
}
