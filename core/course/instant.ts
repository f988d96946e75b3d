import { daysFromEpoch } from '../values/day-number.ts';
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
  const plain = plainMinutes(text);
  if (plain !== undefined) return { seconds: plain * 60, nanoseconds: 0 };
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

/** `YYYY-MM-DDTHH:MM`, then `Z` or an offset, and nothing more: how nearly every entry of a log is written. */
const PLAIN_LENGTH = { utc: 17, offset: 22 } as const;
const ZERO = 48;

/** Minutes since 1970 of a time written so; undefined for every other text, which is read with more care. */
function plainMinutes(text: string): number | undefined {
  const isUtc = text.length === PLAIN_LENGTH.utc && text[16] === 'Z';
  const sign = text[16];
  const hasOffset = text.length === PLAIN_LENGTH.offset && (sign === '-' || sign === '+') && text[19] === ':';
  if (!isUtc && !hasOffset) return undefined;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':') return undefined;
  const days = daysFromEpoch(pair(text, 0) * 100 + pair(text, 2), pair(text, 5), pair(text, 8));
  const minutes = days * 1440 + pair(text, 11) * 60 + pair(text, 14);
  const offset = isUtc ? 0 : (pair(text, 17) * 60 + pair(text, 20)) * (sign === '-' ? -1 : 1);
  const plain = minutes - offset;
  return Number.isNaN(plain) ? undefined : plain;
}

/** Two digits; NaN where one of them is none. */
function pair(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - ZERO, text.charCodeAt(at + 1) - ZERO];
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? Number.NaN : tens * 10 + ones;
}
