import type { CompareNode, Comparison } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';
import { sayRecorded, sayUnrecorded, type Told } from './told.ts';

const COMPARE: Readonly<Record<Comparison, (value: number, bound: number) => boolean>> = {
  'at-least': (value, bound) => value >= bound,
  'more-than': (value, bound) => value > bound,
  'at-most': (value, bound) => value <= bound,
  'less-than': (value, bound) => value < bound,
};

/** The fact's number stands so to the bound. A recorded value that is no number cannot be compared and stays unknown. */
export function compileCompare(position: number, node: CompareNode): Evaluate {
  const { fact, value: bound } = node;
  const holds = COMPARE[node.kind];
  return (facts, truths) => {
    const value = facts.get(fact)?.value;
    return (truths[position] = typeof value !== 'number' ? UNKNOWN : holds(value, bound) ? MET : NOT_MET);
  };
}

/** The number beside its bound, in the fact's unit. */
export function explainCompare({ kind, value: bound }: CompareNode, told: Told): string {
  if (told.value === undefined) return sayUnrecorded(told);
  const recorded = sayRecorded(told, told.value);
  if (typeof told.value !== 'number') return `${recorded}, which is no number to compare`;
  return `${recorded}; wanted: ${kind.replace('-', ' ')} ${bound}`;
}
