import { isCalendarDate } from '../knowledge/schema-parts.ts';
import type { Fault837 } from './claim-line.ts';
import type { Segment } from './segments.ts';

/** Days read before, for a file holds few of them and each many times; no more than the calendar has. */
const DAYS = new Map<string, string>();
const COMPACT = 8;

/** Values of segments. What cannot be meant is noted as a fault, and null is given. */
export class Values {
  readonly #faults: Fault837[] = [];

  get faults(): readonly Fault837[] {
    return this.#faults;
  }

  /** @returns null, so that a reader can end with it */
  fault(segment: number, what: string, mend: string): null {
    this.#faults.push({ segment, what, mend });
    return null;
  }

  /** Digits with at most `places` decimals, as so many of the last place: 12.5 with two places is 1250. */
  scaled(segment: Segment, text: string, name: string, places: number): number | null {
    const match = /^(-?)(\d*)(?:\.(\d*))?$/u.exec(text);
    const [, sign = '', whole = '', fraction = ''] = match ?? [];
    if (match === null || whole + fraction === '')
      return this.fault(segment.number, `${name} "${text}" is no number`, 'Write digits and a point');
    const kept = fraction.replace(/0+$/u, '');
    if (kept.length > places)
      return this.fault(segment.number, `${name} "${text}" has more than ${places} decimals`, 'Correct it');
    const value = Number(`${whole}${kept.padEnd(places, '0')}`);
    if (sign !== '' && value !== 0)
      return this.fault(segment.number, `${name} "${text}" is negative`, 'A claim bills no less than nothing');
    if (!Number.isSafeInteger(value))
      return this.fault(segment.number, `${name} "${text}" is larger than any claim`, 'Correct it');
    return value;
  }

  /** CCYYMMDD as YYYY-MM-DD. */
  date(segment: Segment, text: string, name: string): string | null {
    const known = DAYS.get(text);
    if (known !== undefined) return known;
    const day = text.replace(/^(\d{4})(\d{2})(\d{2})$/u, '$1-$2-$3');
    if (!isCalendarDate(day) || text.length !== COMPACT)
      return this.fault(segment.number, `${name} "${text}" is no day of the calendar`, 'Write it as CCYYMMDD');
    DAYS.set(text, day);
    return day;
  }

  /** One day (D8), or first and last day (RD8) with a hyphen between. */
  period(segment: Segment, name: string): { readonly from: string; readonly to: string } | null {
    const [, , format = '', text = ''] = segment.elements;
    const parts = format === 'RD8' ? text.split('-') : [text, text];
    const [first = '', last = ''] = parts;
    if ((format !== 'D8' && format !== 'RD8') || parts.length !== 2)
      return this.fault(segment.number, `${name} "${text}" has no known format (${format})`, 'Use D8 or RD8');
    const [from, to] = [this.date(segment, first, name), this.date(segment, last, name)];
    if (from === null || to === null) return null;
    if (to < from) return this.fault(segment.number, `${name} "${text}" ends before it begins`, 'Correct one of both');
    return { from, to };
  }

  /** A text that fits the pattern. */
  text(segment: Segment, text: string, pattern: RegExp, name: string, wanted: string): string | null {
    if (pattern.test(text)) return text;
    return this.fault(segment.number, `${name} "${text}" is none`, wanted);
  }

  /** An ICD-10-CM code with its dot. */
  diagnosis(segment: Segment, text: string): string | null {
    const code = text.trim().toUpperCase();
    if (!/^[A-Z]\d[A-Z\d]{1,5}$/u.test(code))
      return this.fault(segment.number, `diagnosis "${text}" is no ICD-10-CM code`, 'Write it without its dot');
    return code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
  }
}

/** An element without blanks around it; empty where the segment ends before it. */
export function element(segment: Segment, at: number): string {
  return segment.elements[at]?.trim() ?? '';
}

/** The parts of a composite element. */
export function parts(segment: Segment, at: number): readonly string[] {
  return element(segment, at).split(segment.delimiters.component);
}

export const NPI = /^\d{10}$/u;
