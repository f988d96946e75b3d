import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** A line of a text file that cannot be read, by its number in the file, from 1. */
export interface BadLine {
  readonly line: number;
  readonly what: string;
  readonly mend: string;
  /** As it stands, as far as it can be shown. */
  readonly text: string;
}

export interface CsvScan {
  /** Numbers of empty lines, which a reader passes over. */
  readonly empty: readonly number[];
  readonly bad: readonly BadLine[];
}

const PIECE = 1 << 23;
const [NEWLINE, RETURN, QUOTE] = [0x0a, 0x0d, 0x22];

/**
 * Looks through a CSV file for what would stop or mislead its reader: lines that are not UTF-8, quotation marks that do
 * not end on their line, empty lines. A piece with none of them is only searched, not read sign by sign.
 * @param delimiter one sign
 */
export function scanCsv(file: string, delimiter: string): CsvScan {
  const empty: number[] = [];
  const bad: BadLine[] = [];
  const separator = delimiter.charCodeAt(0);
  let line = 1;
  eachPiece(file, (piece) => {
    const wellFormed = isUtf8(piece);
    if (wellFormed && !piece.includes(QUOTE) && !hasEmptyLine(piece)) {
      line += newlinesIn(piece);
      return;
    }
    for (const [from, to] of linesOf(piece)) {
      const end = to > from && piece[to - 1] === RETURN ? to - 1 : to;
      if (end === from) empty.push(line);
      else if (!wellFormed && !isUtf8(piece.subarray(from, end)))
        bad.push({
          line,
          what: 'the line is no UTF-8 text',
          mend: 'Say --encoding windows-1252, or export it again as UTF-8',
          text: piece.toString('latin1', from, end),
        });
      else if (!quotesEnd(piece, from, end, separator))
        bad.push({
          line,
          what: 'a quoted value does not end on its line',
          mend: 'Close the quotation mark',
          text: piece.toString('utf8', from, end),
        });
      line++;
    }
  });
  return { empty, bad };
}

/** Writes a file again without some of its lines. @param without sorted numbers of lines, from 1 */
export function copyWithout(file: string, target: string, without: readonly number[]): void {
  const handle = openSync(target, 'w');
  let [line, next] = [1, 0];
  try {
    eachPiece(file, (piece) => {
      let kept = 0;
      for (const [from, to] of linesOf(piece)) {
        if (line === without[next]) {
          if (from > kept) writeSync(handle, piece, kept, from - kept);
          kept = Math.min(to + 1, piece.length);
          next++;
        }
        line++;
      }
      if (piece.length > kept) writeSync(handle, piece, kept, piece.length - kept);
    });
  } finally {
    closeSync(handle);
  }
}

/** The number in the file of a row, where some lines are no rows. @param skipped sorted numbers of lines, from 1 */
export function lineOfRow(row: number, skipped: readonly number[]): number {
  // Line 1 is the header; the row after `n` skipped lines stands `n` lines further down.
  let [low, high] = [0, skipped.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((skipped[middle] ?? 0) - middle <= row + 2) low = middle + 1;
    else high = middle;
  }
  return row + 2 + low;
}

/** Whole lines at a time: what is left of the last one goes before the next piece. */
function eachPiece(file: string, take: (piece: Buffer) => void): void {
  const handle = openSync(file, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    const buffer = Buffer.alloc(PIECE);
    for (
      let read = readSync(handle, buffer, 0, PIECE, null);
      read > 0;
      read = readSync(handle, buffer, 0, PIECE, null)
    ) {
      const all = Buffer.concat([rest, buffer.subarray(0, read)]);
      const end = all.lastIndexOf(NEWLINE) + 1;
      if (end > 0) take(all.subarray(0, end));
      rest = Buffer.from(all.subarray(end));
    }
    if (rest.length > 0) take(rest);
  } finally {
    closeSync(handle);
  }
}

function* linesOf(piece: Buffer): Generator<readonly [from: number, to: number]> {
  for (let from = 0; from < piece.length;) {
    const at = piece.indexOf(NEWLINE, from);
    const to = at < 0 ? piece.length : at;
    yield [from, to];
    from = to + 1;
  }
}

function newlinesIn(piece: Buffer): number {
  let count = 0;
  for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

function hasEmptyLine(piece: Buffer): boolean {
  return (
    piece[0] === NEWLINE ||
    (piece[0] === RETURN && piece[1] === NEWLINE) ||
    piece.includes('\n\n') ||
    piece.includes('\n\r\n')
  );
}

function quotesEnd(piece: Buffer, from: number, to: number, separator: number): boolean {
  let quoted = false;
  for (let at = from; at < to; at++) {
    if (piece[at] !== QUOTE) continue;
    // A mark opens a value at its beginning only; inside, two of them are one.
    if (!quoted) quoted = at === from || piece[at - 1] === separator;
    else if (at + 1 < to && piece[at + 1] === QUOTE) at++;
    else quoted = false;
  }
  return !quoted;
}
