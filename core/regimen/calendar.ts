import { Temporal } from 'temporal-polyfill';
import { printDoseName } from '../course/dose-name.ts';
import type { Outcome } from '../course/fault.ts';
import { dosesGiven } from '../course/doses.ts';
import { usesUnits, type NotBilledRule } from '../course/payer-units.ts';
import { entries, timelineOf } from '../course/timeline.ts';
import type { Caution } from '../values/caution.ts';
import { authorizationTotals, type AuthorizationTotals } from './authorization-totals.ts';
import { calendarCautions } from './calendar-cautions.ts';
import { idleChoiceCautions } from './chosen-step-up.ts';
import { basisCautions, citesOf, type CitedRule, type UsedRule } from './cited.ts';
import type { DoseCaution } from './dose-caution.ts';
import { doseRules, type AroundDose } from './dose-rules.ts';
import type { Advice } from './label.ts';
import { labelOn } from './label-on.ts';
import { place, type PlaceRequest, type Plan } from './place.ts';
import { afterWhat, mgOf } from './placed.ts';
import type { Restart } from './restart.ts';
import { totalsOf, type Totals } from './totals.ts';
import { unitsOf } from './units.ts';
import { givenTimes, type GivenTimes } from './watched.ts';

export interface CalendarDose extends AroundDose {
  readonly dose: string;
  /** YYYY-MM-DD; of a given dose the day on which it was given. */
  readonly date: string;
  /** The milligrams due, or those given. */
  readonly mg: number;
  readonly units: number;
  /** The label whose rules stand here. */
  readonly label: string;
  readonly given?: GivenTimes & { readonly scheduledMg: number };
  /** Ids of the cautions that concern this dose. */
  readonly cautions: readonly string[];
}

export interface Calendar {
  readonly drug: string;
  readonly label: { readonly id: string; readonly version: string; readonly from: string };
  readonly start: string;
  readonly cycles: number;
  readonly doses: readonly CalendarDose[];
  /** Of the doses shown; and of each authorization of the course, over the whole of its period. */
  readonly totals: Totals & { readonly authorizations: readonly AuthorizationTotals[] };
  /** What the label's restart table says, where the day of the next dose has passed. */
  readonly restart?: Restart;
  readonly everyDose: readonly Pick<Advice, 'id' | 'text'>[];
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}

export interface CalendarRequest extends PlaceRequest {
  /** Cycles from the first, at least 1. */
  readonly cycles: number;
  readonly mgPerUnit: number;
  /** Settings and supplies of doses given that use no units of a payer (R28); every dose given here does where left out. */
  readonly notBilled?: readonly NotBilledRule[];
}

