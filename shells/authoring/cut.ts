import type { DocumentCitation } from '../../core/values/citation.ts';
import { fingerprint, tokenise, type Token } from '../sources/tokens.ts';
import { findFurniture, type Furniture } from './furniture.ts';
import { findHeadings, type Heading } from './headings.ts';
import { linesOf } from './lines.ts';
import { piecesOf, type Piece, type PieceKind } from './pieces.ts';
import { numbered, repeats, uniqueLength, type Span } from './windows.ts';

/** A section as a source file describes it, and where it stands in the text. */
export interface CutSection extends Span {
  readonly id: string;
  readonly title: string;
  /** Left out for the section with which the document begins. */
  readonly start?: { readonly words: number; readonly fingerprint: string };
  /** Line of the author's text at which it begins. */
  readonly line: number;
}

/** A passage of the text, and the citation that finds it. */
export interface Passage extends Span {
  /** `p1`, `p2`, … in reading order. */
  readonly id: string;
  readonly kind: PieceKind;
  readonly fromLine: number;
  readonly toLine: number;
  readonly cite: Omit<DocumentCitation, 'basis'>;
}

/** A document cut into passages: every token that is no repeated running head stands in exactly one. */
export interface CutDocument {
  readonly furniture: readonly Furniture[];
  readonly tokens: readonly Token[];
  readonly sections: readonly CutSection[];
  readonly passages: readonly Passage[];
}

/** Cuts the plain text of the document `source` into sections and passages. */
export function cutDocument(source: string, text: string): CutDocument {
  const furniture = findFurniture(text);
  const patterns = furniture.map(({ pattern }) => new RegExp(pattern, 'u'));
  const lines = linesOf(text, patterns);
  const tokens = tokenise(text, patterns);
  const headings = findHeadings(lines);
  const ids = numbered(tokens);
  const sections = sectionsOf(headings, tokens, ids);
  const pieces = piecesOf(lines, new Set(headings.map(({ line }) => line.number)));
  return { furniture, tokens, sections, passages: passagesOf(source, pieces, sections, tokens, ids) };
}

const windowOf = (tokens: readonly Token[], { from, to }: Span): string =>
  fingerprint(tokens.slice(from, to).map((token) => token.text));

function sectionsOf(headings: readonly Heading[], tokens: readonly Token[], ids: Int32Array): CutSection[] {
  const first = headings[0];
  const whole = headings.length === 0;
  const begins: Omit<CutSection, 'to'>[] =
    first?.line.from === 0
      ? []
      : [
          {
            id: whole ? 'document' : 'header',
            title: whole ? 'The document' : 'Head of the document',
            from: 0,
            line: 1,
          },
        ];
  for (const { line, id, title } of headings) {
    const before = begins.at(-1);
    if (before === undefined) {
      begins.push({ id, title, from: 0, line: line.number });
      continue;
    }
    const words = uniqueLength(ids, line, before.from);
    // Where the rest of the text repeats what came before, nothing tells this beginning from an earlier one.
    if (words === undefined) continue;
    const start = { words, fingerprint: windowOf(tokens, { from: line.from, to: line.from + words }) };
    begins.push({ id, title, start, from: line.from, line: line.number });
  }
  return begins.map((section, index) => ({ ...section, to: begins[index + 1]?.from ?? tokens.length }));
}

function passagesOf(
  source: string,
  pieces: readonly Piece[],
  sections: readonly CutSection[],
  tokens: readonly Token[],
  ids: Int32Array,
): Passage[] {
  let at = 0;
  const passages: Passage[] = [];
  for (const section of sections) {
    const first = at;
    while ((pieces[at]?.from ?? Infinity) < section.to) at++;
    const inside = pieces.slice(first, at);
    const orders = repeats(ids, section, inside);
    for (const piece of inside) {
      const nth = orders.get(piece.from);
      const words = piece.to - piece.from;
      const cite = { source, section: section.id, words, fingerprint: windowOf(tokens, piece) };
      passages.push({
        ...piece,
        id: `p${passages.length + 1}`,
        cite: nth === undefined ? cite : { ...cite, nth },
      });
    }
  }
  return passages;
}
