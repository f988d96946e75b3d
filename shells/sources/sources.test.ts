import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cite } from './cite.ts';
import { readDocument } from './document.ts';
import type { Source } from './source-file.ts';
import { fingerprint, tokenise } from './tokens.ts';
import { verifyDocument, type Pointer } from './verify.ts';

const words = (text: string): string[] => tokenise(text).map((token) => token.text);

describe('tokens', () => {
  it.each([
    ['Patient is ≥ 18 years; AND', ['patient', 'is', '≥', '18', 'years', 'and']],
    ['0.9 mg/mL × 1.1 mL = 0.99 mg.', ['0.9', 'mg', 'ml', '1.1', 'ml', '=', '0.99', 'mg']],
    ['C34.90, and 5.21.223', ['c34.90', 'and', '5.21.223']],
    ['22-24 hours (50%)', ['22', '24', 'hours', '50', '%']],
    ['ﬁrst Authorization ¹', ['first', 'authorization', '1']],
    ['** *† Φ•', ['φ']],
  ])('of %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('a running head counts once, so that it does not cut a sentence that runs over the page', () => {
    const text = 'Page 1 of 2\nfirst half of\nPage 2 of 2\nthe sentence';
    expect(
      tokenise(text, [/^Page \d/u])
        .map((token) => token.text)
        .join(' '),
    ).toBe('page 1 of 2 first half of the sentence');
  });

  it('letter case, line ends and typography do not change a fingerprint', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(fingerprint(words(text.replaceAll(' ', '\n').toUpperCase()))).toBe(
          fingerprint(words(text.toLowerCase())),
        );
      }),
    );
  });
});

const TEXT = [
  'One. Alpha beta gamma delta.',
  'Two. Alpha beta gamma delta.',
  'Alpha beta again, and five more words here.',
].join('\n');
const start = (phrase: string): { words: number; fingerprint: string } => ({
  words: words(phrase).length,
  fingerprint: fingerprint(words(phrase)),
});
const source = (two: string): Source => ({
  id: 'doc',
  title: 'Doc',
  publisher: 'Publisher',
  kind: 'policy',
  basis: 'document',
  dates: {},
  url: null,
  supersededBy: null,
  file: 'doc.txt',
  furniture: [],
  sections: [
    { id: 'one', title: 'One' },
    { id: 'two', title: 'Two', start: start(two) },
  ],
});
const document = readDocument(source('Two. Alpha'), TEXT);
const pointer = (phrase: string, section: string, nth?: number): Pointer => ({
  file: 'rule.yaml',
  at: 'cite',
  section,
  ...start(phrase),
  ...(nth === undefined ? {} : { nth }),
});

describe('citations', () => {
  it('say in which section the words stand, and which of several places it is', () => {
    expect(cite(document, 'gamma delta').map(({ section, nth }) => [section, nth])).toEqual([
      ['one', undefined],
      ['two', undefined],
    ]);
    expect(cite(document, 'alpha beta').map(({ section, nth }) => [section, nth])).toEqual([
      ['one', undefined],
      ['two', 1],
      ['two', 2],
    ]);
    expect(cite(document, 'one. alpha ... gamma')).toMatchObject([{ section: 'one', words: 4 }]);
    expect(cite(document, 'epsilon')).toEqual([]);
  });
});

describe('verification', () => {
  it('finds a passage only in the section that the rule names', () => {
    const report = verifyDocument(document, [pointer('One', 'one'), pointer('One', 'two')], []);
    expect(report.found).toBe(1);
    expect(report.stale.map(({ section }) => section)).toEqual(['two']);
  });

  it('a passage whose words have changed makes its rule stale', () => {
    const changed = readDocument(source('Two. Alpha'), TEXT.replace('gamma', 'epsilon'));
    expect(verifyDocument(changed, [pointer('Alpha beta gamma', 'one')], []).stale).toHaveLength(1);
    expect(verifyDocument(changed, [pointer('Alpha beta gamma', 'two')], []).stale).toHaveLength(0);
  });

  it('counts lines with a rule, with a reason, and with neither', () => {
    const report = verifyDocument(
      document,
      [pointer('One Alpha beta gamma delta', 'one')],
      [pointer('Two Alpha beta gamma delta', 'two')],
    );
    expect(report.passages).toEqual({ withRule: 1, notEncoded: 1, unaccounted: 1 });
    expect(report.unaccounted).toEqual([{ fromLine: 3, toLine: 3, words: 8 }]);
  });

  it('lists runs of four words and more, not shorter ones', () => {
    const rest = pointer('Alpha beta again, and five', 'two');
    expect(verifyDocument(document, [rest], []).unaccounted.filter((run) => run.fromLine === 3)).toEqual([]);
    const less = pointer('Alpha beta again, and', 'two');
    expect(verifyDocument(document, [less], []).unaccounted.filter((run) => run.fromLine === 3)).toEqual([
      { fromLine: 3, toLine: 3, words: 4 },
    ]);
  });

  it('with `nth` only that place counts', () => {
    const second = verifyDocument(document, [pointer('alpha beta', 'two', 2)], []);
    expect(second.passages.withRule).toBe(0);
    expect(verifyDocument(document, [pointer('alpha beta', 'two', 3)], []).stale).toHaveLength(1);
  });

  it('names a section whose beginning is lost', () => {
    const lost = readDocument(source('Three. Alpha'), TEXT);
    expect(verifyDocument(lost, [pointer('Two', 'two')], [])).toMatchObject({ lostSections: ['two'], found: 0 });
  });
});
