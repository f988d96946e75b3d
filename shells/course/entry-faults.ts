import { dayReader } from '../../core/course/day-reader.ts';
import type { Course, CourseEvent } from '../../core/course/event.ts';
import { compareInstants, instantOf } from '../../core/course/instant.ts';
import { printDay } from '../../core/values/day-number.ts';

/** What cannot have been, at one field of one entry. */
export interface EntryFault {
  readonly field: string;
  readonly what: string;
  readonly mend: string;
}

/**
 * What of one entry cannot have been: an end before its start, and what lies in the future. What should not have been is
 * no fault, but a fact (R12).
 * @param course to which the entry belongs; its zone says which day it is there
 * @param now a time with its offset; `--on` is another matter: a record may be asked about any day
 */
export function entryFaults(course: Pick<Course, 'timeZone'>, event: CourseEvent, now: string): readonly EntryFault[] {
  const ahead = inTheFuture(course, event, now);
  // What lies in the future lies after its entry as well, which is said once.
  const noted = notedTooEarly(course, event).filter(({ field }) => ahead.every((fault) => fault.field !== field));
  return [...endsBeforeStart(event), ...ahead, ...noted];
}

interface Span {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** The key of the end. */
  readonly end: string;
  readonly what: string;
}

/** An end before its start cannot be in a plan either. */
export function endsBeforeStart(event: CourseEvent): readonly EntryFault[] {
  return spans(event).flatMap(({ from, to, end, what }) =>
    from !== undefined && to !== undefined && isBefore(to, from)
      ? [{ field: end, what: `${what} (${to}, ${from})`, mend: 'Correct one of the two' }]
      : [],
  );
}

function spans(event: CourseEvent): readonly Span[] {
  switch (event.type) {
    case 'authorization':
      return [{ from: event.from, to: event.to, end: 'to', what: 'the last day lies before the first' }];
    case 'dose-given':
    case 'medication-given':
    case 'observation':
      return [{ from: event.start, to: event.end, end: 'end', what: 'the end lies before the start' }];
    case 'adverse-event':
      return [{ from: event.onset, to: event.resolved, end: 'resolved', what: 'it resolves before its onset' }];
    case 'prepared': {
      const { vialsOut, reconstituted, diluted, refrigerated, outOfRefrigerator, refrigeratedAgain } = event;
      const what = 'it left the refrigerator before it went in';
      return [
        { from: reconstituted, to: refrigerated, end: 'refrigerated', what: 'it was refrigerated before it was made' },
        { from: refrigerated ?? reconstituted, to: outOfRefrigerator, end: 'outOfRefrigerator', what },
        {
          from: vialsOut,
          to: reconstituted,
          end: 'reconstituted',
          what: 'it was made before the vials were taken out',
        },
        { from: reconstituted, to: diluted, end: 'diluted', what: 'it was diluted before it was reconstituted' },
        {
          from: outOfRefrigerator,
          to: refrigeratedAgain,
          end: 'refrigeratedAgain',
          what: 'it went back before it came out',
        },
      ];
    }
    default:
      return [];
  }
}

const isDay = (text: string): boolean => text.length === 10;

/** Days and times alike; a day and a time are compared by their days. */
function isBefore(a: string, b: string): boolean {
  if (isDay(a) || isDay(b)) return a.slice(0, 10) < b.slice(0, 10);
  return compareInstants(instantOf(a), instantOf(b)) < 0;
}

/** The keys that say when something was. What an authorization or a coverage spans, and a vial's last day, may lie ahead. */
const WHEN = [
  ...['at', 'start', 'end', 'onset', 'resolved'],
  ...['vialsOut', 'reconstituted', 'diluted', 'refrigerated', 'outOfRefrigerator', 'refrigeratedAgain'],
];

function inTheFuture(course: Pick<Course, 'timeZone'>, event: CourseEvent, now: string): readonly EntryFault[] {
  const written = new Map<string, unknown>(Object.entries(event));
  const ahead = WHEN.flatMap((field): readonly EntryFault[] => {
    const when = written.get(field);
    if (typeof when !== 'string' || !isAhead(when, now, course.timeZone)) return [];
    const what = `"${field}" lies in the future (${when}, where it is ${now} now)`;
    return [{ field, what, mend: 'Correct it, or record it once it has happened' }];
  });
  // An entry that lies ahead as a whole is one fault.
  return ahead[0]?.field === 'at' ? ahead.slice(0, 1) : ahead;
}

/** A time by its instant; a day by the day that it is at the place, or wherever on earth it is latest. */
function isAhead(when: string, now: string, timeZone: string | undefined): boolean {
  if (isDay(when)) return when > (timeZone === undefined ? furthestDay(now) : dayReader(timeZone)(now));
  return compareInstants(instantOf(when), instantOf(now)) > 0;
}

/** No place on earth is further ahead of UTC. */
const FURTHEST_SECONDS = 14 * 3600;
const DAY_SECONDS = 86_400;

function furthestDay(time: string): string {
  return printDay(Math.floor((instantOf(time).seconds + FURTHEST_SECONDS) / DAY_SECONDS));
}

/** Nobody notes an event on a day before it began, or was over. */
function notedTooEarly(course: Pick<Course, 'timeZone'>, event: CourseEvent): readonly EntryFault[] {
  if (event.type !== 'adverse-event') return [];
  const { at } = event;
  return (['onset', 'resolved'] as const).flatMap((field): readonly EntryFault[] => {
    const when = event[field];
    if (when === undefined || !isDayAfter(course, when, at)) return [];
    const what = `"${field}" lies after the entry that tells of it (${when}, ${at})`;
    return [{ field, what, mend: 'Correct one of the two, or record it by an entry of its own' }];
  });
}

/** On a later day, and where both are times also at a later instant; a time in UTC alone says no place, so no day. */
function isDayAfter({ timeZone }: Pick<Course, 'timeZone'>, when: string, at: string): boolean {
  const dayAt = dayReader(timeZone);
  const last = timeZone === undefined && at.endsWith('Z') ? furthestDay(at) : dayAt(at);
  if (dayAt(when) <= last) return false;
  return isDay(when) || compareInstants(instantOf(when), instantOf(at)) > 0;
}

/** True where the entry happened, began or was noticed before a day. */
export function isBeforeDay(course: Pick<Course, 'timeZone'>, event: CourseEvent, day: string): boolean {
  return beginnings(event).some((time) => dayIn(course, time, day) < day);
}

function beginnings(event: CourseEvent): readonly string[] {
  const more =
    event.type === 'adverse-event'
      ? event.onset
      : event.type === 'prepared'
        ? event.reconstituted
        : 'start' in event
          ? event.start
          : undefined;
  return more === undefined ? [event.at] : [event.at, more];
}

/** A time is looked at in its zone only on the days about that day: a zone moves it by one day at the most. */
function dayIn(course: Pick<Course, 'timeZone'>, time: string, day: string): string {
  const written = time.slice(0, 10);
  if (isDay(time) || Number(written.slice(0, 4)) > Number(day.slice(0, 4)) + 1) return written;
  return dayReader(course.timeZone)(time);
}
