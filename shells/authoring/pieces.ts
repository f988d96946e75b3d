import { tokenise } from '../sources/tokens.ts';
import type { Line } from './lines.ts';

export type PieceKind = 'heading' | 'item' | 'row' | 'text' | 'running head';

/** A stretch of tokens that an author reads as one thing; the pieces of a document join up without a gap. */
export interface Piece {
  readonly kind: PieceKind;
  /** Token positions: first, and one past the last. */
  readonly from: number;
  readonly to: number;
  readonly fromLine: number;
  readonly toLine: number;
}

/** More tokens are cut, so that a passage stays one that can be read and compared. */
const MOST_WORDS = 120;
/** A sentence of fewer tokens stays with its neighbour: "AND", "None." */
const LEAST_WORDS = 4;

const ITEM = /^\s*(?:[-–—•*▪●○◦‣·]\s+|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+)/iu;
const ROW = /\S(?:\t|\s{3,})\S/u;
/** "Effective date: …" begins a line of its own, whatever stands above it. */
const LABELLED = /^\s*\p{Lu}[^.:;]{1,30}:\s+\S/u;

interface Begin {
  readonly at: number;
  readonly line: number;
  readonly kind: PieceKind;
}

/** Cuts the lines of a document into headings, list items, table rows and sentences. */
export function piecesOf(lines: readonly Line[], headings: ReadonlySet<number>): Piece[] {
  const begins = beginsOf(lines, headings);
  const printed = lines.filter(({ from, to }) => to > from);
  const end = printed.at(-1)?.to ?? 0;
  const ends = new LastLines(printed);
  return begins.flatMap(({ at, line, kind }, index) => {
    const to = begins[index + 1]?.at ?? end;
    const cuts = Array.from({ length: Math.ceil((to - at) / MOST_WORDS) }, (_, part) => at + part * MOST_WORDS);
    return cuts.map((from, part) => {
      const until = cuts[part + 1] ?? to;
      return { kind, from, to: until, fromLine: part === 0 ? line : ends.of(from), toLine: ends.of(until - 1) };
    });
  });
}

/** The line of a token, asked in rising order. */
class LastLines {
  readonly #lines: readonly Line[];
  #at = 0;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  of(token: number): number {
    if (token < (this.#lines[this.#at]?.from ?? 0)) this.#at = 0;
    while ((this.#lines[this.#at]?.to ?? Infinity) <= token) this.#at += 1;
    return this.#lines[this.#at]?.number ?? 1;
  }
}

function beginsOf(lines: readonly Line[], headings: ReadonlySet<number>): Begin[] {
  const begins: Begin[] = [];
  let before: Line | undefined;
  let blank = true;
  let turned = false;
  let last: PieceKind = 'heading';
  for (const line of lines) {
    turned ||= line.furniture || line.text.includes('\f');
    if (line.to === line.from) {
      blank ||= !line.furniture;
      continue;
    }
    const kind = kindOf(line, headings);
    const runsOver = turned && before !== undefined && kind === 'text' && continues(before.text, line.text);
    const closed = last === 'heading' || last === 'row' || last === 'running head';
    if (kind !== 'text' || closed || LABELLED.test(line.text) || (blank && !runsOver)) {
      begins.push({ at: line.from, line: line.number, kind });
      last = kind;
    } else if (before && endsSentence(before.text) && startsSentence(line.text) && longEnough(begins, line.from)) {
      begins.push({ at: line.from, line: line.number, kind: last });
    }
    if (kind === 'text' || kind === 'item')
      for (const at of sentencesIn(line))
        if (longEnough(begins, at)) begins.push({ at, line: line.number, kind: last });
    if (!line.furniture) turned = false;
    [before, blank] = [line, false];
  }
  return begins;
}

const longEnough = (begins: readonly Begin[], at: number): boolean => at - (begins.at(-1)?.at ?? 0) >= LEAST_WORDS;

function kindOf(line: Line, headings: ReadonlySet<number>): PieceKind {
  if (line.furniture) return 'running head';
  if (headings.has(line.number)) return 'heading';
  if (ITEM.test(line.text)) return 'item';
  return ROW.test(line.text) ? 'row' : 'text';
}

/** A sentence that runs over the page goes on in small letters. */
function continues(before: string, next: string): boolean {
  return !/[.;:!?]\s*$/u.test(before) && /^\s*\p{Ll}/u.test(next);
}

const endsSentence = (text: string): boolean => /(?:^|[^.\s]{3})[.!?][)"”’]?\s*$/u.test(text);
const startsSentence = (text: string): boolean => /^\s*["“‘(]?\p{Lu}/u.test(text);

/** Where sentences begin inside a line, as token positions. "etc. ", "Inc. " and initials end none. */
function sentencesIn({ text, from, to }: Line): number[] {
  const breaks = [...text.matchAll(/(?<=[\p{L}\p{N})\]%]{3}[.!?][)"”’]?)\s+(?=["“‘(]?\p{Lu})/gu)]
    .map(({ index }) => index)
    .filter((index) => !ABBREVIATED.test(text.slice(Math.max(0, index - LONGEST_ABBREVIATION), index)));
  const counts = [0, ...breaks].map((begin, at) => tokenise(text.slice(begin, breaks[at])).length);
  let position = from;
  const begins = counts.slice(0, -1).map((count) => (position += count));
  // A cut that would change the tokens themselves is none.
  if (position + (counts.at(-1) ?? 0) !== to) return [];
  return begins.filter((begin, at) => (counts[at + 1] ?? 0) >= LEAST_WORDS && begin < to);
}

const LONGEST_ABBREVIATION = 12;
const ABBREVIATED = /\b(?:etc|inc|ltd|dept|approx|ref|vol|fig|mrs|prof|univ|dist|resp)\.$/iu;
