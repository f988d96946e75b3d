import type { Course } from '../../core/course/event.ts';
import { readCourse } from '../course/read-course.ts';
import { InputError } from '../input/input-error.ts';
import type { NewEvent, RecordedEvent } from '../store/events.ts';

/** The first event of a course: everything of it but its entries. */
const OPENED = 'opened';
const FILE = 'course.json';
/** How much of a course is read that the record holds: all of it. What is sent is limited where it comes in. */
export const STORED = Infinity;
/** Characters of entries that come in one call: no more than a whole file may have. */
const MOST_SENT = 1_000_000;

/** The course as its record has it, as a document for the reader of courses; the id of an entry is its place. */
export function courseDocument(events: readonly RecordedEvent[]): Readonly<Record<string, unknown>> {
  const [first, ...rest] = events;
  if (first?.type !== OPENED) throw new Error('a course begins with the event that opens it');
  return {
    ...(first.body as Readonly<Record<string, unknown>>),
    events: rest.map(({ body, sequence }) => ({ ...(body as Readonly<Record<string, unknown>>), id: idOf(sequence) })),
  };
}

/** @throws InputError where the reader of courses would not take it */
export function courseOf(events: readonly RecordedEvent[], now: string): Course {
  return readCourse(JSON.stringify(courseDocument(events)), FILE, now, undefined, STORED);
}

/**
 * The head of a new course, checked as a course without entries is.
 * @throws InputError with every fault
 */
export function openedBy(head: Readonly<Record<string, unknown>>, now: string): NewEvent {
  if ('events' in head)
    throw new InputError([
      { where: 'events', what: 'a new course has none', mend: 'Add them to the course afterwards' },
    ]);
  readCourse(JSON.stringify({ ...head, events: [] }), FILE, now);
  return { type: OPENED, at: now, body: head };
}

/**
 * Entries to be added to a course, checked together with those that it has; without `by`, whoever records them did it.
 * @throws InputError with every fault; a place `events.N` counts the new ones from 0
 */
export function addedTo(
  before: readonly RecordedEvent[],
  entries: readonly Readonly<Record<string, unknown>>[],
  by: string,
  now: string,
): readonly NewEvent[] {
  if (JSON.stringify(entries).length > MOST_SENT)
    throw new InputError([
      { where: 'events', what: 'they are larger than 1 MB together', mend: 'Send them in several calls' },
    ]);
  const bodies = entries.map((entry) => {
    const { id, ...rest } = entry;
    if (id !== undefined)
      throw new InputError([{ where: 'id', what: 'the id of an entry is given here', mend: 'Leave it out' }]);
    return { by, ...rest };
  });
  const document = courseDocument(before);
  const known = document['events'] as readonly unknown[];
  const added = bodies.map((body, index) => ({ ...body, id: idOf(before.length + index + 1) }));
  try {
    readCourse(JSON.stringify({ ...document, events: [...known, ...added] }), FILE, now, undefined, STORED);
  } catch (error) {
    throw error instanceof InputError ? placedAmong(error, known.length) : error;
  }
  return bodies.map((body) => ({ type: textOf(body, 'type'), at: textOf(body, 'at'), body }));
}

/** The faults of the reader, at their places among the entries that were sent. */
function placedAmong(error: InputError, before: number): InputError {
  return new InputError(
    error.faults.map(({ what, mend }) => {
      const found = /^events\.(\d+)(\S*): (.*)$/su.exec(what);
      if (found === null) return { where: 'events', what, mend };
      const [, index, rest = '', said = ''] = found;
      return { where: `events.${String(Number(index) - before)}${rest}`, what: said, mend };
    }),
  );
}

const idOf = (sequence: number): string => `e${String(sequence)}`;

function textOf(body: Readonly<Record<string, unknown>>, key: string): string {
  const value = body[key];
  if (typeof value !== 'string') throw new Error(`the reader of courses lets no entry without ${key} pass`);
  return value;
}
