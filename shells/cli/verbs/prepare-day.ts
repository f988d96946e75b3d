import path from 'node:path';
import type { Fault } from '../../../core/course/fault.ts';
import { timelineOf } from '../../../core/course/timeline.ts';
import { dayOfPreparation, isOnDay, type CourseOfDay } from '../../../core/preparation/day.ts';
import { infusionOf } from '../../../core/preparation/infusion.ts';
import type { Site } from '../../../core/regimen/site.ts';
import { describeFault, InputError } from '../../input/input-error.ts';
import { coursesIn } from '../../preparation/course-folder.ts';
import type { DayOfPharmacy } from '../../preparation/day-of-pharmacy.ts';
import { readAppointments } from '../../preparation/read-using.ts';
import { clearedOn } from '../cleared-on.ts';
import { courseOption, drugOfCall, inputError, labelsOfCall, recordDayOption } from '../course-option.ts';
import { textOption } from '../options.ts';
import { dayText } from '../render/prepare-day.ts';
import type { Desk, Options, VerbAnswer } from '../verb.ts';
import { siteOption, TIME_OPTIONS } from './prepare-options.ts';

/** `stepwise prepare --day`: every cleared dose of a day. */
export function prepareDay(options: Options, desk: Desk): VerbAnswer {
  const day = recordDayOption(options, 'day') ?? desk.today();
  const folder = textOption(options, 'courses');
  if (folder === undefined)
    throw new InputError([{ where: '--courses', what: 'the folder of the courses is missing', mend: 'Name it' }]);
  for (const [name, flag] of OF_ONE_DOSE) if (options[name] !== undefined) throw notWithDay(flag);
  const site = siteOption(options, desk);
  const files = coursesIn(folder);
  const starts = startsOf(options, desk, files);
  const read = files.map((file) => attempt(file, () => courseOfDay(file, { options, desk, day, site, starts })));
  const courses = read.flatMap((one) => ('course' in one ? [one.course] : []));
  const unreadable = read.flatMap((one) => ('faults' in one ? [{ course: nameOf(one.file), faults: one.faults }] : []));
  const answer: DayOfPharmacy = { ...dayOfPreparation(day, courses, site), unreadable };
  const isOpen = unreadable.length > 0 || answer.notCleared.some(({ clearance }) => clearance === 'cannot-tell');
  return { json: answer, text: dayText(answer, desk.paint), exit: isOpen ? 10 : 0 };
}

/** Options of one dose with their flags: for a day they would silently mean nothing. */
const OF_ONE_DOSE: readonly (readonly [option: string, flag: string])[] = [
  ...['course', 'dose', 'using', 'on', 'at', 'out', 'pdf', 'label', 'happened', 'paper', 'reason', 'by'].map(
    (name) => [name, name] as const,
  ),
  ['bagId', 'bag-id'],
  ...Object.entries(TIME_OPTIONS).map(([name, { flag }]) => [name, flag] as const),
];

interface Day {
  readonly options: Options;
  readonly desk: Desk;
  readonly day: string;
  readonly site: Site;
  readonly starts: ReadonlyMap<string, string>;
}

type Attempt =
  | { readonly file: string; readonly course: CourseOfDay }
  | { readonly file: string; readonly faults: readonly string[] };

/** A course that cannot be read is reported with its place, and the rest go on. */
function attempt(file: string, read: () => CourseOfDay): Attempt {
  try {
    return { file, course: read() };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { file, faults: error.faults.map(describeFault) };
  }
}

function courseOfDay(file: string, { options, desk, day, site, starts }: Day): CourseOfDay {
  const course = courseOption(desk, file, day);
  const knowledge = desk.knowledge();
  const drug = drugOfCall(knowledge, { ...options, course: file }, course);
  const cleared = clearedOn(knowledge, drug, { course, on: day, site, labels: labelsOfCall(drug, course) });
  if (!cleared.ok) throw inputError(cleared.faults satisfies readonly Fault[], { course: file });
  const start = starts.get(nameOf(file));
  if (start !== undefined && !isOnDay(start, day, site.timeZone ?? course.timeZone)) throw otherDay(file, start, day);
  const { label, clearance } = cleared.answer;
  return {
    course: nameOf(file),
    timeline: timelineOf(course),
    clearance,
    start,
    preparation: drug.preparation,
    products: drug.products,
    infusion: infusionOf(label),
  };
}

const nameOf = (file: string): string => path.basename(file);

/** @throws InputError where an appointment names a course that is not in the folder: it would be lost */
function startsOf(options: Options, desk: Desk, files: readonly string[]): ReadonlyMap<string, string> {
  const file = textOption(options, 'appointments');
  if (file === undefined) return new Map();
  const starts = readAppointments(desk.read(file, '--appointments'), file);
  const names = files.map(nameOf);
  const lost = [...starts.keys()].filter((name) => !names.includes(name));
  if (lost.length === 0) return starts;
  const mend = 'Write the name of its file in the folder of the courses';
  throw new InputError(lost.map((name) => ({ where: file, what: `there is no course "${name}"`, mend })));
}

function notWithDay(option: string): InputError {
  const what = '--day is about every course of the folder';
  return new InputError([{ where: `--${option}`, what, mend: 'Leave this option out, or --day' }]);
}

function otherDay(file: string, start: string, day: string): InputError {
  const what = `the appointment of this course, ${start}, is not on ${day}`;
  return new InputError([{ where: file, what, mend: 'Correct the appointment, or the day' }]);
}
