import { Temporal } from 'temporal-polyfill';

/** A number of calendar days or calendar months. */
export interface Period {
  readonly count: number;
  readonly unit: PeriodUnit;
}
export type PeriodUnit = 'days' | 'months';

/** The first day of the period that ends on `on` (YYYY-MM-DD): in a month too short for it, the month's last day. */
export function firstDayOf(on: string, { count, unit }: Period): string {
  return Temporal.PlainDate.from(on)
    .subtract({ [unit]: count })
    .toString();
}

/** True where `day` lies in the period that ends on `on`, both ends included (YYYY-MM-DD each). */
export function isWithin(day: string, on: string, period: Period): boolean {
  return day <= on && day >= firstDayOf(on, period);
}

/**
 * The shortest period, in whole units, that ends on `on` and holds `day`; negative where the day is a later one.
 * @param day, on YYYY-MM-DD
 */
export function elapsed(day: string, on: string, unit: PeriodUnit): number {
  const days = Temporal.PlainDate.from(day).until(on).days;
  if (unit === 'days' || days < 0) return days;
  let count = Math.max(0, Math.floor(days / 31) - 1);
  while (day < firstDayOf(on, { count, unit })) count++;
  return count;
}
