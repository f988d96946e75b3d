import { Temporal } from 'temporal-polyfill';

/** What a clock on the wall shows: this moment to the second, with the offset of the place, `2026-06-15T08:30:00-04:00`. */
export type Clock = () => string;

/** The machine's clock: the only place that asks what time it is. */
export const machineClock: Clock = () =>
  Temporal.Now.zonedDateTimeISO().toString({ smallestUnit: 'second', timeZoneName: 'never' });

/** The calendar day that a clock shows, YYYY-MM-DD. */
export function today(clock: Clock): string {
  return clock().slice(0, 10);
}
