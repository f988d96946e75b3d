import type { Calendar } from '../regimen/calendar.ts';
import type { Caution } from '../values/caution.ts';
import type { CapFinding } from './caps.ts';
import type { Renewal } from './outlook-answer.ts';
import type { Governing } from './outlook-record.ts';

/**
 * What to know of the policy and the coverage.
 * @param free the line of business that asks for no authorization; undefined where one is asked for
 */
export function cautionsOf(
  { policy, change }: Governing,
  renewal: Renewal | null,
  free: string | undefined,
): readonly Caution[] {
  return [
    ...(free === undefined
      ? []
      : [{ id: 'no-authorization-asked', text: `No prior authorization is asked for by this coverage (${free}).` }]),
    ...(renewal?.leadDays !== null
      ? []
      : [
          {
            id: 'renewal-lead-not-stated',
            text: `How long before ${renewal.endsOn} a renewal has to be requested is not stated in the payer’s file: ask the payer.`,
          },
        ]),
    ...(renewal !== null && policy?.requests.renewal === null
      ? [{ id: 'renewal-not-stated', text: `The text of ${policy.id} that is held says nothing of a renewal.` }]
      : []),
    ...(change === undefined
      ? []
      : [
          {
            id: 'coverage-changed',
            text: `The coverage changed on ${change.from}: authorizations before it are not counted.`,
          },
        ]),
  ];
}

/** All of it has been given: nothing lies ahead, and a claim may still come back because of it. */
export function passedCaution({ needs, cap, text, from, to, cite }: CapFinding): Caution {
  const said = `From ${from} to ${to} ${needs} units were given where ${cap} are allowed (${text}): see that the payer has agreed.`;
  return { id: 'cap-passed', text: said, cite };
}

/** What the calendar says of a delay: the dates of the outlook rest on it. */
export function restartCautions({ cautions }: Calendar): readonly Caution[] {
  return cautions.filter(({ id }) => /^(?:restart|overdue|held|discontinued)/u.test(id));
}
