/** The four characters that a file is cut by; the header of an interchange names them. */
export interface Delimiters {
  readonly element: string;
  readonly repetition: string;
  readonly component: string;
  readonly segment: string;
}

/** What nearly every trading partner uses. */
export const USUAL: Delimiters = { element: '*', repetition: '^', component: ':', segment: '~' };

/** Characters of an interchange header from its first letter to its terminator, both inside. */
export const HEADER_LENGTH = 106;

/** Lengths of ISA01 to ISA16; the header is the one segment whose elements have fixed lengths. */
export const HEADER_WIDTHS: readonly number[] = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

/** Where the element separators of a header stand, from 0. */
const SEPARATORS = HEADER_WIDTHS.reduce<readonly number[]>(
  (places, width) => [...places, (places.at(-1) ?? 0) + width + 1],
  [3],
).slice(0, HEADER_WIDTHS.length);
const REPETITION_AT = 82;
const COMPONENT_AT = 104;
const SEGMENT_AT = 105;

/** The delimiters of the header that begins at `from`, or what is wrong with it. It looks at HEADER_LENGTH characters. */
export function delimitersAt(text: string, from = 0): Delimiters | string {
  if (!text.startsWith('ISA', from)) return 'an interchange begins with ISA, in capitals';
  if (text.length - from < HEADER_LENGTH) return `the header ISA has fewer than ${HEADER_LENGTH} characters`;
  const at = (place: number): string => text.charAt(from + place);
  const element = at(3);
  if (SEPARATORS.some((place) => at(place) !== element))
    return `the elements of the header ISA do not have their fixed lengths (separator ${JSON.stringify(element)})`;
  const [repetition, component, segment] = [at(REPETITION_AT), at(COMPONENT_AT), at(SEGMENT_AT)];
  const all = [element, component, segment];
  // Before version 00501 the place of the repetition separator held the letter U.
  if (all.some((sign) => /[\p{L}\p{N}]/u.test(sign))) return 'the header ISA names a letter or a digit as delimiter';
  if (all.includes(' ')) return 'the header ISA names a blank as delimiter';
  if (new Set([...all, repetition]).size < 4) return 'the header ISA names one character for two delimiters';
  return { element, repetition, component, segment };
}

/** Where a sound header begins in `text` at `from` or later; -1 where there is none. */
export function nextHeader(text: string, from: number): number {
  for (let at = text.indexOf('ISA', from); at >= 0; at = text.indexOf('ISA', at + 1))
    if (typeof delimitersAt(text, at) !== 'string') return at;
  return -1;
}
