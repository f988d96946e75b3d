import type { FactNode } from '../../../core/criteria/node.ts';
import { firstDayOf } from '../../../core/values/period.ts';
import { thresholdsOf } from '../../../core/criteria/thresholds.ts';

/** Any day will do where all periods are counted in one unit: of two of them the longer one always begins earlier. */
const ONE_DAY = ['2026-01-01'];
/** Months of every length, in two leap years and two others. */
const MONTHS = Array.from(
  { length: 48 },
  (_, index) => `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
);
const DAYS_OF_MONTH = ['01', '15', '28'];

/**
 * Days of request that show every way in which criteria on one day can be met together: how many days a month has
 * depends on the day from which it is counted.
 * @param named days (YYYY-MM-DD) that the criteria name
 */
export function requestDays(criteria: readonly FactNode[], named: readonly string[]): readonly string[] {
  const units = new Set(criteria.map((node) => (node.kind === 'within' ? node.period.unit : 'years')));
  if (units.size < 2 && named.length === 0) return ONE_DAY;
  const ends = MONTHS.flatMap((month) => firstDayOf(`${month}-01`, { count: 1, unit: 'days' }));
  const near = named.flatMap((day) => [-4000, -1, 0, 1, 4000].map((count) => firstDayOf(day, { count, unit: 'days' })));
  return [...MONTHS.flatMap((month) => DAYS_OF_MONTH.map((day) => `${month}-${day}`)), ...ends, ...near];
}

/**
 * The last day of birth on which an age is reached that the criterion tells apart, and the day after it.
 * @param on the day of the request, YYYY-MM-DD
 */
export function birthdaysTold(node: FactNode, on: string): readonly string[] {
  return thresholdsOf(node).flatMap((years) => {
    const day = firstDayOf(on, { count: 12 * years, unit: 'months' });
    return [day, firstDayOf(day, { count: -1, unit: 'days' })];
  });
}
