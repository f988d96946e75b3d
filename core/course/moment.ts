import { Temporal } from 'temporal-polyfill';
import { YEARS } from '../values/years.ts';

/** A moment together with how it was written, so that results can be written the same way. */
export interface Moment {
  readonly at: Temporal.ZonedDateTime;
  readonly notation: 'zone' | 'offset' | 'utc';
}

/** Date, time of day, fraction, `Z` or offset, zone. No leap seconds: no clock of a clinic shows one. */
export const MOMENT_SHAPE =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d{2}):(\d{2}))(?:\[([A-Za-z][\w+/-]*)\])?$/u;

/** True for a day or a time, written with its year first, whose year is one of `YEARS`. */
export function isYearOfRecord(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year >= YEARS.first && year <= YEARS.last;
}

/**
 * ISO 8601 with an offset and optionally an IANA zone in brackets; `timeZone` serves where no zone is given.
 * @returns null where the text is none: no offset, no such day, or an offset that the zone does not have at that moment
 */
export function parseMoment(text: string, timeZone?: string): Moment | null {
  const match = MOMENT_SHAPE.exec(text);
  if (match === null || !isYearOfRecord(text)) return null;
  const [utc, zone] = [match[8], match[12]];
  try {
    if (zone !== undefined) return { at: Temporal.ZonedDateTime.from(text, { offset: 'reject' }), notation: 'zone' };
    const instant = Temporal.Instant.from(text);
    if (timeZone !== undefined) return { at: instant.toZonedDateTimeISO(timeZone), notation: 'zone' };
    if (utc !== undefined) return { at: instant.toZonedDateTimeISO('UTC'), notation: 'utc' };
    return { at: instant.toZonedDateTimeISO(text.slice(-6)), notation: 'offset' };
  } catch {
    return null;
  }
}

/** Elapsed hours later: through a night on which the clocks change, the hours on the wall differ from these. */
export function hoursLater(moment: Moment, hours: number): Moment {
  return { at: moment.at.add({ hours }), notation: moment.notation };
}

/** As the input was written: with its zone, its offset or Z. */
export function printMoment({ at, notation }: Moment): string {
  if (notation === 'utc') return at.toInstant().toString();
  return at.toString({ timeZoneName: notation === 'zone' ? 'auto' : 'never' });
}

/** Negative where `a` comes first. */
export function compareMoments(a: Moment, b: Moment): number {
  return Temporal.Instant.compare(a.at.toInstant(), b.at.toInstant());
}

export function earlier(a: Moment, b: Moment): Moment {
  return compareMoments(a, b) <= 0 ? a : b;
}

/** The day at the place where it happened: by the zone if one is known, else by the offset as written. */
export function dayOf(moment: Moment): Temporal.PlainDate {
  return moment.at.toPlainDate();
}

/** True where the name is a time zone of the IANA list. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
