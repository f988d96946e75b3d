import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from './lines.ts';
import { printable, unprintableIn } from './printable.ts';

/** What the standard fonts of a PDF have a sign for. */
const WIN_ANSI = new Set(
  Array.from({ length: 256 }, (_, code) => new TextDecoder('windows-1252').decode(Uint8Array.of(code))),
);

describe('a text for the standard fonts', () => {
  it.each([
    ['18 ≥ 10, ≤ 20', '18 >= 10, <= 20'],
    ['Łukasz Wiśniewski', 'Lukasz Wisniewski'],
    ['Nguyễn Thị', 'Nguyen Thi'],
    ['TNF-α, 5 μg', 'TNF-alpha, 5 µg'],
    ['non\u2011breaking\u00a0space', 'non-breaking space'],
    ['Müller – “é” § €', 'Müller – “é” § €'],
    ['王小明', '[?]'],
    ['Иван Петров, MD', '[?], MD'],
    ['a\u200bb\u0007c', 'ab c'],
    ['ﬁrst ½', 'first ½'],
  ])('%s: %s', (text, wanted) => {
    expect(printable(text)).toBe(wanted);
  });

  it('holds only signs that the fonts have, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const character of printable(text)) expect(WIN_ANSI.has(character)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is told of where something of it is lost', () => {
    expect(unprintableIn({ a: ['x', { b: '王' }], c: null, d: 3, e: 'Łódź' })).toEqual(['王']);
  });
});

describe('lines', () => {
  const measure = (text: string): number => text.length;
  it.each([
    ['one two three', 8, ['one two', 'three']],
    ['Observation/second-line', 14, ['Observation/', 'second-line']],
    ['abcdefghij kl', 4, ['abcd', 'efgh', 'ij', 'kl']],
    ['', 4, ['']],
  ])('%j in %i: %j', (text, width, wanted) => {
    expect(linesOf(text, width, measure)).toEqual(wanted);
  });

  it('are no longer than there is room for, and lose nothing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 1, max: 30 }), (text, width) => {
        const lines = linesOf(text, width, measure);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      }),
      { numRuns: 2_000 },
    );
  });
});
