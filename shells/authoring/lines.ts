import { tokenise } from '../sources/tokens.ts';

/** A line of the author's text, and which of the document's tokens stand in it. */
export interface Line {
  /** From 1, as an editor counts. */
  readonly number: number;
  readonly text: string;
  /** Token positions: first, and one past the last; equal where the line has none, or is a repeated running head. */
  readonly from: number;
  readonly to: number;
  /** A running head or foot, at its first appearance or repeated. */
  readonly furniture: boolean;
}

/** The lines of a document under its furniture patterns; their tokens join up to those of `tokenise`. */
export function linesOf(text: string, furniture: readonly RegExp[]): Line[] {
  const counts = new Map<number, number>();
  for (const { line } of tokenise(text, furniture)) counts.set(line, (counts.get(line) ?? 0) + 1);
  let at = 0;
  return text.split(/\r\n|\r|\n/u).map((line, index) => {
    const from = at;
    at += counts.get(index + 1) ?? 0;
    return { number: index + 1, text: line, from, to: at, furniture: furniture.some((pattern) => pattern.test(line)) };
  });
}
