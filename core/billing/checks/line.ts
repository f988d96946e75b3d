/** One claim line of the drug, as the checks read it. Days are numbers from 1970-01-01; null is not stated. */
export interface CheckedLine {
  readonly claimId: string;
  readonly lineNo: number;
  readonly day: number;
  readonly lineOfBusiness: string | null;
  readonly hcpcs: string;
  /** As billed; a part of a unit is possible and wrong. */
  readonly units: number;
  readonly modifiers: readonly string[];
  /** As stated: 11 digits, or hyphens as printed. */
  readonly ndc: string | null;
  /** Thousandths of a package. */
  readonly packageThousandths: number | null;
  readonly diagnoses: readonly string[];
  readonly authorization: string | null;
}

/** An authorization of the member; both days count, and `units` null is without a limit. */
export interface CheckedAuthorization {
  readonly number: string;
  readonly from: number;
  readonly to: number;
  readonly units: number | null;
}

/**
 * A dose known otherwise than by its claim line: given as an inpatient, elsewhere, or not billed. `stepUp` says that it
 * begins a step-up where that is recorded; else its units say it.
 */
export interface KnownDose {
  readonly day: number;
  readonly units: number | null;
  readonly stepUp?: boolean;
}

/** Eleven digits of a package number; null where what is written can be none, or ten digits without hyphens: ambiguous. */
export function elevenDigits(written: string): string | null {
  const bare = written.trim().toUpperCase().replace(/^N4/u, '');
  if (/^\d{11}$/u.test(bare)) return bare;
  const [, labeler, product, pack] = /^(\d{4,5})-(\d{3,4})-(\d{1,2})$/u.exec(bare) ?? [];
  if (labeler === undefined || product === undefined || pack === undefined) return null;
  if (labeler.length + product.length + pack.length < 10) return null;
  return labeler.padStart(5, '0') + product.padStart(4, '0') + pack.padStart(2, '0');
}
