import { printDoseName } from '../course/dose-name.ts';
import type { Authorization } from '../course/event.ts';
import { entries } from '../course/timeline.ts';
import type { Plan } from './place.ts';
import { mgOf, type Placed } from './placed.ts';
import { unitsOf } from './units.ts';

/** The doses of one authorization of the course: those on its days, given or planned. */
export interface AuthorizationTotals {
  readonly policy: string;
  readonly number: string;
  /** First and last day, both inside. */
  readonly from: string;
  readonly to: string;
  /** Null where the payer set no limit. */
  readonly units: number | null;
  readonly doses: number;
  /** Units of those doses, and of the ones among them that have been given. */
  readonly unitsInside: number;
  readonly unitsGiven: number;
  /** Units that no dose of the period needs; negative where they are short. */
  readonly left: number | null;
  /** The first dose after the last day, or the first inside that the units do not reach for; null where no dose is planned. */
  readonly firstBeyond: { readonly dose: string; readonly date: string; readonly why: 'after-end' | 'units' } | null;
}

/** Each authorization of the course in the order of the log, over the whole of its period. */
export function authorizationTotals({ placed, timeline }: Plan, mgPerUnit: number): readonly AuthorizationTotals[] {
  if (timeline === undefined) return [];
  return entries(timeline, 'authorization').map((authorization) => totals(authorization, placed, mgPerUnit));
}

function totals(
  { policy, number, from, to, units }: Authorization,
  placed: readonly Placed[],
  mgPerUnit: number,
): AuthorizationTotals {
  const counted = placed.map((dose) => ({
    dose: printDoseName(dose.name),
    date: dose.date.toString(),
    units: unitsOf(mgOf(dose), mgPerUnit),
    given: dose.given !== undefined,
  }));
  const inside = counted.filter(({ date }) => from <= date && date <= to);
  const sum = (doses: typeof counted): number => doses.reduce((total, dose) => total + dose.units, 0);
  const short = units === null ? undefined : inside.find((_dose, index) => sum(inside.slice(0, index + 1)) > units);
  const after = counted.find(({ date }) => date > to);
  const beyond = short ?? after;
  return {
    policy,
    number,
    from,
    to,
    units,
    doses: inside.length,
    unitsInside: sum(inside),
    unitsGiven: sum(inside.filter(({ given }) => given)),
    left: units === null ? null : units - sum(inside),
    firstBeyond:
      beyond === undefined
        ? null
        : { dose: beyond.dose, date: beyond.date, why: short === undefined ? 'after-end' : 'units' },
  };
}
