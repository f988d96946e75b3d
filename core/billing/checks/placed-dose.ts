import { gapBefore, gapsFrom } from './dose-plan.ts';
import type { CheckGround, SpanLimitGround } from './ground.ts';
import type { KnownDose } from './line.ts';

/**
 * A dose with its place in the schedule, told by the doses before it (R30). `sure` is false where the first dose seen
 * begins no step-up, or one of unknown units lies before: then `place` is the earliest that it can be.
 */
export interface PlacedDose {
  readonly day: number;
  readonly units: number | null;
  /** From 1, among the doses seen. */
  readonly order: number;
  readonly sure: boolean;
  /** The place of the schedule that it is or, in a step-up given again, the one that comes after. */
  readonly place: number;
  /** Its units are those that begin a step-up; null where its units are not known. */
  readonly small: boolean | null;
  /** It begins a step-up given again; null where its units are not known. */
  readonly beginsAgain: boolean | null;
  /** It belongs to a step-up given again. */
  readonly again: boolean;
  /** Days earlier than the schedule's interval, 0 for none; where only that it is early is sure, the least. */
  readonly daysEarly: number | null;
  /** Day of the dose before; null for the first. */
  readonly before: number | null;
}

/** @param doses one a day, in order */
export function placeDoses(doses: readonly KnownDose[], ground: CheckGround): readonly PlacedDose[] {
  const { plan, stepUpUnits } = ground;
  const steps = plan.stepUpGaps.length;
  let [regular, skipped, unsized] = [0, 0, 0];
  let began: number | null = null;
  let fromStart = false;
  const placed: PlacedDose[] = [];
  for (const [index, { day, units, stepUp }] of doses.entries()) {
    const order = index + 1;
    const small = stepUp ?? (units === null ? null : units <= stepUpUnits);
    if (small === null) unsized++;
    if (order === 1) fromStart = small === true;
    const begins = order > 1 && small === true;
    // A step-up once begun stands for all the doses that it repeats.
    if (begins && began === null) skipped = Math.max(0, steps - regular);
    if (begins) began = order;
    const step = began === null ? 0 : order - began;
    const again = began !== null && step < steps;
    if (!again) regular++;
    const sure = fromStart && unsized === 0;
    const place = unsized > 0 ? 1 : regular + skipped + (again ? 1 : 0);
    const before = doses[index - 1]?.day ?? null;
    const due = again ? [plan.stepUpGaps[step] ?? 0] : sure ? [gapBefore(plan, place)] : gapsFrom(plan, place);
    placed.push({
      ...{ day, units, order, sure, place, small, again, before },
      beginsAgain: small === null ? (order === 1 ? false : null) : begins,
      daysEarly: before === null ? 0 : earlyBy(day - before, due, small === null),
    });
  }
  return placed;
}

/** A dose of unknown units may begin a step-up, which no interval holds back. */
function earlyBy(gap: number, due: readonly number[], mayBegin: boolean): number | null {
  const [least, most] = [Math.min(...due), Math.max(...due)];
  if (gap >= most) return 0;
  return gap < least && !mayBegin ? least - gap : null;
}

/** Units beyond a limit of a span in the window that ends with this dose; 0 for none, null where it cannot be told. */
export function beyondSpan(
  dose: PlacedDose,
  doses: readonly PlacedDose[],
  { fromPlace, perDays, units: cap }: SpanLimitGround,
): number | null {
  const counts = ({ place }: PlacedDose): boolean => place >= fromPlace;
  if (dose.sure && !counts(dose)) return 0;
  const inside = doses.filter(({ day }) => day <= dose.day && day > dose.day - perDays);
  const certain = inside.filter(counts);
  const possible = inside.filter((one) => !one.sure || counts(one));
  if (counts(dose) && unitsOf(certain) > cap) return unitsOf(certain) - cap;
  return possible.every(({ units }) => units !== null) && unitsOf(possible) <= cap ? 0 : null;
}

function unitsOf(doses: readonly PlacedDose[]): number {
  return doses.reduce((sum, { units }) => sum + (units ?? 0), 0);
}
