import { isWithin } from '../../values/period.ts';
import { REQUEST_DATE, type WithinNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';

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
