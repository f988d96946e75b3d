import { printDoseName, type DoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import type { Label } from './label.ts';
import { positions, positionOf, type Position } from './schedule.ts';

/** A dose that was due: its name, and how many days after the dose before it. */
export interface DueThen {
  readonly name: DoseName;
  readonly gap: number;
}

/** A dose given, with its place in the schedule and what was due when it was given. */
export interface WalkedDose {
  readonly given: GivenDose;
  /** Undefined where the schedule has no such dose. */
  readonly position: Position | undefined;
  readonly due: DueThen | undefined;
  /** The dose given before it. */
  readonly before: GivenDose | undefined;
  /** Doses of the schedule between the one due and this one, where this one came before its turn. */
  readonly passedOver: readonly string[];
}

/** Where a course stands: the index of the furthest dose of the schedule, and the dose given last. */
interface Standing {
  readonly reached: number;
  readonly last: DoseName | undefined;
}

/**
 * The doses given, each with what `nextDose` would have said just before it: in one pass, for a course of three years is
 * asked about as a whole.
 */
export function walkDoses(label: Label, given: readonly GivenDose[]): readonly WalkedDose[] {
  const furthest = Math.max(1, ...given.map(({ name }) => (name.kind === 'cycle' ? name.cycle + 1 : 1)));
  const all = positions(label, furthest);
  const indexes = new Map(all.map((position, index) => [scheduledName(position), index]));
  let standing: Standing = { reached: -1, last: undefined };
  return given.map((dose, at): WalkedDose => {
    const position = positionOf(label, dose.name);
    const index = position === undefined ? -1 : (indexes.get(scheduledName(position)) ?? -1);
    const due = dueAt(label, all, indexes, standing);
    const from = reachedAt(label, indexes, standing) + 1;
    const passedOver = dose.name.kind === 'cycle' ? all.slice(from, Math.max(from, index)).map(scheduledName) : [];
    standing = { reached: Math.max(standing.reached, index), last: dose.name };
    return { given: dose, position, due, before: given[at - 1], passedOver };
  });
}

/** The name of a dose in the schedule itself; a dose of a later step-up stands for the one that it repeats. */
function scheduledName({ cycle, day }: Position): string {
  return printDoseName({ kind: 'cycle', cycle, day });
}

/** A step-up once begun is finished, so that it stands for all the doses that it repeats. */
function reachedAt(label: Label, indexes: ReadonlyMap<string, number>, { reached, last }: Standing): number {
  if (last?.kind !== 'step-up') return reached;
  const { cycle, days } = label.schedule.secondStepUp.repeats;
  return Math.max(reached, ...days.map((day) => indexes.get(printDoseName({ kind: 'cycle', cycle, day })) ?? -1));
}

function dueAt(
  label: Label,
  all: readonly Position[],
  indexes: ReadonlyMap<string, number>,
  standing: Standing,
): DueThen | undefined {
  const { last } = standing;
  if (last?.kind === 'step-up') {
    const next = label.schedule.secondStepUp.repeats.days.filter((day) => day > last.day).sort((a, b) => a - b)[0];
    if (next !== undefined) return { name: { ...last, day: next }, gap: next - last.day };
  }
  const index = reachedAt(label, indexes, standing) + 1;
  const position = all[index];
  if (position === undefined) return undefined;
  const { cycle, day, offset } = position;
  return { name: { kind: 'cycle', cycle, day }, gap: offset - (all[index - 1]?.offset ?? offset) };
}
