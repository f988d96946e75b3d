import { Temporal } from 'temporal-polyfill';

/** What a clock on the wall shows: this moment to the second, with the offset of the place, `2026-06-15T08:30:00-04:00`. */
export type Clock = () => string;

/** Asked once: a process keeps the time zone that it was started in, and asking takes longer than all the rest. */
const ZONE = Temporal.Now.timeZoneId();

/** The machine's clock: the only place that asks what time it is. */
export const machineClock: Clock = () =>
  Temporal.Now.zonedDateTimeISO(ZONE).toString({ smallestUnit: 'second', timeZoneName: 'never' });

/** The calendar day that a clock shows, YYYY-MM-DD. */
export function today(clock: Clock): string {
  return clock().slice(0, 10);
}

/** The IANA zone of the machine's clock. */
export function machineZone(): string {
  return Temporal.Now.timeZoneId();
}
