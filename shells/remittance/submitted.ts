import type { Claim } from '../../core/billing/claim-answer.ts';
import type { Course } from '../../core/course/event.ts';
import { claimAccounts } from '../../core/billing/remittance.ts';
import { InputError } from '../input/input-error.ts';
import { withId, type NewEntry } from './record.ts';

/** What is said of a claim that went out. */
export interface Submitted {
  readonly number: string;
  /** What the contract has the payer allow; undefined where it is not known. */
  readonly expectedCents?: number;
}

/**
 * The entry that says that the one dose of a claim went out under a number. A draft may have gone out too: that is a
 * fact.
 * @param at a time with its offset
 * @throws InputError where the claim has no line, is of several doses, or its number is taken
 */
export function submittedEntry(
  course: Course,
  claim: Claim,
  { number, expectedCents }: Submitted,
  at: string,
): NewEntry {
  const fault = (what: string, mend: string): InputError => new InputError([{ where: '--submitted', what, mend }]);
  const [encounter, ...others] = claim.encounters;
  if (number.trim() === '') throw fault('the number of the claim is missing', 'Give the number it went out under');
  if (encounter === undefined) throw fault('there is no line to claim', 'Name another dose with --dose');
  if (others.length > 0) {
    const doses = claim.encounters.map(({ dose }) => dose).join(', ');
    throw fault(`these are several doses: ${doses}`, 'Name the one of this claim with --dose');
  }
  const taken = claimAccounts(course).find((account) => account.claim === number && account.claimedOn !== null);
  if (taken?.doses.includes(encounter.dose) === true)
    throw fault(`${encounter.dose} went out under ${number} already`, 'Give the number of the corrected claim');
  const charges = [...claim.lines, ...claim.services].map(({ chargeCents }) => chargeCents);
  const charged = charges.filter((cents) => cents !== undefined);
  const chargeCents = charged.length < charges.length ? undefined : charged.reduce((sum, cents) => sum + cents, 0);
  const entry = {
    type: 'claimed' as const,
    at,
    dose: encounter.dose,
    claim: number,
    ...(chargeCents === undefined ? {} : { chargeCents }),
    ...(expectedCents === undefined ? {} : { expectedCents }),
  };
  return withId(course, entry, `claimed-${number}-${encounter.dose}`);
}
