import type { Temporal } from 'temporal-polyfill';
import type { TimelineModel } from '../../../../core/explain/timeline-model.ts';

/** Where a day stands in the picture, in px from its left. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** The left edge of a day, counted from the first dose; days outside the picture stand at its edges. */
  readonly x: (day: number) => number;
  /** Days outside are cut off. */
  readonly shows: (day: number) => boolean;
  /** YYYY-MM-DD of a day that is counted from the first dose. */
  readonly dateOf: (day: number) => string;
}

const PX_A_DAY = 8;
const RIGHT = 24;
/** Days before the first dose and after the last that are shown of whatever reaches further. */
const BEFORE = 7;
const AFTER = 8;

/** The days from shortly before the first dose, or what happened before it, to shortly after the last. */
export function scaleOf(model: TimelineModel): Scale {
  const happened = [...model.toxicities.map(({ from }) => from), ...model.results.map(({ on }) => on), model.today];
  const from = Math.max(-28, Math.min(-BEFORE, ...happened.map((day) => day - 2)));
  const to = Math.max(model.lastDose, Math.min(model.today, model.lastDose + 60)) + AFTER;
  const inside = (day: number): number => Math.min(Math.max(day, from), to);
  return {
    ...{ from, to },
    width: (to - from) * PX_A_DAY + RIGHT,
    x: (day) => (inside(day) - from) * PX_A_DAY,
    shows: (day) => day >= from && day <= to,
    dateOf: (day) => model.start.add({ days: day }).toString(),
  };
}

/** First days of the months that the picture shows, with the name that stands there. */
export function monthsOf(
  model: TimelineModel,
  { from, to }: Scale,
): readonly { readonly on: number; readonly date: string }[] {
  const first = model.start.add({ days: from }).with({ day: 1 });
  const count = Math.ceil((to - from) / 28) + 1;
  return Array.from({ length: count }, (_, index) => first.add({ months: index }))
    .map((date) => ({ on: daysFrom(model.start, date), date: date.toString() }))
    .filter(({ on }) => on >= from && on <= to);
}

function daysFrom(start: Temporal.PlainDate, date: Temporal.PlainDate): number {
  return start.until(date, { largestUnit: 'days' }).days;
}
