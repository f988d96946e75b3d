import type { RequestEntry } from '../../../../core/requests/entry.ts';
import { mayAdd } from '../../../../core/requests/may-add.ts';
import type { RequestState } from '../../../../core/requests/state.ts';
import type { Desk } from '../../api/desk.ts';

/** What a payer's people do with a request, in the order in which it is offered. */
const REVIEW_ACTS = [
  'approved',
  'information-requested',
  'information-received',
  'referred',
  'decided',
  'appeal-decided',
] as const;
export type ReviewAct = (typeof REVIEW_ACTS)[number];

/** Faults of these fields say that the act itself is not for now, or not for this role; others that something is missing. */
const OF_THE_ACT = ['type', 'by'];
const NOBODY = { name: '', npi: '', specialty: '', reason: '' };

/**
 * What somebody may do with a request as it stands, by the rules of the core. To approve without a signature is offered
 * only where the last finding is that the criteria are met: anything else is a clinician's to decide.
 */
export function reviewActs(state: RequestState, { name, role }: Desk['caller']): readonly ReviewAct[] {
  return REVIEW_ACTS.filter((type) => {
    if (type === 'approved' && state.determined?.outcome !== 'criteria-met') return false;
    const asked = {
      ...{ type, id: 'asked', at: state.drafted.at, by: { name, role }, what: ['asked'], notSubordinate: true },
      ...{ decision: 'asked', signature: NOBODY, approval: { number: '', from: '', to: '', units: null } },
    };
    const faults = mayAdd(state, asked as unknown as RequestEntry, { approvesAlone: false });
    return !faults.some(({ field }) => OF_THE_ACT.includes(field));
  });
}

/** The decisions that a clinician can take on a request as it stands. Nothing among them is proposed. */
export function decisionsOf(type: ReviewAct, { status }: RequestState): readonly Decision[] {
  if (type === 'appeal-decided') return ['overturned', 'upheld'];
  return status === 'approved' || status === 'approved-in-part'
    ? ['rescinded']
    : ['approved', 'approved-in-part', 'denied'];
}

export type Decision = 'approved' | 'approved-in-part' | 'denied' | 'rescinded' | 'overturned' | 'upheld';

/** A decision with which something is approved. */
export const approves = (decision: Decision | ''): boolean =>
  decision === 'approved' || decision === 'approved-in-part' || decision === 'overturned';
