import { MOMENT_SHAPE } from './moment.ts';

/** A point in time: whole seconds since 1970 and the nanoseconds beyond them. */
export interface Instant {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/**
 * The point in time of a checked text, from its date, its time of day and its offset. A course is put in order by these:
 * a zoned time costs twenty times as much, and a log has thousands of entries.
 * @throws RangeError where the text is not a time with an offset
 */
export function instantOf(text: string): Instant {
  const match = MOMENT_SHAPE.exec(text);
  if (match === null) throw new RangeError(`"${text}" is not a time with an offset`);
  const [, year, month, day, hour, minute, second = '0', fraction = '', , sign, offsetHours, offsetMinutes] = match;
  const offset = sign === undefined ? 0 : (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
  const minutes = daysFromEpoch(Number(year), Number(month), Number(day)) * 1440 + Number(hour) * 60 + Number(minute);
  return { seconds: (minutes - offset) * 60 + Number(second), nanoseconds: Number(fraction.padEnd(9, '0')) };
}

/** Negative where `a` comes first. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds;
}

/** Days from 1970-01-01, counted in years that begin on 1 March so that the leap day comes last. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const from = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400);
  return from * 365 + leapDays + dayOfYear - 719_468;
}
