import { printDoseName, type DoseName } from '../course/dose-name.ts';
import { selects, type Label, type ScheduleStep } from './label.ts';

/** A dose of the schedule: which, how much, and how many days after the first dose it falls. */
export interface Position {
  readonly cycle: number;
  readonly day: number;
  readonly mg: number;
  /** Days after cycle 1 day 1 when nothing is delayed. */
  readonly offset: number;
  readonly step: ScheduleStep;
}

/** The doses of one cycle, in order. */
function dosesOfCycle(label: Label, cycle: number): readonly Position[] {
  const { cycle: length, steps } = label.schedule;
  return steps
    .flatMap((step) => {
      const { days } = step.doses;
      if (days === 'any') return [];
      return days
        .filter((day) => selects(step.doses, cycle, day))
        .map((day): Position => ({ cycle, day, mg: step.mg, offset: (cycle - 1) * length.days + day - 1, step }));
    })
    .sort((a, b) => a.day - b.day);
}

/** The doses of cycles 1 to `cycles`, in order. */
export function positions(label: Label, cycles: number): readonly Position[] {
  return Array.from({ length: cycles }, (_, index) => dosesOfCycle(label, index + 1)).flat();
}

/**
 * The dose of the schedule that a given dose is or stands for: a dose of a second step-up stands for the one it
 * repeats. Undefined where the schedule has no such dose.
 */
export function positionOf(label: Label, name: DoseName): Position | undefined {
  const { repeats } = label.schedule.secondStepUp;
  if (name.kind === 'step-up' && !repeats.days.includes(name.day)) return undefined;
  const cycle = name.kind === 'cycle' ? name.cycle : repeats.cycle;
  return dosesOfCycle(label, cycle).find((position) => position.day === name.day);
}

/** A dose that is still to come: `gap` is the number of days after the dose before it. */
export interface Due {
  readonly name: DoseName;
  readonly position: Position;
  readonly gap: number;
  /** It is the first dose after a second step-up. */
  readonly afterStepUp: boolean;
}

/**
 * What comes after the doses given: the rest of a second step-up that has begun, then the doses of the schedule that
 * have not been reached, through `cycles`. Nothing given: all of them, the first with gap 0.
 */
export function dosesDue(label: Label, given: readonly DoseName[], cycles: number): readonly Due[] {
  const last = given.at(-1);
  const all = positions(label, cycles);
  const { repeats } = label.schedule.secondStepUp;
  // A step-up once begun is finished, so it stands for all the doses that it repeats.
  const stepUp: DoseName[] = last?.kind === 'step-up' ? repeats.days.map((day) => ({ ...last, day })) : [];
  const reached = Math.max(-1, ...[...given, ...stepUp].map((name) => positionOf(label, name)?.offset ?? -1));
  const rest = all.filter((position) => position.offset > reached);
  const repeated = last?.kind === 'step-up' ? restOfStepUp(label, last.round, last.day) : [];
  const planned = rest.map((position, index): Due => {
    const before = index === 0 ? all[all.indexOf(position) - 1] : rest[index - 1];
    return {
      name: { kind: 'cycle', cycle: position.cycle, day: position.day },
      position,
      gap: position.offset - (before?.offset ?? position.offset),
      afterStepUp: index === 0 && last?.kind === 'step-up',
    };
  });
  return [...repeated, ...planned];
}

function restOfStepUp(label: Label, round: number, day: number): readonly Due[] {
  const { cycle, days } = label.schedule.secondStepUp.repeats;
  return dosesOfCycle(label, cycle)
    .filter((position) => days.includes(position.day) && position.day > day)
    .map((position, index, left) => ({
      name: { kind: 'step-up', round, day: position.day },
      position,
      gap: position.day - (left[index - 1]?.day ?? day),
      afterStepUp: false,
    }));
}

/**
 * The step-up from its first dose, in the round after the last one begun, then what follows it: what is due where it
 * has to be given again. The first has gap 0: it falls on the day on which it is decided.
 */
export function stepUpDue(label: Label, given: readonly DoseName[], cycles: number): readonly Due[] {
  const round = Math.max(0, ...given.map((name) => (name.kind === 'step-up' ? name.round : 0))) + 1;
  const { cycle, days } = label.schedule.secondStepUp.repeats;
  const position = dosesOfCycle(label, cycle).find((candidate) => days.includes(candidate.day));
  if (position === undefined) return [];
  const name: DoseName = { kind: 'step-up', round, day: position.day };
  return [{ name, position, gap: 0, afterStepUp: false }, ...dosesDue(label, [...given, name], cycles)];
}

/** The name of the dose that would be due next, or undefined after the last cycle asked for. */
export function nextDose(label: Label, given: readonly DoseName[]): Due | undefined {
  const furthest = Math.max(1, ...given.map((name) => (name.kind === 'cycle' ? name.cycle + 1 : 1)));
  return dosesDue(label, given, furthest)[0];
}

/** What is wrong with a dose that the schedule does not have, naming those it has; undefined where it has it. */
export function notInSchedule(
  label: Label,
  name: DoseName,
): { readonly what: string; readonly mend: string } | undefined {
  if (positionOf(label, name) !== undefined) return undefined;
  const names = positions(label, 2).map(({ cycle, day }) => printDoseName({ kind: 'cycle', cycle, day }));
  const known = `${names.join(', ')} and so on`;
  return {
    what: `${printDoseName(name)} is no dose of the schedule of ${label.id}`,
    mend: `The doses are ${known}; name the dose by its place in the schedule, not by its date`,
  };
}
