import { Temporal } from 'temporal-polyfill';
import { LEAD_DAYS, type WorkItem } from '../foresight/work.ts';
import type { RequestState } from './state.ts';

/** What a request asks of somebody, from the day on which it came to stand as it does. */
export function requestWork(state: RequestState): readonly WorkItem[] {
  return [...unanswered(state), ...runningOut(state)];
}

/** What was approved ends one day. Where a course of therapy is named, its own row says so, by the doses given. */
function runningOut({ drafted, approval }: RequestState): readonly WorkItem[] {
  if (approval === undefined || drafted.course !== undefined) return [];
  const { number, to } = approval;
  return [
    {
      list: 'authorizations-running-out',
      since: Temporal.PlainDate.from(to).subtract({ days: LEAD_DAYS }).toString(),
      reason: `Authorization ${number} ends on ${to}`,
      action: drafted.side === 'practice' ? 'Request the renewal' : 'Ask the practice whether it goes on',
    },
  ];
}

function unanswered({ status, since: at, open, drafted, waits, determined }: RequestState): readonly WorkItem[] {
  const what = `${drafted.kind} request, ${drafted.claim?.title ?? drafted.policy}`;
  switch (status) {
    case 'draft':
      if (determined?.outcome !== 'information-needed') return [];
      return [
        {
          list: 'needs-information',
          since: determined.at.slice(0, 10),
          reason: `${what}: the criteria cannot be told yet`,
          action: 'Find out what is asked, and look again',
        },
      ];
    case 'pended': {
      const since = waits.at(-1)?.from ?? drafted.at;
      return [
        {
          list: 'needs-information',
          since: since.slice(0, 10),
          reason: `${what}: waits for ${open.join(', ')}`,
          action: 'Record what was asked for',
        },
      ];
    }
    case 'with-clinician':
    case 'under-appeal':
      return [
        {
          list: 'needs-a-clinician',
          since: at.slice(0, 10),
          reason: `${what}: ${status === 'under-appeal' ? 'an appeal' : 'referred'}`,
          action: 'Decide and sign',
        },
      ];
    default:
      return [];
  }
}
