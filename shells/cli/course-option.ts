import { dayReader } from '../../core/course/day-reader.ts';
import type { Course } from '../../core/course/event.ts';
import type { Fault } from '../../core/course/fault.ts';
import { dayFault } from '../../core/course/moment-fault.ts';
import { courseUntil } from '../../core/course/timeline.ts';
import type { Label } from '../../core/regimen/label.ts';
import { InputError } from '../input/input-error.ts';
import type { Drug } from '../knowledge/drug.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { readCourse } from '../course/read-course.ts';
import { drugOf, textOption, unknownName } from './options.ts';
import type { Desk, Options } from './verb.ts';

/**
 * The drug of the call: the one that --drug names, that of the course, or the only one held.
 * @throws InputError where it is not held, where --drug and the course differ, or where the label of the course is not held
 */
export function drugOfCall(knowledge: Knowledge, options: Options, course?: Course): Drug {
  if (course === undefined) return drugOf(knowledge, options);
  const file = textOption(options, 'course') ?? '--course';
  const drug = knowledge.drugs.get(course.drug);
  if (drug === undefined) throw unknownName(file, 'drug', course.drug, [...knowledge.drugs.keys()]);
  const named = textOption(options, 'drug') ?? course.drug;
  if (named === course.drug) {
    if (course.label !== undefined) heldLabel(drug, course.label, file);
    return drug;
  }
  const what = `the course is of ${course.drug}, not of ${named}`;
  throw new InputError([{ where: file, what, mend: 'Leave --drug out, or give the course of that drug' }]);
}

/**
 * The label versions to answer by: the one that `named` (--label) or the course names, else all held ones.
 * @throws InputError where the one named is not held
 */
export function labelsOfCall(drug: Drug, course: Course | undefined, named?: string): readonly [Label, ...Label[]] {
  if (named !== undefined) return [heldLabel(drug, named, '--label')];
  return course?.label === undefined ? drug.labels : [heldLabel(drug, course.label, '--course')];
}

function heldLabel(drug: Drug, id: string, where: string): Label {
  const label = drug.labels.find((held) => held.id === id);
  if (label !== undefined) return label;
  const ids = drug.labels.map((held) => held.id);
  throw unknownName(where, 'label', id, ids);
}

/** A day of a patient's record, given as an option. @throws InputError where it is none */
export function recordDayOption(options: Options, name: string): string | undefined {
  const day = textOption(options, name);
  const fault = day === undefined ? null : dayFault(day);
  if (day === undefined || fault === null) return day;
  throw new InputError([{ where: `--${name}`, what: `"${day}" ${fault.what}`, mend: fault.mend }]);
}

/**
 * The course named with --course, as it stood at the end of the day `on` where one is given.
 * @throws InputError
 */
export function courseOption(desk: Pick<Desk, 'read' | 'now' | 'largest'>, path: string, on?: string): Course {
  const course = readCourse(desk.read(path, '--course'), path, desk.now(), on, desk.largest);
  return on === undefined ? course : courseUntil(course, on);
}

/**
 * The course of a call that cannot do without one, with the name and the text of its file.
 * @throws InputError
 */
export function neededCourse(
  desk: Pick<Desk, 'read' | 'now' | 'largest'>,
  options: Options,
  on?: string,
): { readonly file: string; readonly text: string; readonly course: Course } {
  const file = textOption(options, 'course');
  if (file === undefined)
    throw new InputError([{ where: '--course', what: 'the course is missing', mend: 'Name its file' }]);
  const text = desk.read(file, '--course');
  const course = readCourse(text, file, desk.now(), on, desk.largest);
  return { file, text, course: on === undefined ? course : courseUntil(course, on) };
}

/** The core's faults under the names that the user typed: `--option`, or the file of the course. */
export function inputError(faults: readonly Fault[], places: Readonly<Record<string, string>>): InputError {
  return new InputError(faults.map(({ field, what, mend }) => ({ where: places[field] ?? `--${field}`, what, mend })));
}

/** The day of the answer: that of --on, else today at the place of the course, which may be another than the machine's. */
export function dayOfCall(desk: Pick<Desk, 'now' | 'today'>, on: string | undefined, course?: Course): string {
  if (on !== undefined) return on;
  return course?.timeZone === undefined ? desk.today() : dayReader(course.timeZone)(desk.now());
}
