import { Temporal } from 'temporal-polyfill';
import { entries, type Timeline } from '../course/timeline.ts';
import { usesUnits, type NotBilledRule } from '../course/payer-units.ts';
import type { CourseState } from '../regimen/state.ts';

/** The lists on which a course or a request stands. */
export const WORK_LISTS = {
  'due-today': 'Doses that are due',
  'prepares-today': 'Doses to prepare',
  'claims-to-send': 'Doses given and not yet claimed',
  'authorizations-running-out': 'Authorizations that end or run short',
  deviations: 'What was done out of rule and nobody has answered for',
  'needs-information': 'Requests that wait for information',
  'needs-a-clinician': 'Requests that wait for a clinician',
  'answers-due': 'Requests whose answer is due by a time limit',
  'answers-overdue': 'Requests whose time limit has passed without an answer',
} as const;
export type WorkList = keyof typeof WORK_LISTS;

/** Why somebody has to look, and from which day on (YYYY-MM-DD). */
export interface WorkItem {
  readonly list: WorkList;
  readonly since: string;
  readonly reason: string;
  readonly action: string;
}

/** Days before the last day of an authorization from which it is shown, where the payer's file says nothing. */
export const LEAD_DAYS = 30;

/**
 * What a course asks of somebody, from which day on. It hangs on the course alone: on a later day the same rows are
 * asked for by their days.
 */
export function courseWork(
  timeline: Timeline,
  state: CourseState,
  notBilled: readonly NotBilledRule[],
): readonly WorkItem[] {
  return [...claims(timeline, notBilled), ...unanswered(state, timeline), ...(isOver(state) ? [] : ahead(state))];
}

/** R: death, hospice, transfer and every other end close what lies ahead. */
const isOver = (state: CourseState): boolean => state.discontinued !== null;

function ahead({ next, authorizations, on }: CourseState): readonly WorkItem[] {
  const { dose, mg, due } = next;
  const doses: readonly WorkItem[] =
    due === null
      ? []
      : [
          { list: 'due-today', since: due, reason: `${dose}, ${mg} mg, is due since ${due}`, action: 'Clear the dose' },
          {
            list: 'prepares-today',
            since: due,
            reason: `${dose}, ${mg} mg, due since ${due}`,
            action: 'Prepare the dose once it is cleared',
          },
        ];
  const last = authorizations.filter(({ to }) => to >= on).sort((a, b) => (a.to < b.to ? 1 : -1))[0];
  if (last === undefined) return doses;
  const since = Temporal.PlainDate.from(last.to).subtract({ days: LEAD_DAYS }).toString();
  const left = last.left === null ? '' : `, ${last.left} units left`;
  return [
    ...doses,
    {
      list: 'authorizations-running-out',
      since: last.left !== null && last.left < mg ? on : since,
      reason: `Authorization ${last.number} ends on ${last.to}${left}`,
      action: 'Request the renewal',
    },
  ];
}

function claims(timeline: Timeline, notBilled: readonly NotBilledRule[]): readonly WorkItem[] {
  const claimed = new Set(entries(timeline, 'claimed').map(({ dose }) => dose));
  return entries(timeline, 'dose-given')
    .filter((entry) => !claimed.has(entry.dose) && usesUnits(entry, notBilled))
    .map((entry) => {
      const day = timeline.dayOf(entry.at);
      return {
        list: 'claims-to-send',
        since: day,
        reason: `${entry.dose} was given on ${day} and is not claimed`,
        action: 'Make the claim',
      };
    });
}

function unanswered({ deviations, on }: CourseState, timeline: Timeline): readonly WorkItem[] {
  return deviations
    .filter(({ signed }) => signed === undefined)
    .map(({ event, what }) => {
      const entry = timeline.events.find(({ id }) => id === event);
      return {
        list: 'deviations',
        since: entry === undefined ? on : timeline.dayOf(entry.at),
        reason: what,
        action: 'Record the deviation with its reason',
      };
    });
}
