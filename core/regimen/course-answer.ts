import { Temporal } from 'temporal-polyfill';
import { parseDoseName } from '../course/dose-name.ts';
import { dosesGiven } from '../course/doses.ts';
import type { Course } from '../course/event.ts';
import { courseUntil, timelineOf, type Timeline } from '../course/timeline.ts';
import type { Caution } from '../values/caution.ts';
import { idleChoiceCautions } from './chosen-step-up.ts';
import { basisCautions, citesOf, type CitedRule, type UsedRule } from './cited.ts';
import { deviationCautions } from './deviations.ts';
import { isHeldOn, labelOn } from './label-on.ts';
import type { Label } from './label.ts';
import { PARTLY_GIVEN_PATHS } from './partly-given.ts';
import type { Restart } from './restart.ts';
import { positionOf } from './schedule.ts';
import { courseState, type CourseState, type Regimen } from './state.ts';

/** Where a course stands, with what the answer rests on and has to be read with. */
export interface CourseAnswer extends CourseState {
  readonly drug: string;
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}

/**
 * The state of a course at the end of a day, as an answer.
 * @param on YYYY-MM-DD
 */
export function courseAnswer(course: Course, regimen: Regimen, on: string): CourseAnswer {
  const timeline = timelineOf(courseUntil(course, on));
  const state = courseState(timeline, regimen, on);
  const { schedule, label } = labelsOn(timeline, regimen.labels, on);
  const used = rulesOf(state, schedule, label);
  return {
    drug: course.drug,
    ...state,
    cites: citesOf(used),
    cautions: [...cautionsOf(state, timeline, label), ...basisCautions(used)],
  };
}

/** The label whose schedule a course follows, which is that of its first dose, and the one in force on a day. */
export function labelsOn(
  timeline: Timeline,
  labels: Regimen['labels'],
  on: string,
): { readonly schedule: Label; readonly label: Label } {
  const label = labelOn(labels, Temporal.PlainDate.from(on));
  const first = dosesGiven(timeline)[0];
  return { schedule: first === undefined ? label : labelOn(labels, first.date), label };
}

/** Of the dose due only: what each dose given rests on stands in the calendar. */
function rulesOf({ next, phase }: CourseState, schedule: Label, label: Label): readonly UsedRule[] {
  if (phase === 'ended') return [];
  const name = parseDoseName(next.dose);
  const position = name === null ? undefined : positionOf(schedule, name);
  const { restart } = next;
  const labs = label.labs.rules.filter(({ panels }) => panels.some((panel) => next.labs.includes(panel)));
  return [
    { rule: 'label in force', cite: label.inForce.cite },
    ...(position === undefined ? [] : [{ rule: 'schedule', cite: position.step.cite }]),
    { rule: 'cycle length', cite: schedule.schedule.cycle.cite },
    ...labs.map(({ cite }) => ({ rule: 'laboratory tests', cite })),
    ...(restart === undefined || restart.daysLate <= 0 || restart.cite.length === 0
      ? []
      : [{ rule: 'restart after a delay', cite: restart.cite }]),
  ];
}

function cautionsOf(state: CourseState, timeline: Timeline, label: Label): readonly Caution[] {
  const { on, deviations, discontinued, next } = state;
  const last = dosesGiven(timeline).at(-1);
  const { restart } = next;
  const late = restart !== undefined && restart.daysLate > 0 && restart.chosen === undefined;
  const said = [
    ...deviationCautions(deviations),
    ...deviations
      .filter(({ id }) => id === 'dose-after-discontinued')
      .map(({ id, what, doses, cite }) => ({ id, text: what, doses, cite })),
    ...(last === undefined ? [] : idleChoiceCautions(label, timeline, last, on)),
  ].map(({ id, text, cite = [] }): Caution => ({ id, text, ...(cite.length === 0 ? {} : { cite }) }));
  return [
    ...said,
    ...(discontinued === null && restart?.decision === 'ask' ? [toChoose(restart)] : []),
    ...(discontinued === null && late && restart.caution !== undefined
      ? [{ id: 'restart-row', text: restart.caution, cite: restart.cite }]
      : []),
    ...(isHeldOn(label, Temporal.PlainDate.from(on))
      ? []
      : [{ id: 'label-version-not-held', text: `The label in force on ${on} is not held; ${label.id} is used.` }]),
  ];
}

function toChoose({ last, readings }: Restart): Caution {
  const text =
    readings === undefined
      ? `The label's restart table has no row for ${last.dose}: the prescriber decides how to go on.`
      : `Only a part of ${last.dose} was given. Whether it counts as the last dose is for the prescriber to choose ` +
        `(an entry "prescriber-choice" between ${PARTLY_GIVEN_PATHS.join(' and ')}); until then it counts.`;
  return { id: 'restart-to-choose', text };
}
