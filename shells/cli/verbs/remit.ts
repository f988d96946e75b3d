import type { Course } from '../../../core/course/event.ts';
import { InputError, type InputFault } from '../../input/input-error.ts';
import { readCourse } from '../../course/read-course.ts';
import { courseFolder } from '../../remittance/course-files.ts';
import { importAnswers } from '../../remittance/import-answers.ts';
import { remittanceLists, type RemittanceLists } from '../../remittance/lists.ts';
import { adjustmentsOf, centsOf, isFault, remarksOf, type PayerAnswer } from '../../remittance/payer-answer.ts';
import { paidFault, readAnswerTable } from '../../remittance/read-table.ts';
import { isInterchange, read835 } from '../../remittance/read835.ts';
import { answerEntry, textWith, type CourseFile, type NewEntry } from '../../remittance/record.ts';
import { REASON_OPTION, withReasonOption } from '../../remittance/words.ts';
import { dayOfCall, recordDayOption } from '../course-option.ts';
import { textOption } from '../options.ts';
import { remittanceText } from '../render/remit.ts';
import type { AnswerExit, Desk, Options, Verb, VerbAnswer } from '../verb.ts';

/** `stepwise remit`: the payer's answers to claims, and how the claims stand. */
export const remitVerb: Verb = {
  name: 'remit',
  summary: 'Record what the payer paid, and list what was paid short, not paid or not answered',
  examples: [
    'stepwise remit --courses examples/remittances/courses',
    'stepwise remit --courses examples/remittances/courses --file examples/remittances/answers.csv',
    'stepwise remit --course examples/remittances/courses/first-patient.json --claim EX-0002 --paid 15000 --on 2026-07-20',
  ],
  configure: (command) =>
    withReasonOption(
      command
        .option('--course <file>', 'course of the patient whose claim was answered')
        .option('--claim <number>', 'number of the claim')
        .option('--paid <amount>', 'what the payer paid: 1234.56; below zero where it took money back'),
    )
      .option(
        '--adjustments <codes>',
        'what it left unpaid, group and reason code with the amount: "CO-45:100.00 PR-2:20"',
      )
      .option('--remarks <codes>', 'its remark codes: "N130 MA01"')
      .option('--on <day>', 'day of the answer (YYYY-MM-DD); today if left out')
      .option('--courses <folder>', 'courses whose claims to list, or to which a file of answers is added')
      .option('--file <file>', "the payers' answers: a table (CSV), or a remittance advice (X12 835)")
      .option('--record', 'write the entries into the course files; without it they are shown only'),
  run: (options, desk) => {
    const [file, folder] = [textOption(options, 'course'), textOption(options, 'courses')];
    if ((file === undefined) === (folder === undefined))
      throw new InputError([
        { where: '--course', what: 'one course or a folder of courses is wanted', mend: 'Give --course or --courses' },
      ]);
    return folder === undefined ? oneAnswer(options, desk, file ?? '') : manyAnswers(options, desk, folder);
  },
};

function oneAnswer(options: Options, desk: Desk, path: string): VerbAnswer {
  refuse(options, ['file'], '--courses');
  const text = desk.read(path, '--course');
  const course = readCourse(text, path, desk.now());
  const answer = answerOption(options, desk, course);
  const entry = answerEntry(course, answer, desk.now());
  if ('mend' in entry) throw new InputError([{ where: '--claim', what: entry.what, mend: entry.mend }]);
  const after: Course = { ...course, events: [...course.events, entry] };
  readCourse(textAs(after), path, desk.now());
  if (options['record'] === true) desk.write(path, textWith({ path, text }, [entry], desk.now()));
  return answered([{ course: path, entry }], [{ path, course: after }], [], options, desk, answer.claim);
}

