/** What an amount looks like, as the pattern of a field: `1,234.56` or `1234`. */
export const MONEY = String.raw`\s*\d{1,3}(,?\d{3})*(\.\d{2})?\s*`;

/** Whole cents of dollars and cents; undefined where nothing is typed. What is no amount is not a number. */
export function centsOf(text: string): number | undefined {
  const plain = text.replaceAll(/[\s,$]/gu, '');
  if (plain === '') return undefined;
  const found = /^(-?)(\d+)(?:\.(\d{2}))?$/u.exec(plain);
  if (found === null) return Number.NaN;
  const [, sign, dollars = '', cents = '0'] = found;
  return (sign === '-' ? -1 : 1) * (Number(dollars) * 100 + Number(cents));
}

/** Words between blanks. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

/** `CO-45:4000.00 PR-2`: each code with its amount, where it has one. */
export function adjustmentsOf(text: string): readonly { readonly code: string; readonly cents?: number }[] {
  return wordsOf(text).map((word) => {
    const [code = '', money = ''] = word.split(':');
    const cents = centsOf(money);
    return cents === undefined ? { code } : { code, cents };
  });
}
