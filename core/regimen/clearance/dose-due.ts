import { Temporal } from 'temporal-polyfill';
import { printDoseName } from '../../course/dose-name.ts';
import { dosesGiven, type GivenDose } from '../../course/doses.ts';
import type { Outcome } from '../../course/fault.ts';
import { entries, timelineOf, type Timeline } from '../../course/timeline.ts';
import type { Label } from '../label.ts';
import { place } from '../place.ts';
import type { Placed } from '../placed.ts';
import type { Restart } from '../restart.ts';

/** The dose that would be due on a day, and why it is that one. */
export interface DoseDue {
  /** Its date is the earliest by the schedule; the day of the answer where that has passed. */
  readonly dose: Placed;
  readonly given: readonly GivenDose[];
  /** What the restart table says, or the prescriber has chosen; undefined where no dose counts yet. */
  readonly restart?: Restart;
}

/**
 * The dose due after the doses given: the next of the schedule, or the first of a step-up that is given again, by the
 * label's table or by the prescriber's choice. What has ended the course is passed over: the dose is that which would
 * have been due.
 * @param labels all held versions, or the one that was asked for
 * @param on YYYY-MM-DD
 */
export function doseDue(labels: readonly [Label, ...Label[]], timeline: Timeline, on: string): Outcome<DoseDue> {
  const going = withoutEnds(timeline);
  const given = dosesGiven(going);
  const cycles = Math.max(1, ...given.map(({ name }) => (name.kind === 'cycle' ? name.cycle + 1 : 1)));
  const placed = place({ labels, course: going, start: Temporal.PlainDate.from(on), on }, cycles);
  if (!placed.ok) return placed;
  const { first, restart } = placed.answer;
  const dose = placed.answer.placed.find((one) => one.given === undefined);
  if (dose === undefined) throw new RangeError(`${first.id} has no dose after those given`);
  return { ok: true, answer: { dose, given, ...(restart === undefined ? {} : { restart }) } };
}

/** The log as if nothing had ended it. */
function withoutEnds(timeline: Timeline): Timeline {
  if (entries(timeline, 'discontinued').length === 0) return timeline;
  return timelineOf({ ...timeline.course, events: timeline.events.filter(({ type }) => type !== 'discontinued') });
}

/** As it is named in the course: `C1D8`. */
export function nameOf({ dose }: DoseDue): string {
  return printDoseName(dose.name);
}

/** True before the day on which the dose is due. A choice whether the last dose counts is asked before its day is. */
export function isBeforeDay({ restart }: DoseDue): boolean {
  return restart !== undefined && restart.decision !== 'ask' && restart.daysLate < 0;
}
