import type { RequestState, RequestStatus } from './state.ts';

/** What a request is on a day: its status, or that the days of its approval are over. */
export type Standing = RequestStatus | 'expired';

/**
 * Where a request stands on a day. That an approval has ended is read off its last day; no entry says it, nobody decides
 * it, and it is nothing against the patient: a renewal is a request of its own.
 * @param on YYYY-MM-DD at the payer's place
 */
export function standingOn({ status, approval }: Pick<RequestState, 'status' | 'approval'>, on: string): Standing {
  const approved = status === 'approved' || status === 'approved-in-part';
  return approved && approval !== undefined && approval.to < on ? 'expired' : status;
}
