import { dayReader } from '../course/day-reader.ts';
import { parseDoseName } from '../course/dose-name.ts';
import type { CourseEvent, DoseGiven, Prepared } from '../course/event.ts';
import type { Citation } from '../values/citation.ts';
import type { Label } from './label.ts';
import { positionOf, type Position } from './schedule.ts';
import type { CourseState } from './state.ts';

/** What can be planned: a dose, and what is made up for one. All else is recorded once it has happened. */
export type PlannedEvent = DoseGiven | Prepared;

export function isPlanned(event: CourseEvent): event is PlannedEvent {
  return event.type === 'dose-given' || event.type === 'prepared';
}

/** Why a plan breaks a rule. */
export interface BrokenRule {
  readonly id:
    | 'dose-not-in-schedule'
    | 'dose-differs'
    | 'dose-given-already'
    | 'dose-out-of-order'
    | 'dose-early'
    | 'dose-in-the-past'
    | 'dose-after-discontinued'
    | 'vial-expired'
    | 'one-checker';
  readonly what: string;
  readonly cite: readonly Citation[];
}

export type PlanAnswer =
  { readonly accepted: true } | { readonly accepted: false; readonly breaks: readonly BrokenRule[] };

/**
 * Whether a dose may be planned. What has happened is never refused, only what is to come (R12); whether the patient may
 * have it on the day is what clearance says.
 * @param state of the course on the day of the plan, which is that of the dose
 * @param label whose schedule the course follows
 */
export function plan(state: CourseState, label: Label, planned: PlannedEvent): PlanAnswer {
  const breaks = [
    ...(planned.type === 'dose-given' ? amount(label, planned) : inSchedule(label, planned.dose)),
    ...turn(state, label, planned.dose),
    ...(planned.type === 'dose-given' ? day(state, label, planned) : madeUp(state, planned)),
    ...afterEnd(state),
  ];
  return breaks.length === 0 ? { accepted: true } : { accepted: false, breaks };
}

/** The label knows no reduced dose, and no higher one. */
function amount(label: Label, { dose, mg }: DoseGiven): readonly BrokenRule[] {
  const position = positionNamed(label, dose);
  if (position === undefined) return inSchedule(label, dose);
  if (mg === position.mg) return [];
  const kind = mg < position.mg ? 'reduced' : 'higher';
  const what = `${dose} is ${position.mg} mg, not ${mg} mg: the schedule has no ${kind} dose.`;
  return [{ id: 'dose-differs', what, cite: position.step.cite }];
}

function inSchedule(label: Label, dose: string): readonly BrokenRule[] {
  if (positionNamed(label, dose) !== undefined) return [];
  const what = `${dose} is no dose of the schedule of ${label.id}.`;
  return [{ id: 'dose-not-in-schedule', what, cite: label.schedule.cycle.cite }];
}

function positionNamed(label: Label, dose: string): Position | undefined {
  const name = parseDoseName(dose);
  return name === null ? undefined : positionOf(label, name);
}

function turn({ doses, next }: CourseState, label: Label, dose: string): readonly BrokenRule[] {
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

function day({ doses, next, timeZone }: CourseState, label: Label, { at, start }: DoseGiven): readonly BrokenRule[] {
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

/** What a preparation has to be: by two people, from vials that have not expired on its day. */
function madeUp({ timeZone }: CourseState, { at, vials, checkedBy }: Prepared): readonly BrokenRule[] {
  const date = dayReader(timeZone ?? undefined)(at);
  const expired = vials.flatMap(({ expires }) => (expires !== undefined && expires < date ? [expires] : []));
  return [
    ...[...new Set(expired)].map((expires): BrokenRule => {
      const what = `A vial whose last day is ${expires} has expired on ${date}.`;
      return { id: 'vial-expired', what, cite: [] };
    }),
    ...(new Set(checkedBy).size > 1
      ? []
      : [{ id: 'one-checker' as const, what: 'A preparation is checked by two people.', cite: [] }]),
  ];
}

function afterEnd({ discontinued }: CourseState): readonly BrokenRule[] {
  if (discontinued === null) return [];
  const { reason, on } = discontinued;
  const text = `The course was discontinued on ${on} (${reason}): no further dose is planned in it.`;
  const what = reason === 'toxicity' ? `${text} Nothing leads back to one.` : text;
  return [{ id: 'dose-after-discontinued', what, cite: [] }];
}
