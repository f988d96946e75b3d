import { createHash } from 'node:crypto';

export interface Token {
  readonly text: string;
  /** Line of the document, from 1. */
  readonly line: number;
}

/** Words and numbers with their inner decimal points, and the signs that carry meaning in a rule; all else is dropped. */
const TOKEN = /(?:[\p{L}\p{N}]|(?<=\p{N})\.(?=\p{N}))+|[<>≤≥=%+]/gu;

/** NFKC, case folded, so that a typeset ligature or a superscript does not make two copies of one text differ. */
function tokensOfLine(line: string, number: number): Token[] {
  return [...line.normalize('NFKC').toLowerCase().matchAll(TOKEN)].map(([text]) => ({ text, line: number }));
}

/**
 * The tokens of a document in reading order. A line that matches a `furniture` pattern (running heads, page numbers)
 * counts at its first appearance only: repeated, it would cut sentences that run over a page.
 */
export function tokenise(text: string, furniture: readonly RegExp[] = []): Token[] {
  const seen = new Set<RegExp>();
  return text.split(/\r\n|\r|\n/u).flatMap((line, index) => {
    const pattern = furniture.find((candidate) => candidate.test(line));
    if (pattern !== undefined) {
      if (seen.has(pattern)) return [];
      seen.add(pattern);
    }
    return tokensOfLine(line, index + 1);
  });
}

/** SHA-256 of the tokens joined by single spaces, first 16 hex digits. */
export function fingerprint(tokens: readonly string[]): string {
  return createHash('sha256').update(tokens.join(' ')).digest('hex').slice(0, 16);
}

/** Every position from `from` (inclusive) to `to` (exclusive) at which a window of `words` tokens has this fingerprint. */
export function findWindows(
  tokens: readonly Token[],
  words: number,
  wanted: string,
  from = 0,
  to: number = tokens.length,
): number[] {
  const found: number[] = [];
  for (let start = from; start + words <= to; start++) {
    const window = tokens.slice(start, start + words).map((token) => token.text);
    if (fingerprint(window) === wanted) found.push(start);
  }
  return found;
}
