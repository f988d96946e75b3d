import { dayReader } from '../course/day-reader.ts';
import { parseDoseName } from '../course/dose-name.ts';
import type { DoseGiven } from '../course/event.ts';
import type { Citation } from '../values/citation.ts';
import type { Label } from './label.ts';
import { positionOf } from './schedule.ts';
import type { CourseState } from './state.ts';

/** Why a planned dose breaks a rule. */
export interface Refusal {
  readonly id:
    | 'dose-not-in-schedule'
    | 'dose-differs'
    | 'dose-given-already'
    | 'dose-out-of-order'
    | 'dose-early'
    | 'dose-in-the-past'
    | 'dose-after-discontinued';
  readonly what: string;
  readonly cite: readonly Citation[];
}

export type PlanAnswer =
  { readonly accepted: true } | { readonly accepted: false; readonly refusals: readonly Refusal[] };

type Planned = Pick<DoseGiven, 'dose' | 'mg' | 'at' | 'start'>;

/**
 * Whether a dose may be planned. What has happened is never refused, only what is to come (R12); whether the patient may
 * have it on the day is what clearance says.
 * @param state of the course on the day of the plan, which is that of the dose
 * @param label whose schedule the course follows
 */
export function plan(state: CourseState, label: Label, planned: Planned): PlanAnswer {
  const refusals = [
    ...amount(label, planned),
    ...turn(state, label, planned),
    ...day(state, label, planned),
    ...afterEnd(state),
  ];
  return refusals.length === 0 ? { accepted: true } : { accepted: false, refusals };
}

/** The label knows no reduced dose, and no higher one. */
function amount(label: Label, { dose, mg }: Planned): readonly Refusal[] {
  const name = parseDoseName(dose);
  const position = name === null ? undefined : positionOf(label, name);
  if (position === undefined) {
    const what = `${dose} is no dose of the schedule of ${label.id}.`;
    return [{ id: 'dose-not-in-schedule', what, cite: label.schedule.cycle.cite }];
  }
  if (mg === position.mg) return [];
  const kind = mg < position.mg ? 'reduced' : 'higher';
  const what = `${dose} is ${position.mg} mg, not ${mg} mg: the schedule has no ${kind} dose.`;
  return [{ id: 'dose-differs', what, cite: position.step.cite }];
}

function turn({ doses, next }: CourseState, label: Label, { dose }: Planned): readonly Refusal[] {
  const already = doses.find((given) => given.dose === dose);
  if (already !== undefined) {
    const what = `${dose} was given on ${already.date}: the dose due is ${next.dose}.`;
    return [{ id: 'dose-given-already', what, cite: label.schedule.cycle.cite }];
  }
  if (dose === next.dose) return [];
  const { restart } = next;
  const cite = restart?.decision === 'step-up' ? restart.cite : label.schedule.cycle.cite;
  return [{ id: 'dose-out-of-order', what: `${dose} is not the dose due: that is ${next.dose}.`, cite }];
}

function day({ doses, next, timeZone }: CourseState, label: Label, { at, start }: Planned): readonly Refusal[] {
  const date = dayReader(timeZone ?? undefined)(start ?? at);
  const last = doses.at(-1);
  const { cite } = label.schedule.cycle;
  if (last !== undefined && date < last.date) {
    const what = `${date} lies before ${last.dose}, which was given on ${last.date}.`;
    return [{ id: 'dose-in-the-past', what, cite }];
  }
  if (next.due === null || date >= next.due) return [];
  const what = `${next.dose} is due on ${next.due}: ${date} is too early, except where the prescriber chooses it.`;
  return [{ id: 'dose-early', what, cite }];
}

function afterEnd({ discontinued }: CourseState): readonly Refusal[] {
  if (discontinued === null) return [];
  const { reason, on } = discontinued;
  const text = `The course was discontinued on ${on} (${reason}): no further dose is planned in it.`;
  const what = reason === 'toxicity' ? `${text} Nothing leads back to one.` : text;
  return [{ id: 'dose-after-discontinued', what, cite: [] }];
}
