import { mgPerUnitOn } from '../../../core/billing/billing.ts';
import type { Course } from '../../../core/course/event.ts';
import { courseAnswer } from '../../../core/regimen/course-answer.ts';
import type { Regimen } from '../../../core/regimen/state.ts';
import type { Drug } from '../../knowledge/drug.ts';
import { dayOfCall, drugOfCall, labelsOfCall, neededCourse, recordDayOption } from '../course-option.ts';
import { textOption } from '../options.ts';
import { courseText } from '../render/course.ts';
import type { Options, Verb } from '../verb.ts';

/** `stepwise course show`: where a course stands. */
export const courseShowVerb: Verb = {
  name: 'course show',
  summary: 'Where a course stands on a day: doses, what is due, toxicities, labs, authorizations, deviations',
  examples: [
    'stepwise course show --course examples/courses/step-up-complete.json --on 2026-07-14',
    'stepwise course show --course examples/courses/visit-crs-grade-3.json --on 2026-03-18 --json',
  ],
  configure: (command) =>
    command
      .option('--course <file>', 'course of a patient')
      .option('--on <date>', 'the course as it stood at the end of this day (today if left out)')
      .option('--label <id>', 'go by this label version instead of the one in force')
      .option('--drug <id>', 'drug, where several are held'),
  run: (options, desk) => {
    const on = recordDayOption(options, 'on');
    const { course } = neededCourse(desk, options, on);
    const drug = drugOfCall(desk.knowledge(), options, course);
    const day = dayOfCall(desk, on, course);
    const answer = courseAnswer(course, regimenOf(drug, course, options, day), day);
    return { json: answer, text: courseText(answer, drug.brand, desk.paint), exit: 0 };
  },
};

/** How the drug of a call is given, and counted on a day. */
export function regimenOf(drug: Drug, course: Course, options: Options, day: string): Regimen {
  return {
    labels: labelsOfCall(drug, course, textOption(options, 'label')),
    mgPerUnit: mgPerUnitOn(drug.billing, day),
    notBilled: drug.billing.notBilled,
  };
}
