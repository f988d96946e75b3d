import { markedText, type CardPage } from '../../core/explain/card-page.ts';
import type { CardField } from '../../core/explain/card-source.ts';
import { bold, plain, type Item } from '../packet/items.ts';
import { linesOf } from '../packet/lines.ts';
import { printable } from '../packet/printable.ts';
import type { Column, Sheet, Style } from '../packet/sheet.ts';

/** How a card is set. */
export interface Setting {
  /** Points of the type of its text. */
  readonly size: number;
  /** From one line to the next, as a multiple of the size. */
  readonly leading: number;
}

const BOX_INSET = 8;
const BULLET = 10;

/** Lays out one thing below the other in a column; nothing is drawn before all of it is known to fit. */
export class Flow {
  readonly #sheet: Sheet;
  readonly #size: number;
  readonly #leading: number;
  readonly #column: Column;
  readonly #items: Item[] = [];
  #top: number;

  constructor(sheet: Sheet, { size, leading }: Setting, column: Column, top: number) {
    this.#sheet = sheet;
    this.#size = size;
    this.#leading = leading;
    this.#column = column;
    this.#top = top;
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  /** Where the next thing goes, in points from the upper edge. */
  get top(): number {
    return this.#top;
  }

  gap(height: number): void {
    this.#top += height;
  }

  rule(thickness: number): void {
    this.#items.push({ kind: 'rule', thickness, column: this.#column, top: this.#top });
  }

  paragraph(text: string, style: Style, column: Column = this.#column): void {
    for (const line of this.#sheet.set(text, style, column).lines) this.#line(line, style, column.left);
  }

  /** Lines in a heavy frame. */
  boxed(texts: readonly (readonly [string, Style])[]): void {
    const { left, width } = this.#column;
    const top = this.#top;
    this.gap(4);
    const column: Column = { left: left + BOX_INSET, width: width - 2 * BOX_INSET };
    for (const [text, style] of texts) this.paragraph(text, style, column);
    this.gap(3);
    this.#items.push({ kind: 'box', thickness: 2, column: this.#column, height: this.#top - top, top });
    this.gap(6);
  }

  /** Labels in a column of their own, their texts beside them; a blank is a line to write on. */
  fields(list: readonly CardField[]): void {
    const { left, width } = this.#column;
    const style = plain(this.#size);
    const widths = list.map(({ label }) => this.#sheet.widthOf(printable(label), bold(this.#size)));
    const beside = Math.max(0, ...widths) + 10;
    const column: Column = { left: left + beside, width: width - beside };
    for (const { label, text } of list) {
      if (text === null) this.gap(this.#size * 0.45);
      const top = this.#top;
      this.#items.push({ kind: 'line', text: printable(label), style: bold(this.#size), left, top });
      if (text !== null) this.paragraph(text, style, column);
      else {
        this.gap(style.size * this.#leading);
        this.#items.push({ kind: 'rule', thickness: 0.7, column, top: this.#top - 2 });
      }
    }
  }

  /** Whom to call, with the number in large type; a blank is a line to write on. */
  contact({ label, text }: CardField): void {
    this.paragraph(label, plain(this.#size));
    if (text !== null) {
      this.paragraph(text, bold(this.#size + 2.5));
      return;
    }
    this.gap((this.#size + 2.5) * 1.3);
    this.#items.push({ kind: 'rule', thickness: 0.7, column: this.#column, top: this.#top - 2 });
  }

  /** A section of which the title begins the first line: it takes no line of its own. */
  runIn({ title, lines }: CardPage['sections'][number]): void {
    this.gap(this.#size * 0.42);
    const [first, ...others] = lines;
    if (first !== undefined) this.#led(`${title}:`, markedText(first));
    for (const line of others) this.paragraph(markedText(line), plain(this.#size));
  }

  section({ title, lines }: CardPage['sections'][number]): void {
    this.gap(this.#size * 0.42);
    this.paragraph(title, bold(this.#size + 1.5));
    this.rule(1);
    this.gap(2.5);
    const { left, width } = this.#column;
    for (const line of lines) {
      if (line.lead !== undefined) {
        this.#led(`${line.lead}:`, markedText(line));
        continue;
      }
      this.#items.push({ kind: 'line', text: '•', style: plain(this.#size), left: left + 1, top: this.#top });
      this.paragraph(markedText(line), plain(this.#size), { left: left + BULLET, width: width - BULLET });
    }
  }

  /** A text that begins with a word or two in bold. */
  #led(lead: string, text: string): void {
    const [first, style] = [printable(lead), plain(this.#size)];
    const { left, width } = this.#column;
    const ledWidth = this.#sheet.widthOf(`${first} `, bold(this.#size));
    const measure = (part: string): number =>
      part.startsWith(first)
        ? ledWidth + this.#sheet.widthOf(part.slice(first.length).trimStart(), style)
        : this.#sheet.widthOf(part, bold(this.#size));
    const [begin = '', ...rest] = linesOf(printable(`${lead} ${text}`), width, measure);
    this.#items.push({ kind: 'line', text: first, style: bold(this.#size), left, top: this.#top });
    this.#line(begin.slice(first.length).trimStart(), style, left + ledWidth);
    const others = rest.join(' ');
    if (others !== '') this.paragraph(others, style);
  }

  #line(text: string, style: Style, left: number): void {
    this.#items.push({ kind: 'line', text, style, left, top: this.#top });
    this.#top += style.size * this.#leading;
  }
}
