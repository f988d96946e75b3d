import { Temporal } from 'temporal-polyfill';
import { parseDoseName, printDoseName, type DoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import type { Timeline } from '../course/timeline.ts';
import { daysBetween } from '../values/day-number.ts';
import { chosenStepUp } from './chosen-step-up.ts';
import { doseRules } from './dose-rules.ts';
import type { Label } from './label.ts';
import { chosenPath, isPartlyGiven } from './partly-given.ts';
import { restartOn, stepUpAfter, type Restart } from './restart.ts';
import { nextDose, positionOf, type Position } from './schedule.ts';

/** The dose that would be due on a day. */
export interface NextDose {
  readonly dose: string;
  readonly mg: number;
  /** YYYY-MM-DD: the earliest day by the schedule; null before the first dose, which may be on any. */
  readonly due: string | null;
  /** 0 where it is due or late. */
  readonly daysUntilDue: number;
  readonly daysSinceLast: number | null;
  /** It is one of the step-up, the first time or again. */
  readonly stepUp: boolean;
  /** Panels that the label asks for before it. */
  readonly labs: readonly string[];
  /** What the restart table says; left out before the first dose. */
  readonly restart?: Restart;
}

interface Standing {
  /** In force on the day: its restart table, checks and tests count. */
  readonly label: Label;
  /** The label under which the course began: the schedule is its own. */
  readonly schedule: Label;
  readonly given: readonly GivenDose[];
  readonly on: string;
}

/**
 * The next dose of the schedule, or the first of a step-up that is given again, by the table or by the prescriber's
 * choice. Until somebody has chosen, a last dose of which only a part was given counts (R16).
 */
export function nextInCourse(timeline: Timeline, { label, schedule, given, on }: Standing): NextDose {
  const last = given.at(-1);
  const choice = last !== undefined && isPartlyGiven(schedule, last) ? chosenPath(timeline, last) : undefined;
  const counted = choice === 'last-dose-does-not-count' ? given.slice(0, -1) : given;
  const table = { ...schedule, restart: label.restart, clearance: label.clearance };
  const restart = restartOn(table, given, Temporal.PlainDate.from(on), choice);
  const due = nextDose(
    schedule,
    counted.map(({ name }) => name),
  );
  const found = restart?.readings?.counts ?? restart;
  const name = stepUpNow(timeline, table, counted, on, found) ?? due?.name;
  const position = name && positionOf(schedule, name);
  if (name === undefined || position === undefined)
    throw new RangeError(`${schedule.id} has no dose after those given`);
  const before = counted.at(-1);
  return {
    dose: printDoseName(name),
    mg: position.mg,
    due: restart?.next.due ?? null,
    daysUntilDue: restart === undefined ? 0 : Math.max(0, daysBetween(on, restart.next.due)),
    daysSinceLast: before === undefined ? null : daysBetween(before.date.toString(), on),
    stepUp: isStepUp(schedule, name, position),
    labs: doseRules(label, position).around.labs,
    ...(restart === undefined ? {} : { restart }),
  };
}

function stepUpNow(
  timeline: Timeline,
  label: Label,
  counted: readonly GivenDose[],
  on: string,
  restart: Restart | undefined,
): DoseName | undefined {
  const last = counted.at(-1);
  if (last === undefined || restart === undefined) return undefined;
  const isAgain = restart.decision === 'step-up' || chosenStepUp(label, timeline, last, on) !== undefined;
  const first = isAgain ? stepUpAfter(label, counted, restart.daysSince)[0] : undefined;
  return first === undefined ? undefined : (parseDoseName(first.dose) ?? undefined);
}

function isStepUp({ schedule }: Label, name: DoseName, { cycle }: Position): boolean {
  return name.kind === 'step-up' || cycle === schedule.secondStepUp.repeats.cycle;
}
