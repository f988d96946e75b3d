import { printDoseName } from '../course/dose-name.ts';
import type { Authorization } from '../course/event.ts';
import { usesUnits, type NotBilledRule } from '../course/payer-units.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { isUnder } from './authorization-use.ts';
import type { Plan } from './place.ts';
import { mgOf } from './placed.ts';
import { unitsOf } from './units.ts';

/**
 * The doses of one authorization of the course: those on its days under its coverage, given or planned. Doses given that
 * use no units of a payer are not among them (R28).
 */
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
export function authorizationTotals(
  { placed, timeline }: Plan,
  mgPerUnit: number,
  notBilled: readonly NotBilledRule[],
): readonly AuthorizationTotals[] {
  if (timeline === undefined) return [];
  const counted = placed
    .filter(({ given }) => given === undefined || usesUnits(given.entry, notBilled))
    .map((dose) => ({
      dose: printDoseName(dose.name),
      date: dose.date.toString(),
      units: unitsOf(mgOf(dose), mgPerUnit),
      given: dose.given !== undefined,
    }));
  return entries(timeline, 'authorization').map((authorization) => totals(timeline, authorization, counted));
}

interface Counted {
  readonly dose: string;
  readonly date: string;
  readonly units: number;
  readonly given: boolean;
}

function totals(timeline: Timeline, authorization: Authorization, counted: readonly Counted[]): AuthorizationTotals {
  const { policy, number, from, to, units } = authorization;
  const inside = counted.filter(({ date }) => isUnder(timeline, authorization, date));
  const sum = (doses: readonly Counted[]): number => doses.reduce((total, dose) => total + dose.units, 0);
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
