import { firstDayOf, isWithin } from '../../values/period.ts';
import { REQUEST_DATE, type WithinNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';
import { sayRecorded, sayUnrecorded, type Told } from './told.ts';

/**
 * The day lies in the period that ends on the day of the request, first and last day included. A later day is not in
 * it; without the day of the request nothing can be counted.
 */
export function compileWithin(position: number, node: WithinNode): Evaluate {
  const { fact, period } = node;
  return (facts, truths) => {
    const day = facts.get(fact)?.value;
    const on = facts.get(REQUEST_DATE)?.value;
    if (typeof day !== 'string' || typeof on !== 'string') return (truths[position] = UNKNOWN);
    return (truths[position] = isWithin(day, on, period) ? MET : NOT_MET);
  };
}

/** The day beside the first and the last one of the period, so that nobody has to count. */
export function explainWithin({ period }: WithinNode, told: Told): string {
  const { value, on } = told;
  if (value === undefined) return sayUnrecorded(told);
  if (on === undefined) return `${sayRecorded(told, value)}; the day of the request is not recorded to count from`;
  return `${sayRecorded(told, value)}; wanted: a day from ${firstDayOf(on, period)} to ${on}`;
}
