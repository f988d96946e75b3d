import type { Authorization } from '../course/event.ts';
import { authorizationsOf } from '../course/payer-units.ts';
import type { Timeline } from '../course/timeline.ts';

/** Units that a dose takes on a day. */
export interface UnitsOnDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly units: number;
}

/** An authorization of the course with what has been given under it. */
export interface AuthorizationUse {
  readonly policy: string;
  readonly number: string;
  /** First and last day, both inside. */
  readonly from: string;
  readonly to: string;
  /** Null where the payer set no limit. */
  readonly units: number | null;
  /** Units of the doses billed on its days. */
  readonly used: number;
  readonly left: number | null;
}

/**
 * What doses take from an authorization. A dose counts for each authorization of the coverage in force on its day that
 * has the day; which of them a claim names is asked there.
 * @param doses those that use units of a payer
 */
export function authorizationUse(
  timeline: Timeline,
  authorization: Authorization,
  doses: readonly UnitsOnDay[],
): AuthorizationUse {
  const { policy, number, from, to, units } = authorization;
  const used = doses
    .filter(({ day }) => isUnder(timeline, authorization, day))
    .reduce((total, dose) => total + dose.units, 0);
  return { policy, number, from, to, units, used, left: units === null ? null : units - used };
}

/** Whether an authorization has a day, and is of the coverage in force on it. */
export function isUnder(timeline: Timeline, authorization: Authorization, day: string): boolean {
  const { from, to } = authorization;
  return from <= day && day <= to && authorizationsOf(timeline, day).includes(authorization);
}
