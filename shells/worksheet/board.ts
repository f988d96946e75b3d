import { bold, plain, type Item, type Rectangle } from '../packet/items.ts';
import { printable } from '../packet/printable.ts';
import type { Column, Sheet, Style } from '../packet/sheet.ts';

/** From one line to the next, in points: close, because all has to stand on one page. */
export function leading({ size }: Style): number {
  return size * 1.16;
}

/** What stands on a page, and where it ends: it may be longer than the paper. */
export interface LaidOut {
  readonly items: readonly Item[];
  /** In points from the upper edge. */
  readonly bottom: number;
}

/** A part of a text that is set in one style. */
export interface Run {
  readonly text: string;
  readonly style: Style;
}

/** The smallest type that is set, in points. */
export const LEAST_TYPE = 5;

/** Side of a box to tick, in points: large enough for a pen. */
export const TICK = 9;

/** Collects what stands on a page, each thing with its place; nothing is drawn before all of it is known to fit. */
export class Board {
  readonly #sheet: Sheet;
  readonly #items: Item[] = [];

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  widthOf(text: string, style: Style): number {
    return this.#sheet.widthOf(printable(text), style);
  }

  /** The style in the largest size, no larger than its own, at which a text stands on one line, but not smaller than can be read. */
  fitting(text: string, style: Style, width: number): Style {
    const at = this.widthOf(text, style);
    return at <= width
      ? style
      : { ...style, size: Math.max(LEAST_TYPE, Math.floor((style.size * width * 10) / at) / 10) };
  }

  /** A text in as many lines as it takes. @returns where it ends */
  text(text: string, style: Style, column: Column, top: number): number {
    const { lines } = this.#sheet.set(text, style, column);
    lines.forEach((line, index) => {
      this.#line(line, style, column.left, top + index * leading(style));
    });
    return top + lines.length * leading(style);
  }

  /** A text in several styles, running on from one into the next. @returns where it ends */
  runs(parts: readonly Run[], column: Column, top: number): number {
    let [left, y] = [column.left, top];
    for (const { text, style } of parts) {
      const space = this.widthOf(' ', style);
      let piece = '';
      // A mark stays with the word that it marks.
      for (const word of printable(text).split(/(?<!!) /u)) {
        const longer = piece === '' ? word : `${piece} ${word}`;
        if (
          left + this.widthOf(longer, style) <= column.left + column.width ||
          (piece === '' && left === column.left)
        ) {
          piece = longer;
          continue;
        }
        if (piece !== '') this.#line(piece, style, left, y);
        [left, y, piece] = [column.left, y + leading(style), word];
      }
      this.#line(piece, style, left, y);
      left += this.widthOf(piece, style) + space;
    }
    return y + leading(parts.at(-1)?.style ?? plain(0));
  }

  /** One line in the middle of a column. @returns where it ends */
  centered(text: string, style: Style, column: Column, top: number): number {
    const left = column.left + (column.width - this.widthOf(text, style)) / 2;
    this.#line(printable(text), style, left, top);
    return top + leading(style);
  }

  /** A label in bold and its text behind it; null is a blank to write on, to the end of the column. @returns where it ends */
  field(label: string, text: string | null, size: number, column: Column, top: number): number {
    const name = text === null || text !== '' ? `${label}:` : label;
    this.#line(printable(name), bold(size), column.left, top);
    const beside = this.widthOf(`${name} `, bold(size)) + 2;
    const rest: Column = { left: column.left + beside, width: column.width - beside };
    if (text !== null) return this.text(text, plain(size), rest, top);
    this.blank(rest, top + size * 0.98);
    return top + leading(plain(size));
  }

  /** A line to write on. */
  blank(column: Column, top: number): void {
    this.rule(0.6, column, top);
  }

  rule(thickness: number, column: Column, top: number): void {
    this.#items.push({ kind: 'rule', thickness, column, top });
  }

  /** A line from top to bottom. */
  upright(thickness: number, left: number, top: number, height: number): void {
    this.black([{ left: left - thickness / 2, top, width: thickness, height }]);
  }

  box(thickness: number, column: Column, top: number, height: number): void {
    this.#items.push({ kind: 'box', thickness, column, top, height });
  }

  /** A box to tick, or one that is crossed already. */
  tick(left: number, top: number, crossed = false): void {
    this.box(0.9, { left, width: TICK }, top, TICK);
    if (crossed) this.centered('X', bold(TICK), { left, width: TICK }, top + 0.9);
  }

  black(rectangles: readonly Rectangle[]): void {
    this.#items.push({ kind: 'black', rectangles });
  }

  #line(text: string, style: Style, left: number, top: number): void {
    this.#items.push({ kind: 'line', text, style, left, top });
  }
}
