import { parseMoment } from '../course/moment.ts';
import { sayClock, sayDate } from './card-time.ts';

/** A moment in three parts, so that a page can set the hour large. */
export interface Stamp {
  /** `Mon 2026-06-22`. */
  readonly day: string;
  /** `16:40`, on the wall of the zone. */
  readonly time: string;
  /** `America/New_York, UTC-04:00`, or the offset alone. */
  readonly zone: string;
}

/** @returns null where there is no moment yet */
export function stampOf(text: string | null): Stamp | null {
  const moment = text === null ? null : parseMoment(text);
  if (moment === null) return null;
  const { at, notation } = moment;
  const offset = `UTC${at.offset === '+00:00' ? '' : at.offset}`;
  return {
    day: sayDate(at.toPlainDate()),
    time: sayClock(moment),
    zone: notation === 'zone' ? `${at.timeZoneId}, ${offset}` : offset,
  };
}

/** `Mon 2026-06-22 16:40 (UTC-04:00)`. */
export function sayStamp({ day, time, zone }: Stamp): string {
  return `${day} ${time} (${zone})`;
}
