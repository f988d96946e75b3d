import { Temporal } from 'temporal-polyfill';
import { periodOf, renewalStart } from '../coverage/authorization.ts';
import type { Policy } from '../coverage/policy.ts';
import type { Authorization } from '../course/event.ts';
import { plannedUnits } from '../regimen/calendar.ts';
import type { Finding, Renewal } from './outlook-answer.ts';
import type { Cover, CoveredDose } from './outlook-cover.ts';
import { latest } from './outlook-record.ts';

const list = (doses: readonly CoveredDose[]): string => doses.map(({ dose, date }) => `${dose} ${date}`).join(', ');
const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/**
 * The doses to come for which no authorization on record has the day, or not enough units.
 * @param cover of all doses to the end of the last authorization
 * @param isShown those of them that are looked at
 */
export function coverFindings(
  { doses }: Cover,
  authorizations: readonly Authorization[],
  isShown: (dose: CoveredDose) => boolean,
): readonly Finding[] {
  const open = doses.filter((dose) => !dose.given && dose.authorization === null && isShown(dose));
  const beyond = open.filter(({ why }) => why !== 'units');
  const short = open.filter(({ why }) => why === 'units');
  const ends = latest(authorizations)?.to;
  return [
    ...(beyond.length === 0
      ? []
      : [
          {
            kind: 'not-authorized' as const,
            text: `${plural(beyond.length, 'dose')} on no day of an authorization on record${ends === undefined ? '' : ` (the last one ends on ${ends})`}: ${list(beyond)}.`,
            doses: beyond,
          },
        ]),
    ...(short.length === 0 ? [] : [shortFinding(short, doses, authorizations)]),
  ];
}

function shortFinding(
  short: readonly CoveredDose[],
  doses: readonly CoveredDose[],
  authorizations: readonly Authorization[],
): Finding {
  const days = authorizations.filter((one) => short.some(({ date }) => one.from <= date && date <= one.to));
  const inside = doses.filter(({ date }) => days.some(({ from, to }) => from <= date && date <= to));
  const needs = inside.reduce((sum, { units }) => sum + units, 0);
  const held = days.reduce((sum, { units }) => sum + (units ?? 0), 0);
  const text =
    `${days.map(({ number }) => number).join(' and ')} ${days.length === 1 ? 'has' : 'have'} ${plural(held, 'unit')}; the ` +
    `doses given and planned on ${days.length === 1 ? 'its' : 'their'} days need ${needs}. Not enough for ${list(short)}.`;
  return { kind: 'units-short', text, doses: short, short: needs - held };
}

/** The renewal that has to be requested by now, or had to be: only where the payer's file gives a lead time. */
export function dueFindings(renewal: Renewal | null): readonly Finding[] {
  if (renewal?.due !== true || renewal.requestBy === null) return [];
  const { after, endsOn, requestBy, leadDays, late } = renewal;
  const text =
    `The renewal of ${after}, which ends on ${endsOn}, has to be requested ${String(leadDays)} days before, by ${requestBy}` +
    `${late ? ': that day has passed' : ''}.`;
  return [{ kind: 'renewal-due', text, requestBy }];
}

/**
 * The request for what follows the authorization that ends last.
 * @param plan of the course; `on` is the day of the answer
 * @returns null where there is none to follow
 */
export function renewalOf(
  authorizations: readonly Authorization[],
  policy: Policy | undefined,
  plan: Parameters<typeof plannedUnits>[0] & { readonly on: string },
): Renewal | null {
  const last = latest(authorizations);
  if (last === undefined) return null;
  const lead = policy?.renewalLeadDays?.days ?? null;
  const requestBy = lead === null ? null : Temporal.PlainDate.from(last.to).subtract({ days: lead }).toString();
  const months = policy?.requests.renewal?.authorization.months ?? null;
  const { from } = renewalStart(last.to, plan.on);
  const to = months === null ? null : periodOf(from, months).to;
  const units = to === null ? null : plannedUnits(plan, Temporal.PlainDate.from(from), Temporal.PlainDate.from(to));
  return {
    ...{ after: last.number, endsOn: last.to, from, to, months },
    units: units?.ok === true ? units.answer : null,
    ...{ leadDays: lead, requestBy, late: requestBy !== null && requestBy < plan.on },
    due: requestBy !== null && requestBy <= plan.on,
  };
}
