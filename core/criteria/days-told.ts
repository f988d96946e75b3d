import { firstDayOf } from '../values/period.ts';
import type { FactNode } from './node.ts';

/**
 * The days at which a criterion's truth can change: the last and the first of its period, and those just outside it.
 * @param on the day of the request, YYYY-MM-DD
 */
export function daysTold(node: FactNode, on: string): readonly string[] {
  if (node.kind !== 'within') return [];
  const first = firstDayOf(on, node.period);
  return [on, first, firstDayOf(first, { count: 1, unit: 'days' }), firstDayOf(on, { count: -1, unit: 'days' })];
}
