import type { Coding } from 'fhir/r4.js';

/** Reasons that the guide has a code for. */
type ReasonCode = 'no-member-found' | 'no-active-coverage' | 'coverage-not-found' | 'technical';

/** Why: in a code of the guide, in words, or both. */
export interface Reason {
  readonly code?: ReasonCode;
  readonly text?: string;
}

/** A limit of what was authorized. */
export type Detail =
  | { readonly code: 'allowed-quantity'; readonly units: number }
  | { readonly code: 'allowed-period'; readonly from: string; readonly to: string };

/**
 * What is said of one order under one coverage. It has no word against a patient on clinical grounds: `not-covered` is of
 * a member that the payer does not have, or of what its plan leaves out in writing.
 */
export interface Finding {
  readonly covered: 'covered' | 'not-covered' | 'conditional' | 'indeterminate';
  readonly paNeeded?: 'auth-needed' | 'satisfied' | 'indeterminate';
  /** Clinical documentation is needed for the authorization, by this questionnaire. */
  readonly questionnaire?: string;
  readonly documents: boolean;
  readonly infoNeeded: readonly ('detail-code' | 'OTH')[];
  readonly billingCodes: readonly Coding[];
  readonly reasons: readonly Reason[];
  readonly details: readonly Detail[];
  readonly authorization?: string;
  /** The last day for which it holds, YYYY-MM-DD. */
  readonly expires?: string;
}

/** Nothing can be said, for a reason. */
export function unsaid(reason: Reason, infoNeeded: Finding['infoNeeded'] = []): Finding {
  return {
    ...{ covered: 'indeterminate', paNeeded: 'indeterminate', documents: false, infoNeeded },
    ...{ billingCodes: [], reasons: [reason], details: [] },
  };
}

/** The plan does not cover it. */
export function notCovered(reason: Reason): Finding {
  return {
    ...{ covered: 'not-covered', documents: false, infoNeeded: [], billingCodes: [], reasons: [reason], details: [] },
  };
}

/** Something at the payer or at the client failed: nothing is said of the order itself. */
export const TECHNICAL: Finding = unsaid({
  code: 'technical',
  text: 'This could not be looked up just now. Ask again, or ask the payer',
});
