/** What a professional (837P) or an institutional (837I) claim file holds, as far as drug claims are looked at by it. */

export type Form837 = 'professional' | 'institutional';

/** Where something stands: the file as it was named, and the segment in it, counted from 1 (the first ISA). */
export interface Place837 {
  readonly file: string;
  readonly segment: number;
}

/** One service line: its LX segment with all that belongs to it. */
export interface ServiceLine837 {
  /** That of its LX. */
  readonly segment: number;
  /** LX01: from 1, without gaps in a claim. */
  readonly number: number;
  /**
   * First day of service, YYYY-MM-DD. Null only on a hospital's line without a day of its own, on a bill for several
   * days (an inpatient stay): which of them it was is not known.
   */
  readonly date: string | null;
  /** Last day; that of `date` where one day is said. */
  readonly dateTo: string | null;
  /** In capitals. Null on a hospital's line that has a revenue code only. */
  readonly hcpcs: string | null;
  /** In capitals, in their order; four at most. */
  readonly modifiers: readonly string[];
  /** As billed: at least 0, three decimals at most. */
  readonly units: number;
  /** `UN` units, `MJ` minutes, `DA` days. */
  readonly unitOf: string;
  /** Whole cents, at least 0. */
  readonly chargeCents: number;
  /** Eleven digits; null where the line names no package. */
  readonly ndc11: string | null;
  /** `UN`, `ML`, `GR`, `F2`, `ME`; null without `ndc11`. */
  readonly ndcUnit: string | null;
  /** Packages or what `ndcUnit` says; null without `ndc11`. */
  readonly ndcQuantity: number | null;
  /** Positions in the diagnoses of the claim, from 1. Empty on a hospital's line, which points to none. */
  readonly pointers: readonly number[];
  /** ICD-10-CM codes with their dot: those pointed to; all of the claim on a hospital's line. */
  readonly diagnoses: readonly string[];
  /** Two digits: that of the line, else of the claim. Null on a hospital's line. */
  readonly placeOfService: string | null;
  /** Four digits, of a hospital's line; null on a professional one. */
  readonly revenueCode: string | null;
  /** Prior authorization number: that of the line, else of the claim; null where there is none. */
  readonly authorization: string | null;
  /** NPI of who rendered it: that of the line, else of the claim; null where neither says so. */
  readonly renderingNpi: string | null;
  /** The biller's own number of the line (REF*6R); null where there is none. */
  readonly controlNumber: string | null;
}

/** Who was treated. */
export interface Patient837 {
  readonly family: string;
  readonly given: string | null;
  /** YYYY-MM-DD; null where the claim leaves it out. */
  readonly birthDate: string | null;
  readonly sex: 'female' | 'male' | 'unknown' | null;
}

/** One claim that was read whole and holds together. */
export interface Claim837 extends Place837 {
  readonly kind: 'claim';
  readonly form: Form837;
  /** CLM01, the biller's own number of the claim. */
  readonly claimId: string;
  /** CLM05-3: `1` original, `7` replacement, `8` void. */
  readonly frequency: string;
  /** The payer's number of the claim that is replaced or voided; null where there is none. */
  readonly originalReference: string | null;
  /** The member id of the subscriber. Dependents share it: `person` tells them apart. */
  readonly memberId: string;
  /** The key of one person: the member id, for a dependent with birth date and given name behind it. */
  readonly person: string;
  readonly patient: Patient837;
  /** Ten digits; null where the billing provider has none. */
  readonly billingNpi: string | null;
  readonly payer: { readonly id: string; readonly name: string };
  /** SBR09: the kind of coverage as the biller names it (`CI`, `MB`, `MC` …); null where it is left out. */
  readonly filing: string | null;
  /** Three digits of a hospital's bill, `131`; null on a professional claim. */
  readonly typeOfBill: string | null;
  /** First and last day of a hospital's bill; null on a professional claim. */
  readonly statement: { readonly from: string; readonly to: string } | null;
  /** CLM02, whole cents: the lines add up to it. */
  readonly chargeCents: number;
  /** ICD-10-CM codes with their dot, the principal one first, in the order of the file. */
  readonly diagnoses: readonly string[];
  /** At least one, in the order of the file. */
  readonly lines: readonly ServiceLine837[];
}

export interface Fault837 {
  readonly segment: number;
  readonly what: string;
  /** What to do about it. */
  readonly mend: string;
}

/**
 * What could not be used, and why. Of scope `claim` it is one claim, set aside whole. The other scopes speak of an
 * envelope: the claims in it that hold together are given all the same, so that whoever relies on them knows the fault.
 */
export interface Reject837 extends Place837 {
  readonly kind: 'reject';
  readonly scope: 'claim' | 'transaction' | 'group' | 'interchange' | 'file';
  /** CLM01 where it was read. */
  readonly claimId: string | null;
  readonly faults: readonly [Fault837, ...Fault837[]];
  /** The segments of the claim as they stand in the file; of other scopes the beginning of the part that is meant. */
  readonly text: string;
}
