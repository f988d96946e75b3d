import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { conformanceDocument } from '../../../tools/conformance/document.ts';
import type { Guide } from '../../../tools/conformance/guides.ts';
import { conformanceOf } from '../../../tools/conformance/project.ts';
import { statementsFile, statementsText } from '../../../tools/conformance/requirements.ts';
import { titlesOf } from '../../../tools/conformance/titles.ts';
import { ROOT } from '../../support/knowledge.ts';

/** The guides' own lists, which do not come with the project. */
const FIXTURES = path.resolve(ROOT, '..', 'shared', 'fixtures');
const HAS_FIXTURES = existsSync(FIXTURES);

describe('CONFORMANCE.md', () => {
  const conformance = conformanceOf(ROOT);

  it('is that of the tests and reasons (else: node tools/conformance.ts)', () => {
    expect(readFileSync(path.join(ROOT, 'CONFORMANCE.md'), 'utf8')).toBe(conformance.document);
  });

  it('no title names a statement that its guide does not have, and no reason stands beside a test', () => {
    expect(conformance.faults).toEqual([]);
  });

  it('every statement for us has a test or a reason', () => {
    expect(conformance.open).toEqual([]);
  });

  it.skipIf(!HAS_FIXTURES)('the list of statements is that of the guides', () => {
    const held = readFileSync(path.join(import.meta.dirname, 'statements.json'), 'utf8');
    expect(held).toBe(statementsText(statementsFile(FIXTURES)));
  });
});

describe('the ids in titles', () => {
  // Written apart, so that this file itself names no statement.
  const ids = (inside: string): string => ['[', inside, ']'].join('');

  it('are read from every form of a test', () => {
    const text = `
      it('one ${ids('crd hook-16 hook-26')}', () => {});
      it.each([1, 2])('each %s ${ids('pas spec-34, spec-36')} ${ids('dtr sec-4')}', () => {});
      it.skipIf(!HERE)(\`with \${name} it \${does} ${ids('crd found-5')}\`, () => {});
      describe.each([1])('a group', () => { describe('in it', () => {
        test('another ${ids('dtr oper-12')}', () => {});
      }); });`;
    const { proofs, faults } = titlesOf('a.test.ts', text);
    expect(proofs.map(({ guide, id, title }) => `${guide} ${id} ${title}`)).toEqual([
      'crd hook-16 one',
      'crd hook-26 one',
      'pas spec-34 each %s',
      'pas spec-36 each %s',
      'dtr sec-4 each %s',
      'crd found-5 with … it …',
      'dtr oper-12 a group › in it › another',
    ]);
    expect(faults).toEqual([]);
  });

  it.each([
    ['of a group', `describe('a group ${ids('crd hook-16')}', () => {});`],
    ['of a test that is skipped', `it.skip('a test ${ids('crd hook-16')}', () => {});`],
    ['of a test that is still to do', `it.todo('a test ${ids('crd hook-16')}');`],
    ['in another text', `it('a test', () => { expect('${ids('crd hook-16')}').toBe(''); });`],
  ])('do not count %s', (_where, text) => {
    const { proofs, faults } = titlesOf('a.test.ts', text);
    expect(proofs).toEqual([]);
    expect(faults).toEqual(['a.test.ts:1 names statements outside the title of a test that runs']);
  });
});

describe('the document', () => {
  const guide: Guide = {
    name: 'crd',
    title: 'A guide',
    version: '1.2',
    statements: [
      { id: 'a-1', strength: ['SHALL'], actors: ['crd-server'] },
      { id: 'a-2', strength: ['MAY'], actors: ['crd-client', 'crd-server'] },
      { id: 'a-3', strength: ['SHALL NOT'], actors: ['crd-server'] },
      { id: 'a-4', strength: ['SHALL'], actors: ['crd-client'] },
      { id: 'a-5', strength: ['SHALL'], actors: [] },
      { id: 'a-6', strength: ['SHOULD'], actors: ['crd-server'] },
    ],
    reasons: new Map([
      ['a-2', { kind: 'not-done', text: 'Optional.' }],
      ['a-6', { kind: 'in-part', text: 'Half of it.' }],
    ]),
  };

  it('tells of each statement for us how it is kept, and what is open', () => {
    const proof = { guide: 'crd', id: 'a-1', file: 'tests/a.test.ts', title: 'keeps a [b] | c' } as const;
    const half = { ...proof, id: 'a-6', title: 'keeps half' };
    const lines = conformanceDocument([guide], [proof, half]).split('\n');
    expect(lines.filter((line) => line.startsWith('| a-'))).toEqual([
      String.raw`| a-1 | SHALL | crd-server | test | [keeps a \[b\] \| c](tests/a.test.ts) |`,
      '| a-2 | MAY | crd-client, crd-server | not done | Optional. |',
      '| a-3 | SHALL NOT | crd-server | **OPEN** |  |',
      '| a-5 | SHALL |  | **OPEN** |  |',
      '| a-6 | SHOULD | crd-server | in part | Half of it. [keeps half](tests/a.test.ts) |',
    ]);
    expect(lines.find((line) => line.startsWith('| [A guide'))).toBe(
      '| [A guide 1.2](#a-guide-12) | 5 | 1 | 1 | 0 | 0 | 0 | 0 | 1 | 2 |',
    );
  });
});
