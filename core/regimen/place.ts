import { Temporal } from 'temporal-polyfill';
import { dosesGiven, type GivenDose } from '../course/doses.ts';
import type { Fault, Outcome } from '../course/fault.ts';
import { entries, timelineOf, type Log, type Timeline } from '../course/timeline.ts';
import type { Label } from './label.ts';
import { labelOn } from './label-on.ts';
import { chosenStepUp } from './chosen-step-up.ts';
import { chosenPath, isPartlyGiven } from './partly-given.ts';
import type { Placed } from './placed.ts';
import { restartOn, stepUpAfter, type Restart } from './restart.ts';
import { dosesDue, notInSchedule, positionOf, stepUpDue, type Due } from './schedule.ts';
import { lengtheningToxicities, toxicityBetween } from './seen-toxicity.ts';

export interface PlaceRequest {
  /** All held versions, or the one that was asked for. At least one. */
  readonly labels: readonly [Label, ...Label[]];
  /** Day of the first dose; not needed where the course has one. */
  readonly start?: Temporal.PlainDate;
  readonly course?: Log;
  /** YYYY-MM-DD: the day of the answer, by which a dose of the course may be overdue. */
  readonly on?: string;
}

/** The doses of a patient with their days. */
export interface Plan {
  /** The label under which the course began: the schedule is its own; hours and tests are those of each dose's day. */
  readonly first: Label;
  readonly start: Temporal.PlainDate;
  readonly placed: readonly Placed[];
  readonly timeline?: Timeline;
  /** What the label's restart table says on the day of the answer; undefined where no dose is to come or none counts. */
  readonly restart?: Restart;
}

/**
 * Doses given on their true days, and those to come through cycle `cycles`, counted from the last dose given (R15). A
 * dose whose day has passed is planned for the day of the answer; beyond the limit of the label's table the step-up is
 * (R16). After a discontinuation nothing is planned.
 */
export function place(request: PlaceRequest, cycles: number): Outcome<Plan> {
  const timeline = request.course === undefined ? undefined : timelineOf(request.course);
  const given = timeline === undefined ? [] : dosesGiven(timeline);
  const start = given[0]?.date ?? request.start;
  if (start === undefined) return { ok: false, faults: [NO_START] };
  const first = labelOn(request.labels, start);
  const faults = unknownDoses(first, given);
  if (faults.length > 0) return { ok: false, faults };
  const stopped = timeline !== undefined && entries(timeline, 'discontinued').length > 0;
  const { restart, due } = stopped ? { due: [] } : dueAfter(request, first, given, start, cycles, timeline);
  const placed = [...placeGiven(request.labels, first, given), ...due];
  return {
    ok: true,
    answer: {
      first,
      start,
      placed: timeline === undefined ? placed : withToxicities(placed, timeline),
      ...(timeline === undefined ? {} : { timeline }),
      ...(restart === undefined ? {} : { restart }),
    },
  };
}

const NO_START: Fault = {
  field: 'start',
  what: 'there is no day to start from',
  mend: 'Give the day of the first dose, or a course in which a dose has been given',
};

function unknownDoses(label: Label, given: readonly GivenDose[]): readonly Fault[] {
  return given.flatMap(({ name }) => {
    const fault = notInSchedule(label, name);
    return fault === undefined ? [] : [{ field: 'course', ...fault }];
  });
}

function placeGiven(labels: PlaceRequest['labels'], first: Label, given: readonly GivenDose[]): readonly Placed[] {
  return given.flatMap((dose, index) => {
    const position = positionOf(first, dose.name);
    if (position === undefined) return [];
    const afterStepUp = dose.name.kind === 'cycle' && given[index - 1]?.name.kind === 'step-up';
    return [
      { name: dose.name, date: dose.date, position, label: labelOn(labels, dose.date), afterStepUp, given: dose },
    ];
  });
}

function dueAfter(
  { labels, on }: PlaceRequest,
  first: Label,
  given: readonly GivenDose[],
  start: Temporal.PlainDate,
  cycles: number,
  timeline?: Timeline,
): { readonly due: readonly Placed[]; readonly restart?: Restart } {
  const last = given.at(-1);
  if (last === undefined || timeline === undefined)
    return { due: placeFrom(labels, dosesDue(first, [], cycles), start) };
  const choice = isPartlyGiven(first, last) ? chosenPath(timeline, last) : undefined;
  const counted = choice === 'last-dose-does-not-count' ? given.slice(0, -1) : given;
  const names = counted.map(({ name }) => name);
  const today = on === undefined ? undefined : Temporal.PlainDate.from(on);
  // The table and the checks are those of the day on which it is asked; the schedule is that of the first dose.
  const asked = today === undefined ? first : labelOn(labels, today);
  const label = { ...first, restart: asked.restart, clearance: asked.clearance };
  const byTable = today === undefined ? undefined : restartOn(label, given, today, choice);
  const restart = byTable && on !== undefined ? withChoice(byTable, label, timeline, counted, on) : undefined;
  // Until the prescriber has chosen, a dose partly given counts; the caution shows both readings.
  const found = restart?.readings?.counts ?? restart;
  const due = found?.decision === 'step-up' ? stepUpDue(first, names, cycles) : dosesDue(first, names, cycles);
  const next = found?.sequence[0]?.date ?? counted.at(-1)?.date.add({ days: due[0]?.gap ?? 0 }) ?? on;
  const begin = latest(last.date, next === undefined ? last.date : Temporal.PlainDate.from(next));
  return { due: placeFrom(labels, due, begin), ...(restart === undefined ? {} : { restart }) };
}

/** The step-up that a prescriber has chosen, from the day of the answer or from the day on which a dose is due. */
function withChoice(
  restart: Restart,
  label: Label,
  timeline: Timeline,
  counted: readonly GivenDose[],
  on: string,
): Restart {
  const last = counted.at(-1);
  const isOpen = last !== undefined && restart.decision !== 'step-up';
  const path = isOpen ? chosenStepUp(label, timeline, last, on) : undefined;
  if (path === undefined) return restart;
  const days = restart.daysSince - Math.min(0, restart.daysLate);
  const { last: dose, daysSince, daysLate, row, limit, next } = restart;
  const sequence = stepUpAfter(label, counted, days);
  const { id: chosen, cite } = path;
  return { decision: 'step-up', last: dose, daysSince, daysLate, row, limit, cite, chosen, next, sequence };
}

const latest = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate =>
  Temporal.PlainDate.compare(a, b) < 0 ? b : a;

/** The first on `from`, each other its gap after the one before. */
function placeFrom(labels: PlaceRequest['labels'], due: readonly Due[], from: Temporal.PlainDate): readonly Placed[] {
  let date = from;
  return due.map(({ name, position, gap, afterStepUp }, index) => {
    if (index > 0) date = date.add({ days: gap });
    return { name, date, position, label: labelOn(labels, date), afterStepUp };
  });
}

/** Marks each dose that is the next one after a toxicity for which its label lengthens the observation (R17). */
function withToxicities(placed: readonly Placed[], timeline: Timeline): readonly Placed[] {
  const all = new Map(
    [...new Set(placed.map(({ label }) => label))].map((label) => {
      const rule = label.observation.extended;
      return [label, rule === undefined ? [] : lengtheningToxicities(timeline, rule)];
    }),
  );
  return placed.map((dose, index) => {
    const before = placed[index - 1]?.given;
    if (before === undefined) return dose;
    const toxicity = toxicityBetween(timeline, all.get(dose.label) ?? [], before, dose.given);
    return toxicity === undefined ? dose : { ...dose, toxicity };
  });
}
