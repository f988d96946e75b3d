import type { Label } from '../../regimen/label.ts';
import { positions, type Position } from '../../regimen/schedule.ts';

/** What the order of doses tells by the schedule alone, as plain numbers that a query can hold too. Places count from 1. */
export interface DosePlan {
  /** Days that lie between a place of the schedule and the one before it; those of `then` come again and again after. */
  readonly gaps: { readonly first: readonly number[]; readonly then: readonly number[] };
  /** Milligrams of the first dose of a step-up: as little as this begins one. */
  readonly stepUpMg: number;
  /** Days between the doses of a step-up that is given again, the first of them 0; as many as it has doses. */
  readonly stepUpGaps: readonly [number, ...number[]];
  /** Milligrams of the largest dose of the schedule. */
  readonly largestMg: number;
  /** Places of the cycles through the one from which every cycle is alike. */
  readonly places: readonly Pick<Position, 'cycle' | 'day'>[];
}

/** @throws RangeError where the label's step-up names no dose of its schedule (the loader refuses such a file) */
export function dosePlan(label: Label): DosePlan {
  const { steps, secondStepUp } = label.schedule;
  const alike = Math.max(...steps.map(({ doses: { cycles } }) => (cycles.to === null ? cycles.from : cycles.to + 1)));
  const all = positions(label, alike + 1);
  const gaps = all.map(({ offset }, index) => offset - (all[index - 1]?.offset ?? offset));
  const count = positions(label, alike).length;
  const repeated = all.filter(
    ({ cycle, day }) => cycle === secondStepUp.repeats.cycle && secondStepUp.repeats.days.includes(day),
  );
  const [first] = repeated;
  if (first === undefined) throw new RangeError(`The step-up of ${label.id} names no dose of its schedule`);
  const between = repeated.slice(1).map(({ day }, index) => day - (repeated[index]?.day ?? day));
  return {
    gaps: { first: gaps.slice(0, count), then: gaps.slice(count) },
    stepUpMg: first.mg,
    stepUpGaps: [0, ...between],
    largestMg: Math.max(...all.map(({ mg }) => mg)),
    places: all.slice(0, count).map(({ cycle, day }) => ({ cycle, day })),
  };
}

/** Days before the dose of a place; the first place has none before it. */
export function gapBefore({ gaps }: DosePlan, place: number): number {
  const { first, then } = gaps;
  const later = then[(place - first.length - 1) % Math.max(1, then.length)];
  return place <= first.length ? (first[place - 1] ?? 0) : (later ?? 0);
}

/** Least and most days before a dose that is at this place or any later one. */
export function gapsFrom(plan: DosePlan, place: number): readonly [least: number, most: number] {
  const { first, then } = plan.gaps;
  // Nothing lies before the first dose of a course: a dose with another before it is at place 2 or later.
  const left = [...first.slice(Math.max(place, 2) - 1), ...then];
  return [Math.min(...left), Math.max(...left)];
}

/** The first place of a cycle. */
export function firstPlaceOf({ places, gaps }: DosePlan, cycle: number): number {
  const before = places.filter((place) => place.cycle < cycle).length;
  const last = places.at(-1)?.cycle ?? 1;
  return before + Math.max(0, cycle - last - 1) * gaps.then.length + 1;
}

/** `C2D15` of a place. */
export function nameOfPlace({ places, gaps }: DosePlan, place: number): string {
  const known = places[place - 1];
  if (known !== undefined) return `C${known.cycle}D${known.day}`;
  const beyond = place - places.length - 1;
  const last = places.at(-1)?.cycle ?? 1;
  const days = places.filter(({ cycle }) => cycle === last).map(({ day }) => day);
  return `C${last + 1 + Math.floor(beyond / gaps.then.length)}D${days[beyond % gaps.then.length] ?? 1}`;
}
