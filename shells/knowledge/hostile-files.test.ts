import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../tests/support/knowledge.ts';
import { InputError } from '../input/input-error.ts';
import { loadKnowledge } from './load.ts';

const POLICY = 'payers/fep/tarlatamab/2026-04-01.yaml';
let folder: string;
let held: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-hostile-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
  held = readFileSync(path.join(folder, POLICY), 'utf8');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The faults in the policy's file, a line each, from the line number on. */
function faultsOf(text: string): string[] {
  writeFileSync(path.join(folder, POLICY), text);
  try {
    loadKnowledge(folder);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const lines = error.message.split('\n').filter((line) => line.includes(POLICY));
    return lines.map((line) => line.slice(line.indexOf(POLICY) + POLICY.length + 1));
  }
}

const MEGABYTE = 950_000;
const filled = (part: string): string => part.repeat(Math.floor(MEGABYTE / part.length));
const CITE = "cite: [{ source: policy-fep-5.21.223, section: policy, words: 9, fingerprint: '17a192ebd2dedf59' }]";

/** The policy with other criteria for its renewal. */
const renewing = (criteria: string): string => {
  const at = held.indexOf('      id: renewal\n');
  return `${held.slice(0, at)}${criteria}\n\n${held.slice(held.indexOf('\ncautions:'))}`;
};

describe('a file that is made to be hard to read is refused with a place, and not waited for', () => {
  it.each<[string, () => string, RegExp]>([
    ['10 MB of open lists', () => '['.repeat(10_000_000), /^1:1: the file is larger than 1 MB and is not read\./u],
    ['10 MB of one wide list', () => `id: [${'a, '.repeat(3_400_000)}]`, /^1:1: the file is larger than 1 MB/u],
    ['1 MB of open lists', () => filled('['), /^1:101: the file nests too deeply to be read\. Flatten it$/u],
    ['1 MB of maps in maps', () => `id: ${'{a: '.repeat(200_000)}`, /^1:20\d: the file nests too deeply/u],
    ['1 MB of dashes', () => filled('- '), /^1:\d+: the file nests too deeply/u],
    [
      '1 MB of indentation',
      () => Array.from({ length: 1_300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      /^\d+:\d+: /u,
    ],
    [
      '1 MB of different keys',
      () => Array.from({ length: 80_000 }, (_, key) => `k${key}: 1`).join('\n'),
      /^1:1: id: Invalid input/u,
    ],
    ['1 MB of one key', () => filled('id: a\n'), /^2:1: Map keys must be unique\./u],
    ['1 MB of list items where a map is wanted', () => filled('- a\n'), /^1:1: Invalid input: expected object/u],
    ['1 MB of closing brackets', () => filled(']').slice(0, 400_000), /^1:1: .*Correct the YAML here$/u],
    [
      'aliases of aliases',
      () =>
        [
          'a: &a [x, x]',
          ...Array.from(
            { length: 40 },
            (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *${n === 0 ? 'a' : `b${n - 1}`}]`,
          ),
        ].join('\n'),
      /^2:10: this stands for what is written elsewhere\. Write each value out; aliases are not used here$/u,
    ],
  ])('%s', (_what, text, expected) => {
    const [first] = faultsOf(text());
    expect(first).toMatch(expected);
  });

  it('criteria that repeat each other in a circle', () => {
    const two = (one: string, other: string): string =>
      `        - { id: ${one}, text: x, ${CITE}, all: [{ id: ${one}-again, text: x, same-as: ${other} }] }`;
    const faults = faultsOf(
      renewing(
        [
          '      id: renewal',
          '      text: x',
          `      ${CITE}`,
          '      all:',
          two('one', 'two'),
          two('two', 'one'),
        ].join('\n'),
      ),
    );
    expect(faults.join('\n')).toMatch(
      /^\d+:\d+: the criterion repeats itself: two -> one(?: -> two)?\. Break the circle$/mu,
    );
  });

  it('a few lines that repeat each other until they are more criteria than a machine holds', () => {
    const doubled = (n: number): string =>
      `        - { id: d${n}, text: x, ${CITE}, all: [{ id: d${n}-a, text: x, same-as: d${n - 1} }, { id: d${n}-b, text: x, same-as: d${n - 1} }] }`;
    const first = `        - { id: d0, text: x, ${CITE}, fact: patient.age, at-least: 18 }`;
    const lines = Array.from({ length: 60 }, (_, n) => doubled(n + 1));
    const faults = faultsOf(
      renewing(['      id: renewal', '      text: x', `      ${CITE}`, '      all:', first, ...lines].join('\n')),
    );
    expect(faults).toContainEqual(
      expect.stringMatching(/^\d+:\d+: the criteria are more than 2000, with all that is repeated\./u),
    );
  });

  it('an id that is used twice, in one tree or in two', () => {
    const faults = faultsOf(
      held.replace('id: renewal-adult', 'id: adult').replace('id: extensive-stage', 'id: diagnosis'),
    );
    expect(
      faults.filter((line) => /^\d+:11: the id "(adult|diagnosis)" is used twice, first on line \d+\./u.test(line)),
    ).toHaveLength(2);
  });
});
