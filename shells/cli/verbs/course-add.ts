import { existsSync } from 'node:fs';
import { parseDoseName } from '../../../core/course/dose-name.ts';
import type { Course, CourseEvent } from '../../../core/course/event.ts';
import { timelineOf } from '../../../core/course/timeline.ts';
import { labelsOn } from '../../../core/regimen/course-answer.ts';
import type { Label } from '../../../core/regimen/label.ts';
import { record, type Recorded, type Signature } from '../../../core/regimen/record.ts';
import { notInSchedule } from '../../../core/regimen/schedule.ts';
import { readCourse } from '../../course/read-course.ts';
import { readEvent } from '../../course/read-event.ts';
import { withEntries } from '../../course/write-course.ts';
import { InputError } from '../../input/input-error.ts';
import { drugOfCall, labelsOfCall, neededCourse } from '../course-option.ts';
import { neededEvent } from '../event-option.ts';
import { textOption } from '../options.ts';
import { isSameFile } from '../output-option.ts';
import { addedText } from '../render/course-entry.ts';
import type { Desk, Options, Verb } from '../verb.ts';

/** `stepwise course add`: record what has happened. */
export const courseAddVerb: Verb = {
  name: 'course add',
  summary: 'Record what has happened: the entry gets its id, and what is out of rule is signed beside it',
  examples: [
    'stepwise course add --course examples/courses/step-up-complete.json --event examples/events/c2d15-given.yaml',
  ],
  configure: (command) =>
    command
      .option('--course <file>', 'course of a patient')
      .option('--event <file>', 'the entry, JSON or YAML, as it will stand in the course')
      .option('--reason <words>', 'why it is out of rule, where it is')
      .option('--by <name>', 'who answers for that')
      .option('--out <file>', 'write the course with the entry: a new file, or the one of --course itself')
      .option('--label <id>', 'go by this label version instead of the one in force')
      .option('--drug <id>', 'drug, where several are held'),
  run: (options, desk) => {
    const { file, text, course } = neededCourse(desk, options);
    const given = neededEvent(desk, options);
    const out = outOption(options, file);
    const signature = signatureOption(options);
    const event = readEvent(given.text, given.file, course, desk.now());
    const drug = drugOfCall(desk.knowledge(), options, course);
    const labels = labelsOfCall(drug, course, textOption(options, 'label'));
    refuseUnknownDose(event, given.file, course, labels);
    const recorded = record(course, event, labels, signature);
    const open = recorded.found.some(({ signed }) => signed === undefined);
    if (signature !== undefined && recorded.added.length === 1) throw nothingToSign();
    if (out !== undefined && !open) write(desk, out, text, recorded);
    const json = {
      drug: course.drug,
      added: recorded.added,
      deviations: recorded.found,
      needed: open ? NEEDED : [],
      written: open ? null : (out ?? null),
    };
    return { json, text: addedText(json, desk.paint), exit: open ? 10 : 0 };
  },
};

const NEEDED = [
  { fact: 'deviation.reason', ask: 'Why is it out of rule? Add --reason "…".' },
  { fact: 'deviation.by', ask: 'Who answers for it? Add --by "NAME".' },
] as const;

/** What is written is read first: a course that cannot be read must not take the place of one that can. */
function write(desk: Desk, out: string, text: string, { added }: Recorded): void {
  const written = withEntries(text, added);
  readCourse(written, out, desk.now());
  desk.write(out, written);
}

/** A new file, or that of the course: any other one holds something that would be lost. @throws InputError */
function outOption(options: Options, course: string): string | undefined {
  const out = textOption(options, 'out');
  if (out === undefined || (out !== '' && (!existsSync(out) || isSameFile(course, out)))) return out;
  const what = out === '' ? 'no file is named' : `${out} is there already, and is not the course`;
  throw new InputError([{ where: '--out', what, mend: 'Name a new file, or that of the course itself' }]);
}

/** @throws InputError where one of the two is given alone, or without words */
function signatureOption(options: Options): Signature | undefined {
  const [reason, by] = [textOption(options, 'reason')?.trim(), textOption(options, 'by')?.trim()];
  if (reason === undefined && by === undefined) return undefined;
  if (reason !== undefined && reason !== '' && by !== undefined && by !== '') return { by, reason };
  const where = reason === undefined || reason === '' ? '--reason' : '--by';
  const what = 'a deviation is signed with the reason and the name of a person';
  throw new InputError([{ where, what, mend: 'Give both --reason and --by' }]);
}

function nothingToSign(): InputError {
  const what = 'nothing about this entry is out of rule and unsigned';
  return new InputError([{ where: '--reason', what, mend: 'Leave --reason and --by out; a remark goes into "note"' }]);
}

const OF_DOSES = ['dose-given', 'infusion-stopped', 'prepared', 'wasted', 'claimed'] as const;
type OfDose = Extract<CourseEvent, { readonly type: (typeof OF_DOSES)[number] }>;

/** A name that the schedule does not have is a slip of the pen and no deviation. @throws InputError */
function refuseUnknownDose(
  event: CourseEvent,
  file: string,
  course: Course,
  labels: readonly [Label, ...Label[]],
): void {
  if (!isOfDose(event)) return;
  const name = parseDoseName(event.dose);
  const { schedule } = labelsOn(timelineOf(course), labels, event.at.slice(0, 10));
  const fault = name === null ? undefined : notInSchedule(schedule, name);
  if (fault !== undefined) throw new InputError([{ where: file, ...fault }]);
}

function isOfDose(event: CourseEvent): event is OfDose {
  return OF_DOSES.some((type) => type === event.type);
}
