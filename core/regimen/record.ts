import type { Course, CourseEvent, Deviation } from '../course/event.ts';
import { timelineOf } from '../course/timeline.ts';
import { deviations, type FoundDeviation } from './deviations.ts';
import type { Label } from './label.ts';

/** Who answers for what happened out of rule, and why it did. */
export interface Signature {
  readonly by: string;
  readonly reason: string;
}

/** A fact taken into a course. */
export interface Recorded {
  /** The entry with its id, then what was signed beside it. */
  readonly added: readonly [CourseEvent, ...Deviation[]];
  /** The course with these entries at its end. */
  readonly course: Course;
  /** What is out of rule now and was not before; signed where somebody has answered for it. */
  readonly found: readonly FoundDeviation[];
}

/**
 * Adds what happened to a course. A fact is never refused (R12): what is out of rule by it is found, and a signature puts
 * a `deviation` beside it, at its own time, so that every later answer says who has answered for it.
 * @param labels all held versions, or the one that was asked for
 */
export function record(
  course: Course,
  event: CourseEvent,
  labels: readonly [Label, ...Label[]],
  signature?: Signature,
): Recorded {
  // What, when and which come first, as a log is read.
  const entry = { ...{ type: event.type, at: event.at, id: nextId(course.events) }, ...event };
  const before = new Set(deviations(timelineOf(course), labels).map(keyOf));
  const isNew = (one: FoundDeviation): boolean => !before.has(keyOf(one));
  const found = foundIn(withEntry(course, [entry]), labels).filter(isNew);
  const open = new Set(found.filter(({ signed }) => signed === undefined).map((one) => one.event));
  if (signature === undefined || open.size === 0) return { added: [entry], course: withEntry(course, [entry]), found };
  const signed = [...open].reduce<readonly Deviation[]>(
    (made, of) => [
      ...made,
      { type: 'deviation', id: nextId([...course.events, entry, ...made]), at: entry.at, of, ...signature },
    ],
    [],
  );
  const after = withEntry(course, [entry, ...signed]);
  return { added: [entry, ...signed], course: after, found: foundIn(after, labels).filter(isNew) };
}

const foundIn = (course: Course, labels: readonly [Label, ...Label[]]): readonly FoundDeviation[] =>
  deviations(timelineOf(course), labels);

const withEntry = (course: Course, added: readonly CourseEvent[]): Course => ({
  ...course,
  events: [...course.events, ...added],
});

/** What a deviation is, whoever has answered for it. */
const keyOf = ({ id, event, what }: FoundDeviation): string => `${id} ${event} ${what}`;

/** `entry-` and a number: that of its place in the file, or the next one that is free. */
export function nextId(events: readonly CourseEvent[]): string {
  const taken = new Set(events.map(({ id }) => id));
  let number = events.length + 1;
  while (taken.has(`entry-${number}`)) number++;
  return `entry-${number}`;
}
