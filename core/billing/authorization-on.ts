import { coverageChangeOn } from '../course/doses.ts';
import type { Authorization, CoverageChanged, LineOfBusiness } from '../course/event.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { isUnder } from '../regimen/authorization-use.ts';
import type { UsedRule } from '../regimen/cited.ts';
import type { Billing } from './billing.ts';
import type { Question } from './question.ts';

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
  const ofCoverage = covering.filter((one) => isUnder(timeline, one, date));
  const numbers = [...new Set(ofCoverage.map(({ number }) => number))];
  const [only] = numbers;
  if (numbers.length === 1 && only !== undefined) return { number: only, questions: [], used: [] };
  const ask =
    numbers.length > 1
      ? `Several authorizations cover ${date}: ${numbers.join(', ')}. Which one applies?`
      : noneCovers(date, covering, coverageChangeOn(timeline, date));
  return { number: null, questions: [{ fact: 'authorization', ask }], used: [] };
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
