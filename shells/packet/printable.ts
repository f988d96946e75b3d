/** What stands where characters of the record cannot be printed. */
const UNPRINTABLE = '[?]';

/** Beyond Latin-1, what the standard fonts of a PDF can print (WinAnsi). */
const WIN_ANSI = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** Signs and letters that have an established spelling in Latin letters. */
const SPELLED: Readonly<Record<string, string>> = {
  ...{
    '≥': '>=',
    '≤': '<=',
    '≠': 'not =',
    '≈': 'about ',
    '→': '->',
    '←': '<-',
    '−': '-',
    '‐': '-',
    '‑': '-',
    '‒': '-',
  },
  ...{ '―': '—', '′': "'", '″': '"', '⁄': '/', '✓': 'yes', '✔': 'yes', '✗': 'no', '✘': 'no', '∞': 'infinite' },
  ...{ Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', Ħ: 'H', ħ: 'h', ı: 'i', Ŋ: 'Ng', ŋ: 'ng', Ŧ: 'T', ŧ: 't', ẞ: 'SS' },
  ...{ α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', κ: 'kappa', λ: 'lambda', μ: 'µ', σ: 'sigma' },
  ...{ ω: 'omega', Δ: 'Delta', Ω: 'Omega' },
};

/**
 * The text in characters that the standard fonts print: accents that they lack are dropped, signs are spelled, and what
 * is left (other scripts) stands as `[?]`, once for each run. Control characters become spaces.
 */
export function printable(text: string): string {
  const spelled = Array.from(text.normalize('NFC'), printed).join('');
  return spelled.replace(/\uFFFD(?:[\s\uFFFD]*\uFFFD)?/gu, UNPRINTABLE);
}

/** The texts of a value, however deep they stand, of which something cannot be printed. */
export function unprintableIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return printable(value).includes(UNPRINTABLE) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(unprintableIn);
}

function printed(character: string): string {
  if (/[\p{Zs}\p{Cc}]/u.test(character)) return ' ';
  if (/\p{Cf}/u.test(character)) return '';
  if (isPrintable(character)) return character;
  const spelled = SPELLED[character];
  if (spelled !== undefined) return spelled;
  const plain = Array.from(character.normalize('NFKD')).filter((part) => !/\p{M}/u.test(part));
  const parts = plain.map((part) => (isPrintable(part) ? part : (SPELLED[part] ?? '\uFFFD')));
  // A mark that stands alone has nothing to stand on; anything else that comes to nothing is lost.
  return parts.length > 0 ? parts.join('') : /\p{M}/u.test(character) ? '' : '\uFFFD';
}

function isPrintable(character: string): boolean {
  return /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff]$/u.test(character) || WIN_ANSI.includes(character);
}
