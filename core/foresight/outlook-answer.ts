import type { CitedRule } from '../regimen/cited.ts';
import type { Caution } from '../values/caution.ts';
import type { CapFinding } from './caps.ts';
import type { CoveredDose, UsedAuthorization } from './outlook-cover.ts';
import type { IfDelayed } from './outlook-delay.ts';

/** Something to act on. */
export type Finding =
  | { readonly kind: 'not-authorized'; readonly text: string; readonly doses: readonly CoveredDose[] }
  | {
      readonly kind: 'units-short';
      readonly text: string;
      readonly doses: readonly CoveredDose[];
      /** Units that the period needs beyond those authorized. */
      readonly short: number;
    }
  | ({ readonly kind: 'cap'; readonly status: 'review' } & CapFinding)
  | { readonly kind: 'renewal-due'; readonly text: string; readonly requestBy: string };

/** The request that follows the last authorization. */
export interface Renewal {
  /** Number and last day of the authorization that it follows. */
  readonly after: string;
  readonly endsOn: string;
  /** First day wanted; the last day and the calendar months of an approval, null where the policy does not say. */
  readonly from: string;
  readonly to: string | null;
  readonly months: number | null;
  /** Of the doses planned from the first to the last day; null where that is not known. */
  readonly units: number | null;
  /** Days before the last day; null where the payer's file states none, and then no day to request it by. */
  readonly leadDays: number | null;
  readonly requestBy: string | null;
  /** That day has come. */
  readonly due: boolean;
  /** That day has passed. */
  readonly late: boolean;
}

/** A request to the payer, for a person to complete, check and send. */
export interface Draft {
  readonly kind: 'amendment' | 'renewal';
  readonly authorization: string;
  readonly policy: string;
  /** Units asked for in all; null where the payer set no limit, or the period is not known. */
  readonly units: number | null;
  /** First and last day asked for; the last is null where the policy states no length. */
  readonly from: string;
  readonly to: string | null;
  readonly doses: readonly CoveredDose[];
  readonly text: string;
}

/** What lies ahead of a course: what is not authorized, what needs more units than allowed, what to request by when. */
export interface Outlook {
  readonly drug: string;
  readonly on: string;
  /** The last day that was looked at: that of the last dose planned; null where none is. */
  readonly through: string | null;
  readonly policy: { readonly id: string; readonly version: string; readonly title: string } | null;
  /** Those that use units of an authorization. */
  readonly doses: readonly CoveredDose[];
  readonly authorizations: readonly UsedAuthorization[];
  readonly findings: readonly Finding[];
  readonly needed: readonly { readonly fact: string; readonly ask: string }[];
  readonly renewal: Renewal | null;
  /** Until when the schedule goes on after the last dose, and what a later one would need. */
  readonly ifDelayed: IfDelayed | null;
  readonly drafts: readonly Draft[];
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}
