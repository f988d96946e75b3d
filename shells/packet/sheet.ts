import type PDFDocument from 'pdfkit';
import { linesOf } from './lines.ts';
import { printable } from './printable.ts';

/** How a text is set. Everything is black: a fax knows no grey. */
export interface Style {
  readonly font: 'Helvetica' | 'Helvetica-Bold' | 'Helvetica-Oblique';
  readonly size: number;
}

export const BODY: Style = { font: 'Helvetica', size: 10.5 };
export const STRONG: Style = { font: 'Helvetica-Bold', size: 10.5 };
export const NOTE: Style = { font: 'Helvetica-Oblique', size: 10 };
const HEADING: Style = { font: 'Helvetica-Bold', size: 13 };
export const TITLE: Style = { font: 'Helvetica-Bold', size: 17 };

/** US Letter in points, 72 an inch. */
export const PAGE = { width: 612, height: 792, left: 60, right: 552, top: 96, bottom: 728 } as const;

/** A column of a page, in points from its left edge. */
export interface Column {
  readonly left: number;
  readonly width: number;
}
export const FULL: Column = { left: PAGE.left, width: PAGE.right - PAGE.left };

/** A text with its style, broken into lines for a column. */
export interface SetText {
  readonly lines: readonly string[];
  readonly style: Style;
  readonly column: Column;
}

/** Writes down the pages from top to bottom and begins a new one where there is no room. */
export class Sheet {
  readonly #document: PDFKit.PDFDocument;
  #y: number = PAGE.top;

  constructor(document: InstanceType<typeof PDFDocument>) {
    this.#document = document;
  }

  /** Where the next thing goes, in points from the top of the page. */
  get y(): number {
    return this.#y;
  }

  get document(): PDFKit.PDFDocument {
    return this.#document;
  }

  /** Breaks a text for a column without writing it. */
  set(text: string, style: Style = BODY, column: Column = FULL): SetText {
    this.#document.font(style.font).fontSize(style.size);
    const measure = (part: string): number => this.#document.widthOfString(part);
    return { lines: linesOf(printable(text), column.width, measure), style, column };
  }

  newPage(): void {
    this.#document.addPage();
    this.#y = PAGE.top;
  }

  /** Begins a new page unless `height` points are left on this one. */
  room(height: number): void {
    if (this.#y + height > PAGE.bottom && this.#y > PAGE.top) this.newPage();
  }

  gap(height: number): void {
    this.#y += height;
  }

  /** Writes a text below what stands, on as many pages as it takes, never one line of a paragraph alone. */
  write(text: string, style: Style = BODY, column: Column = FULL): void {
    this.writeSet([this.set(text, style, column)]);
  }

  /** Writes texts that belong together: on one page where they are no longer than a third of one. */
  writeSet(texts: readonly SetText[]): void {
    const height = heightOf(texts);
    this.room(height <= (PAGE.bottom - PAGE.top) / 3 ? height : 3 * lineHeight(BODY));
    for (const { lines, style, column } of texts)
      for (const line of lines) {
        this.room(lineHeight(style));
        this.line(line, style, column.left, this.#y);
        this.#y += lineHeight(style);
      }
  }

  /** Writes texts side by side, the tops level; the next thing comes below the longest. Very long ones come one by one. */
  writeBeside(texts: readonly SetText[]): void {
    const height = Math.max(...texts.map((text) => heightOf([text])));
    if (height > (PAGE.bottom - PAGE.top) / 2) {
      this.writeSet(texts);
      return;
    }
    this.room(height);
    for (const { lines, style, column } of texts)
      lines.forEach((line, index) => {
        this.line(line, style, column.left, this.#y + index * lineHeight(style));
      });
    this.#y += height;
  }

  /** One line at a place, where nothing is broken any more. */
  line(text: string, style: Style, left: number, top: number): void {
    this.#document.font(style.font).fontSize(style.size).fillColor('black').text(text, left, top, { lineBreak: false });
  }

  widthOf(text: string, style: Style): number {
    return this.#document.font(style.font).fontSize(style.size).widthOfString(text);
  }

  /** A heading stays with what follows: `after` points of it at least. */
  heading(text: string, after = 60): void {
    const set = this.set(text, HEADING);
    this.room(14 + heightOf([set]) + 6 + after);
    if (this.#y > PAGE.top) this.#y += 14;
    this.writeSet([set]);
    this.rule(1.2);
    this.#y += 6;
  }

  rule(thickness: number, column: Column = FULL, top: number = this.#y): void {
    this.#document
      .lineWidth(thickness)
      .moveTo(column.left, top)
      .lineTo(column.left + column.width, top)
      .stroke('black');
  }
}

/** From one line to the next, in points. */
export function lineHeight({ size }: Style): number {
  return size * 1.28;
}

export function heightOf(texts: readonly SetText[]): number {
  return texts.reduce((sum, { lines, style }) => sum + lines.length * lineHeight(style), 0);
}
