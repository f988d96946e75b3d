import { delimitersAt, HEADER_LENGTH, nextHeader, type Delimiters } from './delimiters.ts';

/** One segment; `elements[0]` is its name. */
export interface Segment {
  readonly kind: 'segment';
  /** Its place in the file, from 1. */
  readonly number: number;
  readonly elements: readonly string[];
  readonly delimiters: Delimiters;
}

/** A stretch of the file that is no segment. The cutter goes on at the next sound interchange header. */
export interface Unread {
  readonly kind: 'unread';
  /** The number that a segment would have there. */
  readonly number: number;
  readonly what: string;
  readonly mend: string;
  /** Its beginning. */
  readonly text: string;
}

/** A segment as it stands in the file. */
export function textOf({ elements, delimiters }: Segment): string {
  return `${elements.join(delimiters.element)}${delimiters.segment}`;
}

/** The longest segment of a claim is a few hundred characters; more means that the terminator is another. */
const LONGEST = 10_000;
const SHOWN = 200;
const CONTROL = /[\u0000-\u001f\u007f]/gu;
const SPACE = /[\s\0\uFEFF]*/uy;

/**
 * Cuts text that arrives in pieces into segments. Line ends and blanks between segments, and a byte order mark, count
 * for nothing. It holds no more than one piece and one segment.
 */
export class SegmentCutter {
  #buffer = '';
  #number = 0;
  #delimiters: Delimiters | undefined;
  /** Between two headers, after something that could not be read. */
  #lost = false;

  /** The segments that are whole by now. */
  push(piece: string): readonly (Segment | Unread)[] {
    this.#buffer += piece;
    return this.#cut(false);
  }

  /** The rest, once the file has ended. */
  end(): readonly (Segment | Unread)[] {
    return this.#cut(true);
  }

  #cut(last: boolean): readonly (Segment | Unread)[] {
    const found: (Segment | Unread)[] = [];
    let at = 0;
    for (;;) {
      const next: number | undefined = this.#lost
        ? this.#search(at)
        : this.#delimiters === undefined
          ? this.#header(at, last, found)
          : this.#segment(this.#delimiters, at, last, found);
      if (next === undefined) break;
      at = next;
    }
    this.#buffer = last ? '' : this.#buffer.slice(this.#kept(at));
    return found;
  }

  /** While lost only the end of the text is kept, where a header may have begun. */
  #kept(at: number): number {
    return this.#lost ? Math.max(at, this.#buffer.length - HEADER_LENGTH) : at;
  }

  #search(at: number): number | undefined {
    const found = nextHeader(this.#buffer, at);
    if (found < 0) return undefined;
    this.#lost = false;
    return found;
  }

  #header(from: number, last: boolean, found: (Segment | Unread)[]): number | undefined {
    const at = this.#afterSpace(from);
    if (at >= this.#buffer.length) return undefined;
    if (this.#buffer.length - at < HEADER_LENGTH && !last) return undefined;
    const delimiters = delimitersAt(this.#buffer, at);
    if (typeof delimiters === 'string') return this.#lose(at, delimiters, HEADER_MEND, found);
    this.#delimiters = delimiters;
    this.#add(this.#buffer.slice(at, at + HEADER_LENGTH - 1), delimiters, found);
    return at + HEADER_LENGTH;
  }

  #segment(delimiters: Delimiters, from: number, last: boolean, found: (Segment | Unread)[]): number | undefined {
    const at = this.#afterSpace(from, delimiters.segment);
    const end = this.#buffer.indexOf(delimiters.segment, at);
    const length = (end < 0 ? this.#buffer.length : end) - at;
    if (end < 0 && !last && length <= LONGEST) return undefined;
    // A header in the middle: the interchange before it was cut off, and its last segment with it.
    const header = length >= HEADER_LENGTH - 1 ? nextHeader(this.#buffer.slice(0, at + length + 1), at) : -1;
    if (header >= 0) {
      if (header > at) this.#unread(at, header, CUT, CUT_MEND, found);
      this.#delimiters = undefined;
      return header;
    }
    if (length > LONGEST) return this.#lose(at, TOO_LONG, TOO_LONG_MEND, found);
    if (end < 0) {
      if (length > 0) this.#unread(at, at + length, CUT, CUT_MEND, found);
      return undefined;
    }
    const text = this.#buffer.slice(at, end).trimEnd();
    if (hasControl(text, delimiters)) this.#unread(at, end, BROKEN, BROKEN_MEND, found);
    else if (text !== '') this.#add(text, delimiters, found);
    if (text.startsWith(`IEA${delimiters.element}`) || text === 'IEA') this.#delimiters = undefined;
    return end + 1;
  }

  #add(text: string, delimiters: Delimiters, found: (Segment | Unread)[]): void {
    this.#number += 1;
    found.push({ kind: 'segment', number: this.#number, elements: text.split(delimiters.element), delimiters });
  }

  #unread(from: number, to: number, what: string, mend: string, found: (Segment | Unread)[]): void {
    const text = this.#buffer.slice(from, Math.min(to, from + SHOWN));
    this.#number += 1;
    found.push({ kind: 'unread', number: this.#number, what, mend, text });
  }

  /** @returns where the search for the next header begins */
  #lose(at: number, what: string, mend: string, found: (Segment | Unread)[]): number {
    this.#unread(at, this.#buffer.length, what, mend, found);
    this.#lost = true;
    this.#delimiters = undefined;
    return at + 1;
  }

  #afterSpace(from: number, terminator?: string): number {
    SPACE.lastIndex = from;
    const space = SPACE.exec(this.#buffer)?.[0] ?? '';
    // A line end may itself be the terminator.
    const stop = terminator === undefined ? -1 : space.indexOf(terminator);
    return from + (stop < 0 ? space.length : stop);
  }
}

/** A control character that is none of the delimiters: some files are cut by control characters. */
function hasControl(text: string, { element, component, repetition }: Delimiters): boolean {
  const found = text.match(CONTROL);
  return found?.some((sign) => sign !== element && sign !== component && sign !== repetition) ?? false;
}

const HEADER_MEND = 'Export the file again; what follows is read from the next sound ISA on';
const CUT = 'the file was cut off in the middle of this segment';
const CUT_MEND = 'Export the file again, whole';
const BROKEN = 'a line end or another control character stands inside this segment';
const BROKEN_MEND = 'See whether the terminator of a segment is missing here';
const TOO_LONG = `no segment terminator within ${LONGEST} characters`;
const TOO_LONG_MEND = 'See that segments end with the character that the header ISA ends with';
