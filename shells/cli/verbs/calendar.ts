import { mgPerUnitOn } from '../../../core/billing/billing.ts';
import { Temporal } from 'temporal-polyfill';
import type { Label } from '../../../core/regimen/label.ts';
import { calendar } from '../../../core/regimen/calendar.ts';
import { InputError } from '../../input/input-error.ts';
import type { Drug } from '../../knowledge/drug.ts';
import { courseOption, drugOfCall, inputError } from '../course-option.ts';
import { dayOption, textOption, unknownName } from '../options.ts';
import { calendarText } from '../render/calendar.ts';
import type { Verb } from '../verb.ts';

const DEFAULT_CYCLES = 6;
/** Ten years of 28 days. */
const MOST_CYCLES = 130;

/** `stepwise calendar`: when each dose is due, and what goes with it. */
export const calendarVerb: Verb = {
  name: 'calendar',
  summary: 'Dates, milligrams, observation, tests and premedication of every dose',
  examples: [
    'stepwise calendar --start 2026-06-15',
    'stepwise calendar --course examples/courses/step-up-complete.json --cycles 3',
  ],
  configure: (command) =>
    command
      .option('--start <date>', 'day of the first dose, where the course has none yet')
      .option('--cycles <number>', `cycles to show, counted from the first (${DEFAULT_CYCLES} if left out)`)
      .option('--course <file>', 'course of a patient: doses given keep their dates, later ones follow them')
      .option('--label <id>', 'show this label version instead of the one in force')
      .option('--drug <id>', 'drug, where several are held')
      .option('--on <date>', 'the course as it stood at the end of this day'),
  run: (options, desk) => {
    const start = dayOption(options, 'start');
    const on = dayOption(options, 'on');
    const cycles = cyclesOption(textOption(options, 'cycles'));
    const file = textOption(options, 'course');
    const course = file === undefined ? undefined : courseOption(desk.read, file, on);
    const drug = drugOfCall(desk.knowledge(), options, course);
    const outcome = calendar({
      labels: labelsOption(drug, textOption(options, 'label'), course?.label, file),
      cycles,
      mgPerUnit: mgPerUnitOn(drug.billing, on ?? desk.today()),
      ...(start === undefined ? {} : { start: Temporal.PlainDate.from(start) }),
      ...(course === undefined ? {} : { course }),
    });
    if (!outcome.ok) throw inputError(outcome.faults, { start: '--start', course: file ?? '--course' });
    if (start !== undefined && start !== outcome.answer.start) throw startsElsewhere(outcome.answer.start);
    return { json: outcome.answer, text: calendarText(outcome.answer, drug.brand, desk.paint), exit: 0 };
  },
};

function cyclesOption(text: string | undefined): number {
  if (text === undefined) return DEFAULT_CYCLES;
  const cycles = Number(text);
  if (/^\d+$/u.test(text) && cycles >= 1 && cycles <= MOST_CYCLES) return cycles;
  const mend = `Write a whole number from 1 to ${MOST_CYCLES}`;
  throw new InputError([{ where: '--cycles', what: `"${text}" is no number of cycles`, mend }]);
}

function startsElsewhere(start: string): InputError {
  const what = `the course began with a dose on ${start}`;
  return new InputError([{ where: '--start', what, mend: 'Leave --start out: a course keeps its own days' }]);
}

/** The version that --label names, else that of the course, else all held ones. */
function labelsOption(
  drug: Drug,
  named: string | undefined,
  ofCourse: string | undefined,
  file: string | undefined,
): readonly [Label, ...Label[]] {
  const id = named ?? ofCourse;
  if (id === undefined) return drug.labels;
  const label = drug.labels.find((held) => held.id === id);
  if (label !== undefined) return [label];
  const ids = drug.labels.map((held) => held.id);
  throw unknownName(named === undefined ? (file ?? '--course') : '--label', 'label', id, ids);
}
