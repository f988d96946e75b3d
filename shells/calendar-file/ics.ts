import type { Temporal } from 'temporal-polyfill';

/** One event of an iCalendar file (RFC 5545). */
export interface IcsEvent {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly planned: boolean;
  /** A whole day where only the day is known, else two points in time. */
  readonly when:
    | { readonly day: string; readonly next: string }
    | { readonly from: Temporal.Instant; readonly to: Temporal.Instant };
}

/** The most octets of a line, without its line break. */
const LONGEST = 75;

/**
 * An iCalendar file. Days are written as days; times are written in UTC, so that no reader has to know the rules of a
 * zone. Two files of the same plan have the same UIDs: the later one replaces the earlier one.
 * @param name what the calendar is called
 * @param stamp YYYY-MM-DD: the day of the answer
 * @param sequence grows from one file to the next, so that a reader takes the later one
 */
export function icsFile(name: string, events: readonly IcsEvent[], stamp: string, sequence: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Stepwise//Calendar//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((event) => eventLines(event, stamp, sequence)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: IcsEvent, stamp: string, sequence: number): readonly string[] {
  const { when } = event;
  const times =
    'day' in when
      ? [`DTSTART;VALUE=DATE:${compact(when.day)}`, `DTEND;VALUE=DATE:${compact(when.next)}`]
      : [`DTSTART:${utc(when.from)}`, `DTEND:${utc(when.to)}`];
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${compact(stamp)}T000000Z`,
    `SEQUENCE:${sequence}`,
    ...times,
    `SUMMARY:${escaped(event.title)}`,
    `DESCRIPTION:${escaped(event.description)}`,
    `CATEGORIES:${escaped(event.category)}`,
    `STATUS:${event.planned ? 'TENTATIVE' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

const compact = (day: string): string => day.replaceAll('-', '');

/** RFC 5545, 3.3.5, form 2: seconds are whole. */
const utc = (instant: Temporal.Instant): string =>
  instant.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString().replace(/[-:]/gu, '');

/** RFC 5545, 3.3.11; control characters have no place in a text. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/gu, ' ')
    .replace(/[\\;,]/gu, (mark) => `\\${mark}`)
    .replaceAll('\n', '\\n');
}

/** RFC 5545, 3.1: a long line goes on after a line break and a space; no character is cut in two. */
function folded(line: string): string {
  let [done, current, octets] = ['', '', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST) {
      done += `${current}\r\n`;
      [current, octets] = [' ', 1];
    }
    current += character;
    octets += size;
  }
  return done + current;
}
