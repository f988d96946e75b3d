import { Temporal } from 'temporal-polyfill';

/** A span of days, both ends included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The authorization that a met determination would lead to; `to` and `months` are null where no length is stated. */
export interface ProposedAuthorization {
  readonly from: string;
  readonly to: string | null;
  readonly months: number | null;
  /** Billing units of the doses planned inside the period; null where the policy limits none or the plan is unknown. */
  readonly units: number | null;
  /** Present where `units` is a number: it is worked out here, not read in the policy. */
  readonly basis?: 'computed';
}

/**
 * `months` calendar months from `from`, the last day stated and included: 2026-06-15 and 6 months end on 2026-12-14.
 * A start on a day that the last month lacks (31 August, 6 months) counts from the last day that it has.
 */
export function periodOf(from: string, months: number): Period {
  const to = Temporal.PlainDate.from(from).add({ months }).subtract({ days: 1 });
  return { from, to: to.toString() };
}

/** The first day of a renewal: the day after the old authorization ends, or the day asked if that is later (R8). */
export function renewalStart(endsOn: string, on: string): { readonly from: string; readonly gapDays: number } {
  const next = Temporal.PlainDate.from(endsOn).add({ days: 1 });
  const asked = Temporal.PlainDate.from(on);
  const gapDays = Math.max(0, next.until(asked, { largestUnit: 'day' }).days);
  return { from: gapDays > 0 ? on : next.toString(), gapDays };
}
