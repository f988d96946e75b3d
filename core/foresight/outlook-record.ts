import type { Billing } from '../billing/billing.ts';
import { inForce } from '../coverage/in-force.ts';
import type { Policy } from '../coverage/policy.ts';
import { coverageChangeOn, dosesGiven } from '../course/doses.ts';
import type { Authorization, CoverageChanged } from '../course/event.ts';
import { authorizationsOf, usesUnits } from '../course/payer-units.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import type { Calendar, CalendarDose, CalendarRequest } from '../regimen/calendar.ts';
import { labelOn } from '../regimen/label-on.ts';
import type { UnitDose } from './caps.ts';

/** The policy that an outlook goes by. */
export interface Governing {
  /** As the course or the call names it; undefined where neither does. */
  readonly id?: string;
  /** Undefined where it is not held, or not in a version of the day. */
  readonly policy?: Policy;
  readonly reason?: string;
  readonly change?: CoverageChanged;
}

/**
 * The policy that was named, else that of a change of coverage, else that of the latest authorization.
 * @param on YYYY-MM-DD
 */
export function governingPolicy(
  timeline: Timeline,
  on: string,
  policies: readonly Policy[],
  named: string | undefined,
): Governing {
  const change = coverageChangeOn(timeline, on);
  const recorded = change?.policy ?? latest(authorizationsOf(timeline, on))?.policy;
  const id = named ?? recorded;
  const changed = change === undefined ? {} : { change };
  if (id === undefined) return changed;
  const versions = policies.filter((policy) => policy.id === id);
  if (versions.length === 0) return { id, reason: `the policy ${id} is not held`, ...changed };
  const governing = inForce(versions, on);
  if (governing.policy === undefined) return { id, reason: governing.reason, ...changed };
  return { id, policy: governing.policy, ...changed };
}

/** The authorizations to go by: those of the policy that was named, else those of the coverage in force. */
export function authorizationsFor(timeline: Timeline, on: string, named: string | undefined): readonly Authorization[] {
  if (named === undefined) return authorizationsOf(timeline, on);
  return entries(timeline, 'authorization').filter(({ policy }) => policy === named);
}

/** The authorization that ends last. */
export function latest(authorizations: readonly Authorization[]): Authorization | undefined {
  return authorizations.reduce<Authorization | undefined>(
    (last, one) => (last === undefined || one.to >= last.to ? one : last),
    undefined,
  );
}

/** The doses of a calendar that use units: not those given elsewhere, nor of a setting or supply without a drug line (R28). */
export function billedDoses({ doses }: Calendar, timeline: Timeline, billing: Billing): readonly UnitDose[] {
  const entriesGiven = entries(timeline, 'dose-given');
  return doses.flatMap((dose: CalendarDose, index) => {
    // Those given stand first, in the order of the log.
    const entry = dose.given === undefined ? undefined : entriesGiven[index];
    const unbilled = entry !== undefined && !usesUnits(entry, billing.notBilled);
    const { dose: name, date, mg, units } = dose;
    return unbilled ? [] : [{ dose: name, date, mg, units, given: dose.given !== undefined }];
  });
}

/** Cycles that the schedule may need to reach beyond a day; delays only make them fewer. 0 where there is no such day. */
export function cyclesTo(
  day: string | undefined,
  { labels, course, start }: Pick<CalendarRequest, 'labels' | 'start'> & { readonly course: Timeline },
): number {
  const first = dosesGiven(course)[0]?.date ?? start;
  if (day === undefined || first === undefined) return 0;
  const length = labelOn(labels, first).schedule.cycle.days;
  return Math.max(1, Math.floor(first.until(day, { largestUnit: 'days' }).days / length) + 2);
}