function manyAnswers(options: Options, desk: Desk, folder: string): VerbAnswer {
  refuse(options, ['claim', 'paid', REASON_OPTION, 'adjustments', 'remarks', 'on'], '--course');
  const { files, rejects: unread } = courseFolder(folder, (file) => desk.read(file, '--courses'), desk.now());
  const source = textOption(options, 'file');
  if (source === undefined) return answered([], files, unread, options, desk);
  const text = desk.read(source, '--file');
  const read = isInterchange(text) ? read835(text, source) : readAnswerTable(text, source);
  const { added, rejects, courses } = importAnswers(files, read.answers, source, desk.now());
  if (options['record'] === true) write(files, added, desk);
  return answered(added, courses, [...unread, ...read.rejects, ...rejects], options, desk);
}

function write(files: readonly CourseFile[], added: Added, desk: Desk): void {
  const texts = files.flatMap((file) => {
    const own = added.filter(({ course }) => course === file.path).map(({ entry }) => entry);
    return own.length === 0 ? [] : [{ path: file.path, text: textWith(file, own, desk.now()) }];
  });
  for (const { path, text } of texts) desk.write(path, text);
}

type Added = readonly { readonly course: string; readonly entry: NewEntry }[];

function answered(
  added: Added,
  courses: readonly { readonly path: string; readonly course: Course }[],
  rejects: readonly InputFault[],
  options: Options,
  desk: Desk,
  claim?: string,
): VerbAnswer {
  const lists = remittanceLists(courses, claim);
  const recorded = options['record'] === true;
  return {
    json: { added, recorded: recorded && added.length > 0, rejects, ...lists },
    text: remittanceText({ added, recorded, rejects, lists, today: desk.today() }, desk.paint),
    exit: exitOf(lists, rejects),
  };
}

/** Set aside is said first: a list that lacks a line must not pass for a whole one. */
function exitOf(lists: RemittanceLists, rejects: readonly InputFault[]): AnswerExit {
  if (rejects.length + lists.unclear.length + lists.withoutNumber.length > 0) return 10;
  return lists.denials.length + lists.underpayments.length + lists.overpayments.length > 0 ? 20 : 0;
}

function answerOption(options: Options, desk: Desk, course: Course): PayerAnswer {
  const [claim, paid, reason] = ['claim', 'paid', REASON_OPTION].map((name) => textOption(options, name));
  if (claim === undefined || claim === '')
    throw new InputError([{ where: '--claim', what: 'the claim is missing', mend: 'Give its number' }]);
  if ((paid === undefined) === (reason === undefined)) {
    const mend = `Give --paid with the amount, or --${REASON_OPTION} with the payer's reason`;
    throw new InputError([{ where: '--paid', what: 'the payer either paid or gave a reason why not', mend }]);
  }
  if (reason === '')
    throw new InputError([
      { where: `--${REASON_OPTION}`, what: 'the reason is missing', mend: 'Write it, or its codes' },
    ]);
  const paidCents = paid === undefined ? 0 : centsOf(paid);
  const adjustments = adjustmentsOf(textOption(options, 'adjustments') ?? '');
  const remarks = remarksOf(textOption(options, 'remarks') ?? '');
  const faults = [
    ...(paidCents === null ? [paidFault(paid ?? '')] : []),
    ...(isFault(adjustments) ? [adjustments] : []),
    ...(isFault(remarks) ? [remarks] : []),
  ].map(({ field, what, mend }) => ({ where: `--${field}`, what, mend }));
  if (faults.length > 0 || paidCents === null || isFault(adjustments) || isFault(remarks)) throw new InputError(faults);
  const on = dayOfCall(desk, recordDayOption(options, 'on'), course);
  return { claim, on, paidCents, ...(reason === undefined ? {} : { denied: reason }), adjustments, remarks };
}

function refuse(options: Options, names: readonly string[], other: string): void {
  const faults = names
    .filter((name) => options[name] !== undefined)
    .map((name) => ({ where: `--${name}`, what: `it goes with ${other}`, mend: 'Leave it out, or give the other' }));
  if (faults.length > 0) throw new InputError(faults);
}

function textAs(course: Course): string {
  return JSON.stringify(course);
}
