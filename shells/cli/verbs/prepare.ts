import { Temporal } from 'temporal-polyfill';
import { courseUntil, timelineOf } from '../../../core/course/timeline.ts';
import { beforeBag } from '../../../core/preparation/before-bag.ts';
import { infusionOf } from '../../../core/preparation/infusion.ts';
import { prepare } from '../../../core/preparation/prepare.ts';
import { prepareFor, type PatientWorksheet } from '../../../core/preparation/prepare-for.ts';
import type { Happened } from '../../../core/preparation/record.ts';
import { labelOn } from '../../../core/regimen/label-on.ts';
import { readCourse } from '../../course/read-course.ts';
import { withEntries } from '../../course/write-course.ts';
import { InputError } from '../../input/input-error.ts';
import { courseOption, drugOfCall, inputError, labelsOfCall, recordDayOption } from '../course-option.ts';
import { drugOf, textOption } from '../options.ts';
import { worksheetText } from '../render/prepare.ts';
import type { AnswerExit, Desk, Options, Verb, VerbAnswer } from '../verb.ts';
import { printed, printOptions, withBagId, withPrintOptions, type Prepared } from '../../worksheet/print-options.ts';
import { clearedOn } from '../cleared-on.ts';
import { prepareDay } from './prepare-day.ts';
import {
  askedOption,
  courseOutOption,
  dayIn,
  doseOption,
  preparationError,
  siteOption,
  TIME_OPTIONS,
  timesOf,
  usingOption,
} from './prepare-options.ts';

/** `stepwise prepare`: the worksheet of one dose, or what is made up on a day. */
export const prepareVerb: Verb = {
  name: 'prepare',
  summary: 'Worksheet, checks and clocks of one dose; its record; or all doses of a day',
  examples: [
    'stepwise prepare --dose 10',
    'stepwise prepare --dose 1 --reconstituted 2026-06-15T08:10-04:00 --infusion-start 2026-06-15T10:00-04:00',
    'stepwise prepare --dose 10 --reconstituted 2026-06-22T15:00-04:00 --refrigerated 2026-06-22T15:40-04:00' +
      ' --out-of-refrigerator 2026-06-23T08:00-04:00',
    'stepwise prepare --course examples/courses/visit-first-cycles.json --on 2026-05-11' +
      ' --using examples/preparation/c3d15.yaml --at 2026-05-11T09:00-04:00',
    'stepwise prepare --day 2026-05-11 --courses examples/preparation/day' +
      ' --appointments examples/preparation/appointments.yaml',
  ],
  configure: (command) =>
    withPrintOptions(
      Object.values(TIME_OPTIONS).reduce(
        (all, { flag, says }) => all.option(`--${flag} <time>`, says),
        command.option('--dose <mg>', 'milligrams of the dose; with --course those of the dose that is due'),
      ),
    )
      .option('--at <time>', 'the moment that is asked about; now where left out')
      .option('--using <file>', 'what is in hand and what has been done: vials, bag, line, inspections, checks')
      .option('--site <file>', 'what the site has settled: its time zone, a shorter limit for a bag')
      .option('--course <file>', 'course of a patient: the dose has to be cleared, and the record is printed')
      .option('--on <date>', 'day of the dose, with --course')
      .option('--happened', 'it has been done so: record it with a deviation where it breaks a rule')
      .option('--reason <text>', 'why, with --happened')
      .option('--by <name>', 'who answers for it, with --happened')
      .option('--out <file>', 'write the course with the entries to record: a new file, or the one of --course itself')
      .option('--day <date>', 'every cleared dose of a day, with --courses')
      .option('--courses <folder>', 'folder of the courses')
      .option('--appointments <file>', 'when the infusion of each course starts')
      .option('--drug <id>', 'drug, where several are held'),
  run: (options, desk) => {
    if (options['day'] !== undefined || options['courses'] !== undefined) return prepareDay(options, desk);
    if (options['appointments'] !== undefined) throw needsDay();
    // Before anything is recorded: a slip in a name must not come to light afterwards.
    printOptions(options);
    const file = textOption(options, 'course');
    return file === undefined ? calculated(options, desk) : forPatient(options, desk, file);
  },
};

/** Without a course: numbers and clocks, also for a time past. */
function calculated(options: Options, desk: Desk): Promise<VerbAnswer> {
  for (const name of ['on', 'happened', 'reason', 'by', 'out'])
    if (options[name] !== undefined) throw needsCourse(name);
  const drug = drugOf(desk.knowledge(), options);
  const mg = doseOption(options, drug);
  const using = withBagId(options, usingOption(options, desk));
  const times = timesOf(options, using);
  const site = siteOption(options, desk);
  const at = textOption(options, 'at');
  const day = dayIn(times.infusionStart ?? times.reconstituted ?? at, site.timeZone) ?? desk.today();
  const outcome = prepare({
    drug: drug.id,
    products: drug.products,
    preparation: drug.preparation,
    infusion: infusionOf(labelOn(drug.labels, Temporal.PlainDate.from(day))),
    mg,
    times,
    ...(at === undefined ? { now: desk.now() } : { at }),
    ...(site.timeZone === undefined ? {} : { timeZone: site.timeZone }),
    site,
    using,
  });
  if (!outcome.ok) throw preparationError(outcome.faults, options);
  const { answer } = outcome;
  return answered(options, desk, { sheet: answer, drug, using, on: day }, answer.blocks.length > 0 ? 20 : 0);
}

