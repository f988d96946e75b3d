import type { UsedVial } from '../preparation/using.ts';

/** True for a bag id that every scanner reads back as it was printed. */
export function isBagId(text: string): boolean {
  return text.length <= 40 && /^[A-Za-z0-9][A-Za-z0-9._-]*$/u.test(text);
}

/**
 * The trade item number (GTIN-14) of a package of the United States: indicator 0, the prefix 03 of drugs, the ten digits
 * of the package number, the check digit.
 * @param printed package number with hyphens
 * @returns null where it does not have ten digits
 */
export function gtin14(printed: string): string | null {
  const digits = printed.replaceAll('-', '');
  if (!/^\d{10}$/u.test(digits)) return null;
  const body = `003${digits}`;
  // Weights 3 and 1 by turns, from the left of thirteen digits.
  const weighted = Array.from(body, (digit, index) => Number(digit) * (index % 2 === 0 ? 3 : 1));
  const total = weighted.reduce((sum, part) => sum + part, 0);
  return `${body}${(10 - (total % 10)) % 10}`;
}

/** Characters that a lot of the GS1 system may have, without the parentheses that mark its elements. */
const LOT = /^[A-Za-z0-9!"%&'*+,./:;<=>?_-]{1,20}$/u;

/**
 * What the Data Matrix of a vial says, as GS1 elements: trade item (01), expiry (17), lot (10), each where it is known
 * and can be said.
 * @returns null where the package has no trade item number
 */
export function vialElements(ndc: string, { lot, expires }: Pick<UsedVial, 'lot' | 'expires'>): string | null {
  const gtin = gtin14(ndc);
  if (gtin === null) return null;
  const day = /^20(\d\d)-(\d\d)-(\d\d)$/u.exec(expires ?? '');
  return [
    `(01)${gtin}`,
    day === null ? '' : `(17)${day.slice(1).join('')}`,
    lot !== undefined && LOT.test(lot) ? `(10)${lot}` : '',
  ].join('');
}
