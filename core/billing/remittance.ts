import type { ClaimDenied, PaymentAdjustment, Remitted } from '../course/event.ts';
import { entries, timelineOf, type Log } from '../course/timeline.ts';

/**
 * How one claim stands. `denied` is what the payer's last answer said, never a finding of the program (R10). `short` is
 * paid below what was expected, `paid` covers it or there is nothing to compare with, `unclear` has an answer without its
 * amount, `unmatched` an answer to a claim that the course does not have.
 */
export type ClaimStanding = 'open' | 'paid' | 'short' | 'over' | 'denied' | 'unclear' | 'unmatched';

/** One claim of a course with the payer's answers to it. Money is whole cents; null is not recorded. */
export interface ClaimAccount {
  readonly claim: string;
  readonly doses: readonly string[];
  /** YYYY-MM-DD; null where the course has no entry of the claim itself. */
  readonly claimedOn: string | null;
  readonly standing: ClaimStanding;
  readonly chargeCents: number | null;
  /** What the contract has the payer allow, the patient's share included. */
  readonly expectedCents: number | null;
  /** All payments together, less what was taken back. */
  readonly paidCents: number | null;
  /** What the answers put on the patient. */
  readonly patientCents: number;
  /** Expected less paid and the patient's share; null where nothing was expected or paid on record. */
  readonly shortCents: number | null;
  /** The payer's own words, where its last answer was that it does not pay. */
  readonly reason: string | null;
  readonly adjustments: readonly PaymentAdjustment[];
  readonly remarks: readonly string[];
  /** The day of the last answer, YYYY-MM-DD; null where there is none. */
  readonly answeredOn: string | null;
}

/** The group of an adjustment that is the patient's to pay. */
const PATIENT = 'PR-';

/** Every claim that a course names, in the order in which they went out; answers to unknown claims after them. */
export function claimAccounts(log: Log): readonly ClaimAccount[] {
  const timeline = timelineOf(log);
  const claimed = entries(timeline, 'claimed');
  const answers: readonly (Remitted | ClaimDenied)[] = timeline.events.filter(
    (event) => event.type === 'remitted' || event.type === 'claim-denied',
  );
  const numbers = [...claimed.flatMap(({ claim }) => claim ?? []), ...answers.map(({ claim }) => claim)];
  return [...new Set(numbers)].map((claim): ClaimAccount => {
    const of = claimed.filter((entry) => entry.claim === claim);
    const own = answers.filter((answer) => answer.claim === claim);
    const [first] = of;
    const last = own.at(-1);
    const adjustments = own.flatMap((answer) => answer.adjustments ?? []);
    const expectedCents = total(of.map((entry) => entry.expectedCents));
    const paidCents = total(own.flatMap((answer) => (answer.type === 'remitted' ? [answer.cents] : [])));
    const patientCents = sumOf(
      adjustments.filter(({ code }) => code.startsWith(PATIENT)).map(({ cents = 0 }) => cents),
    );
    const shortCents = expectedCents === null || paidCents === null ? null : expectedCents - paidCents - patientCents;
    return {
      claim,
      doses: of.map(({ dose }) => dose),
      claimedOn: first === undefined ? null : timeline.dayOf(first.at),
      standing: first === undefined ? 'unmatched' : standingOf(last, own, paidCents, shortCents),
      chargeCents: total(of.map((entry) => entry.chargeCents)),
      expectedCents,
      paidCents,
      patientCents,
      shortCents,
      reason: last?.type === 'claim-denied' ? last.reason : null,
      adjustments,
      remarks: [...new Set(own.flatMap((answer) => answer.remarks ?? []))],
      answeredOn: last === undefined ? null : timeline.dayOf(last.at),
    };
  });
}

/** The last word counts: a payment after a denial is a payment. */
function standingOf(
  last: Remitted | ClaimDenied | undefined,
  answers: readonly (Remitted | ClaimDenied)[],
  paidCents: number | null,
  shortCents: number | null,
): ClaimStanding {
  if (last === undefined) return 'open';
  if (last.type === 'claim-denied') return 'denied';
  if (paidCents === null || answers.some((answer) => answer.type === 'remitted' && answer.cents === undefined))
    return 'unclear';
  if (shortCents === null || shortCents === 0) return 'paid';
  return shortCents > 0 ? 'short' : 'over';
}

/** Null where there is nothing, or a part of it is not recorded. */
function total(parts: readonly (number | undefined)[]): number | null {
  const known = parts.filter((part) => part !== undefined);
  return parts.length === 0 || known.length < parts.length ? null : sumOf(known);
}

function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}
