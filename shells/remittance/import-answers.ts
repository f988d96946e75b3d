import { claimAccounts } from '../../core/billing/remittance.ts';
import type { Course } from '../../core/course/event.ts';
import type { InputFault } from '../input/input-error.ts';
import type { PlacedAnswer } from './read-table.ts';
import { answerEntry, type CourseFile, type NewEntry } from './record.ts';

export interface ImportedAnswers {
  readonly added: readonly { readonly course: string; readonly entry: NewEntry }[];
  /** Answers that no course takes, each with its line. */
  readonly rejects: readonly InputFault[];
  /** Every course, with what was added to it. */
  readonly courses: readonly { readonly path: string; readonly course: Course }[];
}

/**
 * Finds the course of each answer by the number of its claim, in the order of the file. An answer that is on record
 * already is not added again, so that a file may be read twice.
 */
export function importAnswers(
  files: readonly CourseFile[],
  answers: readonly PlacedAnswer[],
  file: string,
  now: string,
): ImportedAnswers {
  const owners = Map.groupBy(
    files.flatMap(({ path, course }) => numbersOf(course).map((claim) => ({ path, claim }))),
    ({ claim }) => claim,
  );
  const courses = new Map(files.map(({ path, course }) => [path, course]));
  const added: { readonly course: string; readonly entry: NewEntry }[] = [];
  const rejects: InputFault[] = [];
  for (const { line, answer } of answers) {
    const [owner, ...others] = owners.get(answer.claim) ?? [];
    const course = owner === undefined ? undefined : courses.get(owner.path);
    if (owner === undefined || course === undefined) {
      const what = `no course has a claim "${answer.claim}"`;
      rejects.push({ where: file, line, what, mend: 'Check the number, or record the claim in its course first' });
      continue;
    }
    if (others.length > 0) {
      const what = `several courses have a claim "${answer.claim}": ${[owner, ...others].map(({ path }) => path).join(', ')}`;
      rejects.push({ where: file, line, what, mend: 'Record the answer by hand in the right one' });
      continue;
    }
    const entry = answerEntry(course, answer, now);
    if ('reason' in entry && 'mend' in entry) {
      rejects.push({ where: file, line, what: entry.what, mend: entry.mend });
      continue;
    }
    added.push({ course: owner.path, entry });
    courses.set(owner.path, { ...course, events: [...course.events, entry] });
  }
  return { added, rejects, courses: [...courses].map(([path, course]) => ({ path, course })) };
}

function numbersOf(course: Course): readonly string[] {
  return claimAccounts(course).flatMap(({ claim, claimedOn }) => (claimedOn === null ? [] : [claim]));
}
