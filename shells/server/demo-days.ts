import { Temporal } from 'temporal-polyfill';

/** Days and times as the examples write them, wherever they stand in a text: also inside names. */
const WHEN = /(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2}))?/gu;

/**
 * The text with every day in it moved by the days that lie between `from` and `to` (both YYYY-MM-DD). Clocks show what
 * they showed; at a `timeZone` (IANA) the offset is the one of the new day, else it stays as it was.
 */
export function moved(text: string, from: string, to: string, timeZone?: string): string {
  const days = Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
  return text.replace(WHEN, (whole, day: string, time?: string, offset?: string) => {
    const there = dayAfter(day, days);
    if (there === undefined) return whole;
    if (time === undefined || offset === undefined) return there;
    if (timeZone === undefined || offset === 'Z') return `${there}T${time}${offset}`;
    return `${there}T${time}${Temporal.PlainDateTime.from(`${there}T${time}`).toZonedDateTime(timeZone).offset}`;
  });
}

/** What only looks like a day stays as it is. */
function dayAfter(day: string, days: number): string | undefined {
  try {
    return Temporal.PlainDate.from(day).add({ days }).toString();
  } catch {
    return undefined;
  }
}

/** A time of day so many days before a moment, with the moment's offset; never after the moment. */
export function daysBefore(now: string, days: number, hour: number): string {
  const at = Temporal.Instant.from(now).toZonedDateTimeISO(/(?:Z|[+-]\d{2}:\d{2})$/u.exec(now)?.[0] ?? 'UTC');
  const there = at.subtract({ days }).with({ hour, minute: 0, second: 0, millisecond: 0 });
  const taken = Temporal.ZonedDateTime.compare(there, at) > 0 ? at : there;
  return taken.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
