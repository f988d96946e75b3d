import { Temporal } from 'temporal-polyfill';
import { claimAccounts } from '../../core/billing/remittance.ts';
import { dayReader } from '../../core/course/day-reader.ts';
import type { Claimed, ClaimDenied, Course, Remitted } from '../../core/course/event.ts';
import { timelineOf } from '../../core/course/timeline.ts';
import { readCourse } from '../course/read-course.ts';
import { InputError } from '../input/input-error.ts';
import { nearest } from '../knowledge/nearest.ts';
import { entryOf, type PayerAnswer } from './payer-answer.ts';

/** A course with the file it stands in. */
export interface CourseFile {
  readonly path: string;
  readonly text: string;
  readonly course: Course;
}

/** An entry that is written with an id, so that it can be voided. */
export type NewEntry = (Claimed | Remitted | ClaimDenied) & { readonly id: string };

/** Why an answer is not added to a course. */
export interface NotAdded {
  readonly reason: 'no-such-claim' | 'on-record' | 'before-claim' | 'ahead';
  readonly what: string;
  readonly mend: string;
}

/**
 * The entry that adds a payer's answer to a course, or why it cannot be one.
 * @param now a time with its offset
 */
export function answerEntry(course: Course, answer: PayerAnswer, now: string): NewEntry | NotAdded {
  const { claim, on } = answer;
  const accounts = claimAccounts(course).filter(({ claimedOn }) => claimedOn !== null);
  const account = accounts.find((one) => one.claim === claim);
  if (account === undefined) {
    const known = accounts.map((one) => one.claim);
    const near = nearest(claim, known);
    const all = known.length === 0 ? 'Record the claim first' : `Use one of: ${known.join(', ')}`;
    const mend = near === undefined ? all : `Did you mean "${near}"?`;
    return { reason: 'no-such-claim', what: `no claim "${claim}" is on record`, mend };
  }
  if (account.claimedOn !== null && on < account.claimedOn) {
    const what = `the answer to ${claim} is of ${on}, before the claim went out on ${account.claimedOn}`;
    return { reason: 'before-claim', what, mend: 'Correct the day' };
  }
  if (on > todayAt(course, now))
    return { reason: 'ahead', what: `${on} lies in the future`, mend: 'Give the day of the answer' };
  const entry = entryOf(answer, timeOn(course, on, now));
  if (isOnRecord(course, entry, on)) {
    const mend = 'Leave it out; a second payment of the same amount on the same day is added to the first by hand';
    return { reason: 'on-record', what: `this answer to ${claim} of ${on} is on record already`, mend };
  }
  return withId(course, entry, `${entry.type}-${claim}-${on}`);
}

/** An entry with an id that no entry of the course has. */
export function withId<Entry extends object>(
  course: Course,
  entry: Entry,
  wanted: string,
): Entry & { readonly id: string } {
  const base = wanted.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
  const taken = new Set(course.events.map(({ id }) => id));
  const free = [base, ...course.events.map((_, index) => `${base}-${index + 2}`)].find((id) => !taken.has(id));
  return { ...entry, id: free ?? base };
}

/** The day that it is at the place of the course. */
function todayAt({ timeZone }: Course, now: string): string {
  return timeZone === undefined ? now.slice(0, 10) : dayReader(timeZone)(now);
}

/** A time on the day: now where it is today, else noon at the place of the course. */
function timeOn(course: Course, day: string, now: string): string {
  if (day === todayAt(course, now)) return now;
  if (course.timeZone === undefined) return `${day}T12:00${now.slice(-6)}`;
  return Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: course.timeZone, plainTime: '12:00' })
    .toString({ smallestUnit: 'minute', timeZoneName: 'never' });
}

function isOnRecord(course: Course, entry: Remitted | ClaimDenied, on: string): boolean {
  const { events, dayOf } = timelineOf(course);
  return events.some((event) => {
    if (event.type !== entry.type || !('claim' in event) || event.claim !== entry.claim) return false;
    const same = event.type === 'remitted' && entry.type === 'remitted' ? event.cents === entry.cents : true;
    return same && dayOf(event.at) === on;
  });
}

/**
 * The text of the course's file with more entries at its end; what stands there is kept as it is read.
 * @param now a time with its offset
 * @throws InputError where the file is not JSON, or could not be read again: it must not take the place of one that can
 */
export function textWith(
  { path, text }: Pick<CourseFile, 'path' | 'text'>,
  entries: readonly NewEntry[],
  now: string,
): string {
  if (!path.toLowerCase().endsWith('.json')) {
    const what = 'entries are added to courses in JSON only';
    throw new InputError([{ where: path, what, mend: 'Save the course as JSON, or add the entry by hand' }]);
  }
  const held = JSON.parse(text) as { readonly events: readonly unknown[] };
  const written = `${JSON.stringify({ ...held, events: [...held.events, ...entries] }, null, 2)}\n`;
  readCourse(written, path, now);
  return written;
}