/** The dates of all doses, and what the label asks for around each. */
export function calendar(asked: CalendarRequest): Outcome<Calendar> {
  const request = asked.course === undefined ? asked : { ...asked, course: timelineOf(asked.course) };
  const outcome = place(request, Math.max(request.cycles, cyclesOfAuthorizations(request)));
  if (!outcome.ok) return outcome;
  const { answer: plan } = outcome;
  const { first, timeline } = plan;
  const placed = plan.placed.filter(
    ({ given, name }) => given !== undefined || name.kind === 'step-up' || name.cycle <= request.cycles,
  );
  const overdue = isOverdue(plan.restart, request.on) ? plan.restart : undefined;
  const rules = placed.map((dose) => ({ dose, rules: doseRules(dose.label, dose.position, afterWhat(dose)) }));
  const cautions = [
    ...choiceCautions(request, plan),
    ...calendarCautions(placed, {
      ...(timeline && { timeline }),
      ...(overdue && { restart: overdue }),
      ...(request.on && { on: request.on }),
    }),
  ];
  const doses = rules.map(({ dose, rules: { around } }): CalendarDose => {
    const name = printDoseName(dose.name);
    const mg = mgOf(dose);
    return {
      dose: name,
      date: dose.date.toString(),
      mg,
      units: unitsOf(mg, request.mgPerUnit),
      label: dose.label.id,
      ...(dose.given === undefined || timeline === undefined
        ? {}
        : {
            given: {
              ...givenTimes(timeline.course, dose.given.entry, around.observation),
              scheduledMg: dose.position.mg,
            },
          }),
      ...around,
      cautions: cautions.filter((caution) => caution.doses.includes(name)).map(({ id }) => id),
    };
  });
  const used: UsedRule[] = [
    { rule: 'label in force', cite: first.inForce.cite },
    ...rules.flatMap((one) => one.rules.used),
    ...(overdue === undefined ? [] : [{ rule: 'restart after a delay', cite: overdue.cite }]),
    ...first.schedule.everyDose.map(({ id, cite }) => ({ rule: id, cite })),
  ];
  return {
    ok: true,
    answer: {
      drug: first.drug,
      label: { id: first.id, version: first.version, from: first.inForce.from },
      start: plan.start.toString(),
      cycles: request.cycles,
      doses,
      totals: {
        ...totalsOf(doses),
        authorizations: authorizationTotals(plan, request.mgPerUnit, request.notBilled ?? []),
      },
      ...(overdue === undefined ? {} : { restart: overdue }),
      everyDose: first.schedule.everyDose.map(({ id, text }) => ({ id, text })),
      cites: citesOf(used),
      cautions: [...cautions.map(withoutDoses), ...basisCautions(used)],
    },
  };
}

/** Of a choice since the last dose that was not open, by the label of the day of the answer. */
function choiceCautions({ labels, on }: CalendarRequest, { timeline, placed }: Plan): readonly DoseCaution[] {
  const last = placed.findLast(({ given }) => given !== undefined)?.given;
  if (timeline === undefined || last === undefined || on === undefined) return [];
  return idleChoiceCautions(labelOn(labels, Temporal.PlainDate.from(on)), timeline, last, on);
}

/** True where the day of the next dose has passed, or it is for a person to say what comes next or was said by one. */
function isOverdue(restart: Restart | undefined, on: string | undefined): boolean {
  if (restart === undefined || on === undefined) return false;
  return restart.decision === 'ask' || restart.chosen !== undefined || restart.next.due < on;
}

/** A caution of the answer names its doses in its text, and each dose names its cautions. */
function withoutDoses({ id, text, cite }: DoseCaution): Caution {
  return { id, text, ...(cite === undefined ? {} : { cite }) };
}

/** As many cycles as the last authorization of the course needs, so that its first dose beyond is seen. */
function cyclesOfAuthorizations(request: CalendarRequest): number {
  if (request.course === undefined) return 0;
  const last = entries(request.course, 'authorization')
    .map(({ to }) => to)
    .sort()
    .at(-1);
  return last === undefined ? 0 : cyclesThrough(request, Temporal.PlainDate.from(last));
}

/** Cycles that reach beyond a day. Delays only move doses later; the cycle more is for doses that were given early. */
function cyclesThrough({ course, labels, start }: PlaceRequest, day: Temporal.PlainDate): number {
  const first = (course === undefined ? undefined : dosesGiven(course)[0]?.date) ?? start;
  if (first === undefined) return 0;
  const length = labelOn(labels, first).schedule.cycle.days;
  return Math.max(1, Math.floor(first.until(day, { largestUnit: 'days' }).days / length) + 2);
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
  const dated = { ...request, ...(course === undefined ? {} : { course }) };
  const outcome = place(dated, cyclesThrough(dated, to));
  if (!outcome.ok) return outcome;
  const inside = outcome.answer.placed.filter(
    ({ date, given }) =>
      isBetween(date, from, to) && (given === undefined || usesUnits(given.entry, request.notBilled ?? [])),
  );
  return { ok: true, answer: inside.reduce((total, dose) => total + unitsOf(mgOf(dose), request.mgPerUnit), 0) };
}

function isBetween(day: Temporal.PlainDate, from: Temporal.PlainDate, to: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, from) >= 0 && Temporal.PlainDate.compare(day, to) <= 0;
}
