import type { RequestEntry } from '../../../../core/requests/entry.ts';
import { mayAdd } from '../../../../core/requests/may-add.ts';
import type { RequestState } from '../../../../core/requests/state.ts';
import type { Desk } from '../../api/desk.ts';

/** What the practice does with a request, in the order in which it is offered. */
export const ACTS = [
  'submitted',
  'information-received',
  'answer-recorded',
  'expedited',
  'appealed',
  'withdrawn',
] as const;
export type ActType = (typeof ACTS)[number];

/** Faults of these fields say that the act itself is not for now, or not for this role; others that something is missing. */
const OF_THE_ACT = ['type', 'by'];

/** What somebody may do with a request as it stands, by the rules of the core. */
export function actsOf(state: RequestState, { name, role }: Desk['caller']): readonly ActType[] {
  return ACTS.filter((type) => {
    const entry = { type, id: 'asked', at: state.drafted.at, by: { name, role }, what: ['asked'], answer: 'denied' };
    const faults = mayAdd(state, entry as unknown as RequestEntry, { approvesAlone: false });
    return !faults.some(({ field }) => OF_THE_ACT.includes(field));
  });
}
