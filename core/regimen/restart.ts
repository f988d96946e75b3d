import type { Temporal } from 'temporal-polyfill';
import { printDoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import type { Citation } from '../values/citation.ts';
import { selects, type Label, type RestartRow } from './label.ts';
import { isPartlyGiven, type PartlyGivenPath } from './partly-given.ts';
import { nextDose, positionOf, stepUpDue, type Due } from './schedule.ts';

/** `ask`: a person has to choose a reading, or the label has no row for the last dose. */
export type RestartDecision = 'resume' | 'step-up' | 'too-early' | 'ask';

export interface RestartDose {
  readonly dose: string;
  readonly mg: number;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Days after the dose before it. */
  readonly gap: number;
  /** It is the first dose after a second step-up. */
  readonly afterStepUp: boolean;
}

/** Whether the schedule goes on after the last dose given, or the step-up is given again. */
export interface Restart {
  readonly decision: RestartDecision;
  readonly last: { readonly dose: string; readonly date: string };
  /** Counted from the dose given last; not the days since the next one was due. */
  readonly daysSince: number;
  /** Days after the day on which the next dose was due; 0 or less where that has not passed. */
  readonly daysLate: number;
  /** Id of the row of the label's table; null where none names the last dose. */
  readonly row: string | null;
  /** The last day, counted from the last dose, on which the schedule goes on. */
  readonly limit: number | null;
  readonly cite: readonly Citation[];
  /** The path by which the prescriber chose the step-up, where the row did not ask for it. */
  readonly chosen?: string;
  /** What the label file says of the row. */
  readonly caution?: string;
  /** The dose of the schedule that comes next, and the day from which it may be given. */
  readonly next: { readonly dose: string; readonly due: string };
  /** The next dose of the schedule; or the step-up with the first dose after it. Nothing where a reading has to be chosen. */
  readonly sequence: readonly RestartDose[];
  /** Both readings where only a part of the last dose was given; without it there may be no dose before. */
  readonly readings?: { readonly counts: Restart; readonly doesNotCount: Restart | null };
}

/**
 * What the label's table says on a day, after the doses given in their order (R15, R16).
 * @param label its schedule and rows; `rows` in order, the first that names the last dose counts
 * @param choice what the prescriber chose for a last dose of which only a part was given
 * @returns undefined where no dose counts yet
 */
export function restartOn(
  label: Label,
  given: readonly GivenDose[],
  on: Temporal.PlainDate,
  choice?: PartlyGivenPath,
): Restart | undefined {
  const last = given.at(-1);
  if (last === undefined) return undefined;
  if (!isPartlyGiven(label, last) || choice === 'last-dose-counts') return reading(label, given, last, on);
  const without = restartOn(label, given.slice(0, -1), on);
  if (choice !== undefined) return without;
  const counts = reading(label, given, last, on);
  const doesNotCount = without ?? null;
  if (counts?.decision === 'too-early' && doesNotCount?.decision === 'too-early') return counts;
  return counts && { ...counts, decision: 'ask', sequence: [], readings: { counts, doesNotCount } };
}

function reading(
  label: Label,
  given: readonly GivenDose[],
  last: GivenDose,
  on: Temporal.PlainDate,
): Restart | undefined {
  const names = given.map(({ name }) => name);
  const position = positionOf(label, last.name);
  const next = nextDose(label, names);
  if (position === undefined || next === undefined) return undefined;
  const daysSince = last.date.until(on, { largestUnit: 'days' }).days;
  const row = label.restart.rows.find(({ after }) => selects(after, position.cycle, position.day)) ?? null;
  const decision = decide(daysSince, next.gap, row);
  const due = last.date.add({ days: next.gap });
  return {
    decision,
    last: { dose: printDoseName(last.name), date: last.date.toString() },
    daysSince,
    daysLate: daysSince - next.gap,
    row: row?.id ?? null,
    limit: row?.withinDays ?? null,
    cite: row?.cite ?? [],
    ...(row?.caution === undefined ? {} : { caution: row.caution }),
    next: { dose: printDoseName(next.name), due: due.toString() },
    sequence: sequenceOf(label, given, next, decision, daysSince),
  };
}

function decide(daysSince: number, gap: number, row: RestartRow | null): RestartDecision {
  if (daysSince < gap) return 'too-early';
  if (row === null) return 'ask';
  return daysSince > row.withinDays ? 'step-up' : 'resume';
}

function sequenceOf(
  label: Label,
  given: readonly GivenDose[],
  next: Due,
  decision: RestartDecision,
  daysSince: number,
): readonly RestartDose[] {
  switch (decision) {
    case 'ask':
      return [];
    case 'too-early':
      return dated([next], given);
    case 'resume':
      return dated([{ ...next, gap: daysSince }], given);
    case 'step-up':
      return stepUpAfter(label, given, daysSince);
    default:
      return decision satisfies never;
  }
}

/**
 * The step-up so many days after the last dose given, with the first dose of the schedule after it: also where a
 * prescriber has chosen it.
 */
export function stepUpAfter(label: Label, given: readonly GivenDose[], days: number): readonly RestartDose[] {
  const names = given.map(({ name }) => name);
  const furthest = Math.max(1, ...names.map((name) => (name.kind === 'cycle' ? name.cycle + 1 : 1)));
  const due = stepUpDue(label, names, furthest);
  const after = due.findIndex(({ afterStepUp }) => afterStepUp);
  const shown = after < 0 ? due : due.slice(0, after + 1);
  return dated(
    shown.map((dose, index) => (index === 0 ? { ...dose, gap: days } : dose)),
    given,
  );
}

/** Each dose its gap after the one before, the first after the last dose given. */
function dated(due: readonly Due[], given: readonly GivenDose[]): readonly RestartDose[] {
  const last = given.at(-1);
  if (last === undefined) return [];
  let date = last.date;
  return due.map(({ name, position, gap, afterStepUp }) => {
    date = date.add({ days: gap });
    return { dose: printDoseName(name), mg: position.mg, date: date.toString(), gap, afterStepUp };
  });
}
