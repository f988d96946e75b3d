import { coverageChangeOn } from '../course/doses.ts';
import type { Authorization, CoverageChanged, LineOfBusiness } from '../course/event.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import type { UsedRule } from '../regimen/cited.ts';
import type { Billing } from './billing.ts';
import type { Question } from './dose-lines.ts';

export interface AuthorizationOnClaim {
  readonly number: string | null;
  readonly questions: readonly Question[];
  readonly used: readonly UsedRule[];
}

/**
 * The authorization number of a date of service: only one of the coverage in force on that day, never one that a policy
 * before or after it gave. Where the course leaves room it is asked.
 */
export function authorizationOn(
  timeline: Timeline,
  date: string,
  line: LineOfBusiness | undefined,
  { authorization }: Billing,
): AuthorizationOnClaim {
  if (line !== undefined && authorization.notUsedBy.includes(line))
    return { number: null, questions: [], used: [{ rule: 'no authorization asked for', cite: authorization.cite }] };
  const covering = entries(timeline, 'authorization').filter(({ from, to }) => from <= date && date <= to);
  const change = coverageChangeOn(timeline, date);
  const ofCoverage = covering.filter(
    change === undefined ? beforeAnyChange(timeline) : (one) => belongsTo(timeline, change, one),
  );
  const numbers = [...new Set(ofCoverage.map(({ number }) => number))];
  const [only] = numbers;
  if (numbers.length === 1 && only !== undefined) return { number: only, questions: [], used: [] };
  const ask =
    numbers.length > 1
      ? `Several authorizations cover ${date}: ${numbers.join(', ')}. Which one applies?`
      : noneCovers(date, covering, change);
  return { number: null, questions: [{ fact: 'authorization', ask }], used: [] };
}

/** The first coverage is that of the authorizations recorded before the coverage ever changed. */
function beforeAnyChange(timeline: Timeline): (authorization: Authorization) => boolean {
  const first = timeline.events.findIndex(({ type }) => type === 'coverage-changed');
  if (first < 0) return () => true;
  const before = timeline.events.slice(0, first);
  const policies = new Set(before.flatMap((event) => (event.type === 'authorization' ? [event.policy] : [])));
  return ({ policy }) => policies.has(policy);
}

/**
 * After a change: an authorization of the policy that the change names. Where it names none, one that was recorded
 * after the change and begins with it or later.
 */
function belongsTo({ events }: Timeline, change: CoverageChanged, authorization: Authorization): boolean {
  if (change.policy !== undefined) return authorization.policy === change.policy;
  return events.indexOf(authorization) > events.indexOf(change) && authorization.from >= change.from;
}

function noneCovers(date: string, covering: readonly Authorization[], change: CoverageChanged | undefined): string {
  if (covering.length === 0)
    return `No authorization on record covers ${date}. Which number applies, or is none required?`;
  const others = covering.map(({ number, policy }) => `${number} of ${policy}`).join(', ');
  const why =
    change === undefined
      ? 'the policy that was in force then is not recorded'
      : `the coverage changed on ${change.from}${change.policy === undefined ? '' : ` to ${change.policy}`}`;
  return `The authorization on record (${others}) may be of another coverage: ${why}. Which number applies to ${date}, or is none required?`;
}
