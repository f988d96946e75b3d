import { Temporal } from 'temporal-polyfill';
import type { Course, CourseEvent } from './event.ts';
import { dayReader, type DayReader } from './day-reader.ts';
import { compareInstants, instantOf } from './instant.ts';
import { parseMoment, type Moment } from './moment.ts';
import { voidedIds } from './voiding.ts';

/** A course put in order once, for an answer that asks it many things. */
export interface Timeline {
  readonly course: Course;
  /** The entries that stand, by the time they happened and then by id. */
  readonly events: readonly CourseEvent[];
  readonly byType: ReadonlyMap<CourseEvent['type'], readonly CourseEvent[]>;
  /** The day of a time or day of the log, at the place where it happened. */
  readonly dayOf: DayReader;
}

/** The course, in order already or not. An answer calls `timelineOf` once and hands the timeline on. */
export type Log = Course | Timeline;

/**
 * Puts a course in order: late entries fall into their place, voided ones are gone. A `voided` that is itself voided
 * takes nothing out. A timeline comes back as it is.
 */
export function timelineOf(log: Log): Timeline {
  if ('byType' in log) return log;
  const gone = voidedIds(log.events);
  const events = log.events
    .filter(({ id }) => id === undefined || !gone.has(id))
    .map((event) => ({ event, at: instantOf(event.at) }))
    .sort((a, b) => compareInstants(a.at, b.at) || compareEntries(a.event, b.event))
    .map(({ event }) => event);
  return { course: log, events, byType: Map.groupBy(events, ({ type }) => type), dayOf: dayReader(log.timeZone) };
}

/** At the same time: by id, and entries without one by what they say, so that their order in the file never counts. */
function compareEntries(a: CourseEvent, b: CourseEvent): number {
  return compareText(a.id ?? '', b.id ?? '') || compareText(JSON.stringify(a), JSON.stringify(b));
}

/** The standing entries of one type, in order. */
export function entries<Type extends CourseEvent['type']>(
  log: Log,
  type: Type,
): readonly Extract<CourseEvent, { readonly type: Type }>[] {
  const found = timelineOf(log).byType.get(type) ?? [];
  return found.filter((event): event is Extract<CourseEvent, { readonly type: Type }> => event.type === type);
}

/** A time of the log in the zone of the course. Courses are checked when they are read, so every time is one. */
export function momentOf(course: Course, text: string): Moment {
  const moment = parseMoment(text, course.timeZone);
  if (moment === null) throw new RangeError(`"${text}" is not a time with an offset`);
  return moment;
}

/** By code unit, not by language: the order must be the same on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The course as it was at the end of a day: entries of later days are left out. */
export function courseUntil(course: Course, day: string): Course {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  // The second at which the next day begins, once for each zone of the log.
  const begins = new Map<string, number>();
  const beginOf = (zone: string): number => {
    const known = begins.get(zone);
    if (known !== undefined) return known;
    const begin = Math.floor(next.toZonedDateTime(zone).epochMilliseconds / 1000);
    begins.set(zone, begin);
    return begin;
  };
  const isBy = ({ at }: CourseEvent): boolean => {
    const zone = at.endsWith(']') ? at.slice(at.indexOf('[') + 1, -1) : course.timeZone;
    return zone === undefined ? at.slice(0, 10) <= day : instantOf(at).seconds < beginOf(zone);
  };
  return { ...course, events: course.events.filter(isBy) };
}
