import type { Course, LineOfBusiness } from '../course/event.ts';

export interface PersonName {
  readonly family: string;
  readonly given?: string;
  readonly middle?: string;
}

export interface PostalAddress {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  /** Two capital letters. */
  readonly state: string;
  /** Five or nine digits, without a hyphen. */
  readonly zip: string;
}

/** The patient, and the member where it is somebody else. What the record does not say is left out, never made up. */
export interface ClaimPatient {
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  readonly sex: 'female' | 'male' | 'other';
  readonly state?: string;
  readonly name?: PersonName;
  readonly address?: PostalAddress;
  /** As the payer knows the member. */
  readonly memberId?: string;
}

export interface ClaimProvider {
  /** Ten digits. */
  readonly npi?: string;
  readonly name?: string;
  readonly taxId?: string;
  readonly taxonomy?: string;
  readonly address?: PostalAddress;
}

/**
 * Who stands on the claim. A course says little of it (birth date, sex, state, NPI of the prescriber, place of service);
 * a format that wants more asks for it.
 */
export interface ClaimParties {
  readonly patient: ClaimPatient;
  readonly payer?: { readonly name?: string; readonly id?: string };
  /** Who is paid. */
  readonly billing?: ClaimProvider;
  /** Who ordered and supervised the infusion. */
  readonly rendering?: ClaimProvider;
  /** Where it was given. */
  readonly facility?: ClaimProvider & { readonly state?: string; readonly county?: string };
}

/** What the course itself says of the parties. */
export function partiesOf({ patient, prescriber, placeOfService }: Course): ClaimParties {
  const { birthDate, sex, state } = patient;
  return {
    patient: { birthDate, sex, ...(state === undefined ? {} : { state }) },
    ...(prescriber === undefined ? {} : { rendering: { npi: prescriber.npi } }),
    ...(placeOfService === undefined ? {} : { facility: placeOfService }),
  };
}

/** The kind of coverage of one date of service, where the course says it. */
export type ClaimCoverage = LineOfBusiness | null;
