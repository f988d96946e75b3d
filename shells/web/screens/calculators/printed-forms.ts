import { ndc11 as ofClaim } from '../../../../core/billing/ndc.ts';
import type { NdcFormat } from '../../../../core/regimen/product.ts';

/** A package number as a package prints it. */
export interface PrintedForm {
  /** With its hyphens. */
  readonly text: string;
  readonly format: NdcFormat;
}

/** Digits of each part, by format. */
const DIGITS: Readonly<Record<NdcFormat, readonly number[]>> = {
  '4-4-2': [4, 4, 2],
  '5-3-2': [5, 3, 2],
  '5-4-1': [5, 4, 1],
};

/**
 * Every number of 10 digits that becomes these 11: each part that begins with a zero may be the short one.
 * @param ndc11 without hyphens
 */
export function printedForms(ndc11: string): readonly PrintedForm[] {
  const parts = [ndc11.slice(0, 5), ndc11.slice(5, 9), ndc11.slice(9)];
  return (Object.keys(DIGITS) as NdcFormat[]).flatMap((format) => {
    const text = parts.map((part, index) => part.slice(part.length - (DIGITS[format][index] ?? 0))).join('-');
    return ofClaim(text, format).replaceAll('-', '') === ndc11 ? [{ text, format }] : [];
  });
}
