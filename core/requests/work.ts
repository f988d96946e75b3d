import type { WorkItem } from '../foresight/work.ts';
import type { RequestState } from './state.ts';

/** What a request asks of somebody, from the day on which it came to stand as it does. */
export function requestWork({ status, open, drafted, waits, submittedAt }: RequestState): readonly WorkItem[] {
  const what = `${drafted.kind} request, ${drafted.policy}`;
  switch (status) {
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
          since: (submittedAt ?? drafted.at).slice(0, 10),
          reason: `${what}: ${status === 'under-appeal' ? 'an appeal' : 'referred'}`,
          action: 'Decide and sign',
        },
      ];
    default:
      return [];
  }
}
