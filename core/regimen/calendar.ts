import { Temporal } from 'temporal-polyfill';
import { printDoseName } from '../course/dose-name.ts';
import { dosesGiven, type GivenDose } from '../course/doses.ts';
import type { Fault, Outcome } from '../course/fault.ts';
import { entries, timelineOf, type Log, type Timeline } from '../course/timeline.ts';
import type { Caution } from '../values/caution.ts';
import { calendarCautions, type DoseCaution } from './calendar-cautions.ts';
import { basisCautions, citesOf, type CitedRule, type UsedRule } from './cited.ts';
import { doseRules, type AroundDose } from './dose-rules.ts';
import type { Advice, Label } from './label.ts';
import { labelOn } from './label-on.ts';
import type { Placed } from './placed.ts';
import { dosesDue, notInSchedule, positionOf, type Due } from './schedule.ts';
import { totalsOf, type Totals } from './totals.ts';
import { unitsOf } from './units.ts';

export interface CalendarDose extends AroundDose {
  readonly dose: string;
  /** YYYY-MM-DD; of a given dose the day on which it was given. */
  readonly date: string;
  /** The milligrams due, or those given. */
  readonly mg: number;
  readonly units: number;
  /** The label whose rules stand here. */
  readonly label: string;
  readonly given?: { readonly at: string; readonly scheduledMg: number };
  /** Ids of the cautions that concern this dose. */
  readonly cautions: readonly string[];
}

export interface Calendar {
  readonly drug: string;
  readonly label: { readonly id: string; readonly version: string; readonly from: string };
  readonly start: string;
  readonly cycles: number;
  readonly doses: readonly CalendarDose[];
  readonly totals: Totals;
  readonly everyDose: readonly Pick<Advice, 'id' | 'text'>[];
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}

export interface CalendarRequest {
  /** All held versions, or the one that was asked for. At least one. */
  readonly labels: readonly [Label, ...Label[]];
  /** Day of the first dose; not needed where the course has one. */
  readonly start?: Temporal.PlainDate;
  readonly course?: Log;
  /** YYYY-MM-DD: the day of the answer, by which a dose of the course may be overdue. */
  readonly on?: string;
  /** Cycles from the first, at least 1. */
  readonly cycles: number;
  readonly mgPerUnit: number;
}

/**
 * The dates of all doses: those given on their true dates, those to come counted from the last dose given (R15), and
 * what the label asks for around each. After a discontinuation nothing is planned.
 */
export function calendar(request: CalendarRequest): Outcome<Calendar> {
  const { on } = request;
  const timeline = request.course === undefined ? undefined : timelineOf(request.course);
  const given = timeline === undefined ? [] : dosesGiven(timeline);
  const start = given[0]?.date ?? request.start;
  if (start === undefined) return { ok: false, faults: [NO_START] };
  // The schedule is that of the label under which the course began; hours and tests are those of each dose's day.
  const first = labelOn(request.labels, start);
  const faults = unknownDoses(first, given);
  if (faults.length > 0) return { ok: false, faults };

  const placed = [...placeGiven(request.labels, first, given), ...placeDue(request, first, given, start, timeline)];
  const rules = placed.map((dose) => ({ dose, rules: doseRules(dose.label, dose.position, dose.afterStepUp) }));
  const cautions = calendarCautions(
    placed,
    timeline === undefined ? undefined : { timeline, ...(on === undefined ? {} : { on }) },
  );
  const doses = rules.map(({ dose, rules: { around } }): CalendarDose => {
    const name = printDoseName(dose.name);
    const mg = dose.given?.entry.mg ?? dose.position.mg;
    return {
      dose: name,
      date: dose.date.toString(),
      mg,
      units: unitsOf(mg, request.mgPerUnit),
      label: dose.label.id,
      ...(dose.given === undefined
        ? {}
        : { given: { at: dose.given.entry.start ?? dose.given.entry.at, scheduledMg: dose.position.mg } }),
      ...around,
      cautions: cautions.filter((caution) => caution.doses.includes(name)).map(({ id }) => id),
    };
  });
  const used: UsedRule[] = [
    { rule: 'label in force', cite: first.inForce.cite },
    ...rules.flatMap((one) => one.rules.used),
    ...first.schedule.everyDose.map(({ id, cite }) => ({ rule: id, cite })),
  ];
  return {
    ok: true,
    answer: {
      drug: first.drug,
      label: { id: first.id, version: first.version, from: first.inForce.from },
      start: start.toString(),
      cycles: request.cycles,
      doses,
      totals: totalsOf(doses),
      everyDose: first.schedule.everyDose.map(({ id, text }) => ({ id, text })),
      cites: citesOf(used),
      cautions: [...cautions.map(withoutDoses), ...basisCautions(used)],
    },
  };
}

