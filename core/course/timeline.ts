import { compareMoments, dayOf, parseMoment, type Moment } from './moment.ts';
import type { Course, CourseEvent } from './event.ts';

/**
 * The entries that stand, by the time they happened and then by id: late entries fall into their place, voided ones
 * are gone. A `voided` that is itself voided takes nothing out.
 */
export function timeline(course: Course): readonly CourseEvent[] {
  return course.events
    .filter((event) => stands(course, event, []))
    .map((event) => ({ event, at: momentOf(course, event.at) }))
    .sort((a, b) => compareMoments(a.at, b.at) || compareText(a.event.id ?? '', b.event.id ?? ''))
    .map(({ event }) => event);
}

/** The standing entries of one type, in order. */
export function entries<Type extends CourseEvent['type']>(
  course: Course,
  type: Type,
): readonly Extract<CourseEvent, { readonly type: Type }>[] {
  return timeline(course).filter(
    (event): event is Extract<CourseEvent, { readonly type: Type }> => event.type === type,
  );
}

/** A time of the log in the zone of the course. Courses are checked when they are read, so every time is one. */
export function momentOf(course: Course, text: string): Moment {
  const moment = parseMoment(text, course.timeZone);
  if (moment === null) throw new RangeError(`"${text}" is not a time with an offset`);
  return moment;
}

/** `seen` ends a chain of entries that void each other: such a chain takes nothing out. */
function stands(course: Course, event: CourseEvent, seen: readonly CourseEvent[]): boolean {
  if (event.id === undefined || seen.includes(event)) return true;
  const path = [...seen, event];
  return !course.events.some(
    (other) =>
      other.type === 'voided' && other.event === event.id && !seen.includes(other) && stands(course, other, path),
  );
}

/** By code unit, not by language: the order must be the same on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The course as it was at the end of a day: entries of later days are left out. */
export function courseUntil(course: Course, day: string): Course {
  return { ...course, events: course.events.filter(({ at }) => dayOf(momentOf(course, at)).toString() <= day) };
}
