import { dayReader } from '../../../core/course/day-reader.ts';
import { timelineOf } from '../../../core/course/timeline.ts';
import { labelsOn } from '../../../core/regimen/course-answer.ts';
import { isPlanned, plan } from '../../../core/regimen/plan.ts';
import { nextId } from '../../../core/regimen/record.ts';
import { courseState } from '../../../core/regimen/state.ts';
import { readPlannedEvent } from '../../course/read-event.ts';
import { InputError } from '../../input/input-error.ts';
import { dayOfCall, drugOfCall, neededCourse, recordDayOption } from '../course-option.ts';
import { neededEvent } from '../event-option.ts';
import { planText } from '../render/course-entry.ts';
import type { Verb } from '../verb.ts';
import { regimenOf } from './course-show.ts';

/** `stepwise course plan`: may this be planned. Nothing is written. */
export const coursePlanVerb: Verb = {
  name: 'course plan',
  summary:
    'Hold a planned dose or preparation against the rules; one that breaks a rule is not accepted, with the reason',
  examples: [
    'stepwise course plan --course examples/courses/step-up-complete.json --event examples/events/c2d15-planned.yaml --on 2026-07-14',
  ],
  configure: (command) =>
    command
      .option('--course <file>', 'course of a patient')
      .option('--event <file>', 'the planned entry, JSON or YAML, as it would stand in the course')
      .option('--on <date>', 'the day on which it is planned (today if left out)')
      .option('--label <id>', 'go by this label version instead of the one in force')
      .option('--drug <id>', 'drug, where several are held'),
  run: (options, desk) => {
    const on = recordDayOption(options, 'on');
    const { course } = neededCourse(desk, options, on);
    const { file, text } = neededEvent(desk, options);
    const planned = readPlannedEvent(text, file, course, dayOfCall(desk, on, course));
    if (!isPlanned(planned)) throw notPlanned(file, planned.type);
    const drug = drugOfCall(desk.knowledge(), options, course);
    const day = dayReader(course.timeZone)(planned.at);
    const regimen = regimenOf(drug, course, options, day);
    const { schedule } = labelsOn(timelineOf(course), regimen.labels, day);
    const state = courseState(course, regimen, day);
    const answer = plan(state, schedule, planned);
    const json = {
      drug: course.drug,
      on: day,
      accepted: answer.accepted,
      event: { ...{ type: planned.type, at: planned.at, id: nextId(course.events) }, ...planned },
      breaks: answer.accepted ? [] : answer.breaks,
      due: { dose: state.next.dose, mg: state.next.mg, date: state.next.due },
    };
    return { json, text: planText(json, desk.paint), exit: answer.accepted ? 0 : 20 };
  },
};

function notPlanned(file: string, type: string): InputError {
  const what = `"${type}" is not planned`;
  const mend = 'Plan a dose-given or a prepared entry; record all else with `stepwise course add` once it has happened';
  return new InputError([{ where: file, what, mend }]);
}
