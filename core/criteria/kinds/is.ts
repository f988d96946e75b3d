import { sayValue } from '../../values/say-value.ts';
import type { IsNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';
import { sayRecorded, sayUnrecorded, type Told } from './told.ts';

/** The fact has this value. */
export function compileIs(position: number, node: IsNode): Evaluate {
  const { fact, value } = node;
  return (facts, truths) => {
    const recorded = facts.get(fact);
    return (truths[position] = recorded === undefined ? UNKNOWN : recorded.value === value ? MET : NOT_MET);
  };
}

/** The value that is recorded beside the one that is wanted. */
export function explainIs({ value: wanted }: IsNode, told: Told): string {
  if (told.value === undefined) return sayUnrecorded(told);
  const recorded = sayRecorded(told, told.value);
  return told.value === wanted
    ? `${recorded}, as is wanted`
    : `${recorded}; wanted: ${sayValue(wanted, told.definition)}`;
}
