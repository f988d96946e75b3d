import { HEADER_WIDTHS, USUAL, type Delimiters } from './delimiters.ts';

/** An element: nothing, a text, or the parts of a composite. */
export type Element = string | null | undefined | readonly (string | null | undefined)[];

/** A text that no 837 file can carry, and where it was to stand. */
export interface Unwritable {
  /** `NM103`: the segment and the place in it. */
  readonly place: string;
  readonly text: string;
  readonly what: string;
}

/** The first character outside the basic and extended sets of X12, which no receiver has to read. */
const OUTSIDE = /[^A-Za-z0-9 !"&'()*+,\-./:;?=%@[\]_{}\\|<>~#$]/u;

/** Collects segments. X12 has no way to escape a delimiter, so a text that holds one is not written. */
export class X12Writer {
  readonly delimiters: Delimiters;
  readonly #segments: string[] = [];
  readonly #unwritable: Unwritable[] = [];

  constructor(delimiters: Delimiters = USUAL) {
    this.delimiters = delimiters;
  }

  /** How many segments there are by now. */
  get count(): number {
    return this.#segments.length;
  }

  get segments(): readonly string[] {
    return this.#segments;
  }

  get unwritable(): readonly Unwritable[] {
    return this.#unwritable;
  }

  /** The header of an interchange, whose elements have fixed lengths. */
  addHeader(values: readonly string[]): void {
    const fixed = HEADER_WIDTHS.map((width, index) => {
      const value = values[index] ?? '';
      // Its last two delimiters are values of the header.
      if (index !== 10 && index !== 15) this.#check(`ISA${String(index + 1).padStart(2, '0')}`, value);
      return value.padEnd(width, ' ').slice(0, width);
    });
    this.#segments.push(['ISA', ...fixed].join(this.delimiters.element));
  }

  /** One segment; empty elements at its end, and empty parts at the end of a composite, are left out. */
  add(name: string, ...elements: readonly Element[]): void {
    const texts = elements.map((element, index) => {
      const place = `${name}${String(index + 1).padStart(2, '0')}`;
      const parts = (typeof element === 'object' && element !== null ? element : [element]).map((part) => part ?? '');
      for (const part of parts) this.#check(place, part);
      return withoutEnd(parts).join(this.delimiters.component);
    });
    this.#segments.push([name, ...withoutEnd(texts)].join(this.delimiters.element));
  }

  #check(place: string, text: string): void {
    const { element, repetition, component, segment } = this.delimiters;
    const held = [element, repetition, component, segment].find((delimiter) => text.includes(delimiter));
    const outside = OUTSIDE.exec(text)?.[0];
    if (held === undefined && outside === undefined) return;
    const what =
      held === undefined
        ? `"${outside ?? ''}" is no character of an X12 file`
        : `"${held}" cuts the file into its parts and cannot stand in a text`;
    this.#unwritable.push({ place, text, what });
  }
}

function withoutEnd(parts: readonly string[]): readonly string[] {
  const last = parts.findLastIndex((part) => part !== '');
  return parts.slice(0, last + 1);
}

/** Whole cents as dollars, without zeros that say nothing: 150000 is `1500`, 1250 is `12.5`. */
export function dollars(cents: number): string {
  return decimalText(cents, 2);
}

/** A count with up to three decimals, without zeros that say nothing. */
export function quantity(count: number): string {
  return decimalText(Math.round(count * 1000), 3);
}

function decimalText(scaled: number, places: number): string {
  const digits = String(scaled).padStart(places + 1, '0');
  const [whole, fraction] = [digits.slice(0, -places), digits.slice(-places).replace(/0+$/u, '')];
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** YYYY-MM-DD as CCYYMMDD. */
export function compactDate(day: string): string {
  return day.replaceAll('-', '');
}
