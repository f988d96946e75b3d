import { mgPerUnitOn } from '../../../core/billing/billing.ts';
import { Temporal } from 'temporal-polyfill';
import { calendar } from '../../../core/regimen/calendar.ts';
import { InputError } from '../../input/input-error.ts';
import { courseOption, drugOfCall, inputError, labelsOfCall, recordDayOption } from '../course-option.ts';
import { textOption } from '../options.ts';
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
    const start = recordDayOption(options, 'start');
    const on = recordDayOption(options, 'on');
    const cycles = cyclesOption(textOption(options, 'cycles'));
    const file = textOption(options, 'course');
    const course = file === undefined ? undefined : courseOption(desk.read, file, on);
    const drug = drugOfCall(desk.knowledge(), options, course);
    const outcome = calendar({
      labels: labelsOfCall(drug, course, textOption(options, 'label')),
      cycles,
      on: on ?? desk.today(),
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
