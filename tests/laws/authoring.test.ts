import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cutDocument } from '../../shells/authoring/cut.ts';
import { newFiles } from '../../shells/authoring/files.ts';
import { rolesOf } from '../../shells/authoring/roles.ts';
import { readDocument } from '../../shells/sources/document.ts';
import { sourceSchema } from '../../shells/sources/source-file.ts';
import { findWindows, tokenise } from '../../shells/sources/tokens.ts';
import { verifyDocument, type Pointer } from '../../shells/sources/verify.ts';
import { knowledge } from '../support/knowledge.ts';

const POLICY = {
  id: 'example-1',
  title: 'Zzyzx',
  payer: { id: 'example', name: 'Zzyzx Qux' },
  drug: 'example',
  source: 'policy-example-1',
  from: '2026-07-01',
  copy: 'zzyzx.txt',
};

const word = fc.constantFrom(
  ...'Patient has shown progression on platinum extensive stage 18 years or older no infection approval months 6 12'.split(
    ' ',
  ),
  ...'1. AND; ≥ 2.5 (ECOG) e.g. July 2026 J9026 criteria: Renewal'.split(' '),
);
const words = (least: number, most: number): fc.Arbitrary<string> =>
  fc.array(word, { minLength: least, maxLength: most }).map((all) => all.join(' '));
const line = fc.oneof(
  words(1, 14),
  fc
    .tuple(
      fc.constantFrom('I. ', 'II. ', '1. ', '2. ', 'A. ', 'B. ', 'Appendix 1 ', '- ', '  a. ', 'Note: '),
      words(1, 8),
    )
    .map((pair) => pair.join('')),
  words(1, 3).map((text) => text.toUpperCase()),
  fc.tuple(words(1, 3), words(1, 3)).map((pair) => pair.join('     ')),
  fc.constantFrom('', '', 'Criteria For Approval', 'Renewal Criteria', 'References'),
);
const head = fc.constantFrom(
  'Policy of the Plan',
  'A running head of as many words as are on one line, Page #',
  '# / 9',
  '',
);
/** Pages with a running head, with or without form feeds, and headings, items, rows and sentences on them. */
const document = fc
  .tuple(head, fc.constantFrom('\f', ''), fc.array(fc.array(line, { maxLength: 14 }), { minLength: 1, maxLength: 4 }))
  .map(([top, feed, pages]) =>
    pages
      .map((page, at) => [top.replace('#', String(at + 1)), '', ...page, ''].join('\n'))
      .join(feed === '' ? '\n' : feed),
  );
const anyText = fc.oneof(
  { weight: 4, arbitrary: document },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom('a', 'a', 'b', '\n', '.', ' '), { maxLength: 400 }).map((all) => all.join(' ')),
  },
);

const filesOf = (text: string): readonly { readonly path: string; readonly content: string }[] => {
  const cut = cutDocument(POLICY.source, text);
  return newFiles(POLICY, cut, rolesOf(cut, text, knowledge().facts, POLICY.from));
};
const contentOf = (files: ReturnType<typeof filesOf>, name: string): string =>
  files.find((file) => file.path.endsWith(name))?.content ?? '';

describe('a policy that is begun from the text of its document', () => {
  it('every word of the document stands in exactly one passage, or in a repeated running head', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { tokens, passages, furniture, sections } = cutDocument('doc', text);
        const patterns = furniture.map(({ pattern }) => new RegExp(pattern, 'u'));
        expect(tokens).toEqual(tokenise(text, patterns));
        expect(passages.map(({ from }) => from)).toEqual(
          [0, ...passages.map(({ to }) => to)].slice(0, passages.length),
        );
        expect(passages.at(-1)?.to ?? 0).toBe(tokens.length);
        expect(passages.every(({ from, to }) => to > from)).toBe(true);
        for (const { from, to, cite } of passages) {
          const section = sections.find(({ id }) => id === cite.section);
          expect(section !== undefined && section.from <= from && to <= section.to).toBe(true);
        }
        const lines = text.split(/\r\n|\r|\n/u);
        const kept = new Set(furniture.flatMap((one) => one.lines));
        const left = tokenise(text).filter((token) => !tokens.some((one) => one.line === token.line));
        for (const token of left) expect(kept.has(token.line), lines[token.line - 1]).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('every citation that is laid out is found where it says, and nothing is unaccounted for', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const files = filesOf(text);
        const source = sourceSchema.parse(parse(contentOf(files, `${POLICY.source}.yaml`)));
        const { passages } = parse(contentOf(files, 'not-encoded.yaml')) as { passages: Pointer[] };
        const pointers = passages.map((one) => ({ ...one, file: 'not-encoded.yaml', at: '' }));
        const copy = readDocument(source, text);
        const report = verifyDocument(copy, [], pointers);
        expect(report.lostSections).toEqual([]);
        expect(report.stale).toEqual([]);
        expect(report.unaccounted).toEqual([]);
        expect(report.found).toBe(passages.length);
        expect(report.toBeRead).toBe(passages.length);
        // A citation finds its own place and no other: where its words stand there more than once, `nth` says which.
        for (const { from, cite } of cutDocument(POLICY.source, text).passages) {
          const section = copy.sections.get(cite.section);
          const places = findWindows(copy.tokens, cite.words, cite.fingerprint, section?.from, section?.to);
          expect(cite.nth === undefined ? places : places.slice(cite.nth - 1, cite.nth)).toEqual([from]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('no eight words of the document stand in a row in a file that is written', () => {
    fc.assert(
      fc.property(document, (text) => {
        const tokens = tokenise(text).map((token) => token.text);
        const runs = new Set(tokens.map((_, at) => tokens.slice(at, at + 8).join(' ')).slice(0, -7));
        for (const { path, content } of filesOf(text)) {
          const written = tokenise(content).map((token) => token.text);
          const copied = written.map((_, at) => written.slice(at, at + 8).join(' ')).filter((run) => runs.has(run));
          expect({ path, copied }).toEqual({ path, copied: [] });
        }
      }),
      { numRuns: 300 },
    );
  });
});