function forPatient(options: Options, desk: Desk, file: string): Promise<VerbAnswer> {
  const out = courseOutOption(options, file);
  const prepared = preparedFor(options, desk, file);
  const { sheet } = prepared;
  return answered(options, desk, prepared, exitOf(sheet), () => writeCourse(desk, file, out, sheet));
}

/**
 * With a course: only a dose that is cleared, and with what is to be recorded.
 * @param file the course, as the desk knows it
 * @throws InputError with every fault
 */
export function preparedFor(options: Options, desk: Desk, file: string): PreparedForPatient {
  const knowledge = desk.knowledge();
  const whole = courseOption(desk, file);
  const drug = drugOfCall(knowledge, options, whole);
  const using = withBagId(options, usingOption(options, desk));
  const times = timesOf(options, using);
  const site = siteOption(options, desk);
  const zone = site.timeZone ?? whole.timeZone;
  const at = textOption(options, 'at');
  const started = dayIn(times.infusionStart, zone);
  const on =
    recordDayOption(options, 'on') ?? started ?? dayIn(times.reconstituted ?? at ?? desk.now(), zone) ?? desk.today();
  if (started !== undefined && started !== on) throw otherDay(started, on);
  const course = beforeBag(courseUntil(whole, on), times.reconstituted);
  const cleared = clearedOn(knowledge, drug, { course, on, site, labels: labelsOfCall(drug, course) });
  if (!cleared.ok) throw inputError(cleared.faults, { course: file });
  const { label, clearance } = cleared.answer;
  const outcome = prepareFor({
    drug: drug.id,
    products: drug.products,
    preparation: drug.preparation,
    label,
    timeline: timelineOf(course),
    clearance,
    asked: askedOption(options, drug),
    times,
    ...(at === undefined ? {} : { at }),
    now: desk.now(),
    ...(zone === undefined ? {} : { timeZone: zone }),
    site,
    using,
    happened: happenedOption(options),
  });
  if (!outcome.ok) throw preparationError(outcome.faults, options);
  return { sheet: outcome.answer, drug, using, course, on };
}

/** The worksheet of a dose of a patient with what it was asked from. */
export type PreparedForPatient = Prepared & { readonly sheet: PatientWorksheet };

/** Writes the course with the entries of the record, all of them or none: only what may be recorded as it stands. */
function writeCourse(
  desk: Desk,
  file: string,
  out: string | undefined,
  { record }: PatientWorksheet,
): readonly string[] {
  if (out === undefined) return [];
  if (record.status !== 'ready') return [`Nothing is written to ${out}.`];
  const text = withEntries(desk.read(file, '--course'), record.events);
  // What is written is read first: a course that cannot be read must not take the place of one that can.
  readCourse(text, out, desk.now());
  desk.write(out, text);
  return [`The course with these entries is written to ${out}.`];
}

function exitOf({ record, blocks }: PatientWorksheet): AnswerExit {
  if (record.status === 'draft') return 10;
  const isOpen = record.status !== 'ready' && blocks.length > 0;
  return record.status === 'not-accepted' || isOpen ? 20 : 0;
}

/**
 * The answer, printed on paper as well where the call asks for it.
 * @param record writes what is to be recorded, and says so; last, so that a call that ends in a fault has recorded nothing
 */
async function answered(
  options: Options,
  desk: Desk,
  prepared: Prepared,
  exit: AnswerExit,
  record: () => readonly string[] = () => [],
): Promise<VerbAnswer> {
  const { sheet, drug } = prepared;
  const onPaper = await printed(options, prepared, desk);
  const told = [...record(), ...onPaper];
  const text = worksheetText(sheet, drug.brand, desk.paint);
  return { json: sheet, text: [text, ...(told.length === 0 ? [] : ['', ...told])].join('\n'), exit };
}

/** @throws InputError where one of the three is given without the others */
function happenedOption(options: Options): Happened | undefined {
  const [reason, by] = [textOption(options, 'reason'), textOption(options, 'by')];
  const happened = options['happened'] === true;
  if (happened && reason !== undefined && by !== undefined) return { reason, by };
  if (!happened && reason === undefined && by === undefined) return undefined;
  const what = 'what happened out of rule is recorded with --happened, --reason and --by together';
  throw new InputError([{ where: '--happened', what, mend: 'Give all three, or none of them for a plan' }]);
}

function needsDay(): InputError {
  const mend = 'Name the day with --day and the folder with --courses, or give --infusion-start';
  return new InputError([{ where: '--appointments', what: 'they are those of a day', mend }]);
}

function needsCourse(option: string): InputError {
  const what = 'it belongs to the dose of a patient';
  return new InputError([{ where: `--${option}`, what, mend: 'Name the course with --course as well' }]);
}

function otherDay(started: string, on: string): InputError {
  const what = `the infusion starts on ${started}, and --on says ${on}`;
  return new InputError([{ where: '--infusion-start', what, mend: 'Correct one of the two, or leave --on out' }]);
}