/** A caution of the answer names its doses in its text, and each dose names its cautions. */
function withoutDoses({ id, text, cite }: DoseCaution): Caution {
  return { id, text, ...(cite === undefined ? {} : { cite }) };
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

function placeGiven(labels: CalendarRequest['labels'], first: Label, given: readonly GivenDose[]): readonly Placed[] {
  return given.flatMap((dose, index) => {
    const position = positionOf(first, dose.name);
    if (position === undefined) return [];
    const afterStepUp = dose.name.kind === 'cycle' && given[index - 1]?.name.kind === 'step-up';
    return [
      { name: dose.name, date: dose.date, position, label: labelOn(labels, dose.date), afterStepUp, given: dose },
    ];
  });
}

function placeDue(
  { cycles, labels }: CalendarRequest,
  first: Label,
  given: readonly GivenDose[],
  start: Temporal.PlainDate,
  timeline?: Timeline,
): readonly Placed[] {
  if (timeline !== undefined && entries(timeline, 'discontinued').length > 0) return [];
  const due = dosesDue(
    first,
    given.map(({ name }) => name),
    cycles,
  );
  const from = given.at(-1)?.date ?? start;
  return due.map(({ name, position, afterStepUp }, index) => {
    const date = from.add({ days: daysTo(due, index) });
    return { name, date, position, label: labelOn(labels, date), afterStepUp };
  });
}

/** Days from the dose before the first one due to the one at `index`. */
function daysTo(due: readonly Due[], index: number): number {
  return due.slice(0, index + 1).reduce((days, { gap }) => days + gap, 0);
}

/**
 * Units of the calendar's doses on the days from `from` to `to`, both inside: what an authorization for that period has
 * to hold. As many cycles are counted as the period needs.
 */
export function plannedUnits(
  request: Omit<CalendarRequest, 'cycles'>,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Outcome<number> {
  const course = request.course === undefined ? undefined : timelineOf(request.course);
  const start = (course === undefined ? undefined : dosesGiven(course)[0]?.date) ?? request.start;
  if (start === undefined) return { ok: false, faults: [NO_START] };
  const length = labelOn(request.labels, start).schedule.cycle.days;
  // Delays only move doses later; the cycle more is for doses that were given early.
  const cycles = Math.max(1, Math.floor(start.until(to, { largestUnit: 'days' }).days / length) + 2);
  const outcome = calendar({ ...request, ...(course === undefined ? {} : { course }), cycles });
  return outcome.ok ? { ok: true, answer: unitsBetween(outcome.answer.doses, from, to) } : outcome;
}

/** Units of these doses on the days from `from` to `to`, both inside. */
function unitsBetween(
  doses: readonly Pick<CalendarDose, 'date' | 'units'>[],
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): number {
  return doses
    .map(({ date, units }) => ({ day: Temporal.PlainDate.from(date), units }))
    .filter(({ day }) => Temporal.PlainDate.compare(day, from) >= 0 && Temporal.PlainDate.compare(day, to) <= 0)
    .reduce((total, { units }) => total + units, 0);
}
