import { mgPerUnitOn } from '../../../core/billing/billing.ts';
import { Temporal } from 'temporal-polyfill';
import { calendar } from '../../../core/regimen/calendar.ts';
import { timelineModel } from '../../../core/explain/timeline-model.ts';
import { timelineOf } from '../../../core/course/timeline.ts';
import { calendarFile } from '../../calendar-file/calendar-file.ts';
import { InputError } from '../../input/input-error.ts';
import { courseOption, dayOfCall, drugOfCall, inputError, labelsOfCall, recordDayOption } from '../course-option.ts';
import { cyclesOption, DEFAULT_CYCLES } from '../cycles-option.ts';
import { textOption } from '../options.ts';
import { outputOption } from '../output-option.ts';
import { calendarText } from '../render/calendar.ts';
import { timelineSvg } from '../render/timeline-svg.ts';
import type { Verb } from '../verb.ts';

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
      .option('--ics <file>', 'write the doses as an iCalendar file as well')
      .option('--svg <file>', 'write the calendar as a picture as well')
      .option(
        '--for <words>',
        'words put before the titles of these files; nothing of the patient stands there otherwise',
      )
      .option('--on <date>', 'the course as it stood at the end of this day'),
  run: (options, desk) => {
    const start = recordDayOption(options, 'start');
    const on = recordDayOption(options, 'on');
    const cycles = cyclesOption(options);
    const file = textOption(options, 'course');
    const ics = outputOption(options, 'ics', ['course']);
    const svg = outputOption(options, 'svg', ['course'], ['ics']);
    const course = file === undefined ? undefined : courseOption(desk, file, on);
    const drug = drugOfCall(desk.knowledge(), options, course);
    const day = dayOfCall(desk, on, course);
    const outcome = calendar({
      labels: labelsOfCall(drug, course, textOption(options, 'label')),
      cycles,
      on: day,
      mgPerUnit: mgPerUnitOn(drug.billing, day),
      notBilled: drug.billing.notBilled,
      ...(start === undefined ? {} : { start: Temporal.PlainDate.from(start) }),
      ...(course === undefined ? {} : { course }),
    });
    if (!outcome.ok) throw inputError(outcome.faults, { start: '--start', course: file ?? '--course' });
    if (start !== undefined && start !== outcome.answer.start) throw startsElsewhere(outcome.answer.start);
    const timeline = course === undefined ? undefined : timelineOf(course);
    const forWhom = textOption(options, 'for');
    const owner = { brand: drug.brand, ...(forWhom === undefined ? {} : { forWhom }) };
    if (ics !== undefined) desk.write(ics, calendarFile(outcome.answer, owner, day));
    if (svg !== undefined) {
      const model = timelineModel(outcome.answer, timeline, day);
      desk.write(svg, timelineSvg(outcome.answer, model, { ...owner, on: day }));
    }
    return { json: outcome.answer, text: calendarText(outcome.answer, drug.brand, desk.paint), exit: 0 };
  },
};

function startsElsewhere(start: string): InputError {
  const what = `the course began with a dose on ${start}`;
  return new InputError([{ where: '--start', what, mend: 'Leave --start out: a course keeps its own days' }]);
}
