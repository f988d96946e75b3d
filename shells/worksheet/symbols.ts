import type { Rectangle } from '../packet/items.ts';
import type { Bars, Matrix } from './bar-code.ts';

/** One dot of a printer with 300 dots an inch, in points: modules are whole dots, so that no edge is blurred. */
const DOT = 72 / 300;
/** Dots of a module of bars: at least 0.17 mm, the narrowest that hand scanners of a hospital read, at most 0.42 mm. */
const BAR_DOTS = { least: 2, most: 5 } as const;
/** Dots of a module of a Data Matrix: 0.42 mm. */
const MATRIX_DOTS = 5;
/** White modules around: at either end of bars, on each side of a Data Matrix. */
const QUIET = { bars: 10, matrix: 2 } as const;

/** A symbol laid out: its black parts, and the room that it takes with the white around it. */
export interface Symbol {
  readonly rectangles: readonly Rectangle[];
  readonly width: number;
  readonly height: number;
}

/**
 * Bars in the widest modules that fit, the upper left corner of their room at `left`, `top`.
 * @param width room for the bars with the white on both sides
 * @returns null where they do not fit
 */
export function placeBars({ widths }: Bars, left: number, top: number, width: number, height: number): Symbol | null {
  const modules = widths.reduce((sum, part) => sum + part, 0) + 2 * QUIET.bars;
  const dots = Math.min(BAR_DOTS.most, Math.floor(width / (modules * DOT)));
  if (dots < BAR_DOTS.least) return null;
  const module = dots * DOT;
  const starts = widths.map((_part, index) => widths.slice(0, index).reduce((sum, part) => sum + part, QUIET.bars));
  const rectangles = widths.flatMap((part, index) =>
    index % 2 === 0 ? [{ left: left + (starts[index] ?? 0) * module, top, width: part * module, height }] : [],
  );
  return { rectangles, width: modules * module, height };
}

/** A Data Matrix, the upper left corner of its room at `left`, `top`; runs of black modules are one rectangle each. */
export function placeMatrix({ rows }: Matrix, left: number, top: number): Symbol {
  const module = MATRIX_DOTS * DOT;
  const rectangles = rows.flatMap((row, y) =>
    runsOf(row).map(({ from, length }) => ({
      left: left + (QUIET.matrix + from) * module,
      top: top + (QUIET.matrix + y) * module,
      width: length * module,
      height: module,
    })),
  );
  const side = (count: number): number => (count + 2 * QUIET.matrix) * module;
  return { rectangles, width: side(rows[0]?.length ?? 0), height: side(rows.length) };
}

function runsOf(row: readonly boolean[]): readonly { readonly from: number; readonly length: number }[] {
  const begins = row.flatMap((dark, x) => (dark && row[x - 1] !== true ? [x] : []));
  return begins.map((from) => {
    const end = row.indexOf(false, from);
    return { from, length: (end < 0 ? row.length : end) - from };
  });
}
