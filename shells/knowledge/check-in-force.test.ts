import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../tests/support/knowledge.ts';
import { InputError } from '../input/input-error.ts';
import { loadKnowledge } from './load.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-in-force-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Change = readonly [from: string | RegExp, to: string];

/** Puts a copy of the policy of FEP, changed, beside it; a line for each fault, without the folder's name. */
function faultsBeside(name: string, ...changes: readonly Change[]): string[] {
  const held = readFileSync(path.join(folder, 'payers/fep/tarlatamab/2026-04-01.yaml'), 'utf8');
  const file = path.join(folder, 'payers', name);
  mkdirSync(path.dirname(file), { recursive: true });
  const text = changes.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    expect(after, String(from)).not.toBe(before);
    return after;
  }, held);
  writeFileSync(file, text);
  try {
    loadKnowledge(folder);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.split('\n').map((line) => line.replaceAll(/[^ (]*stepwise-in-force-[^/]*\//gu, ''));
  }
}

const BEGINS: readonly Change[] = [
  ['version: 2026-04-01', 'version: 2026-07-01'],
  ['from: 2026-04-01', 'from: 2026-07-01'],
];
const OTHER: Change = ['id: fep-5.21.223', 'id: fep-other'];
const FILE = 'fep/tarlatamab/2026-07-01.yaml';

describe('two policies of one payer for one drug', () => {
  it('in force on one day for one line of business are an error that shows both places', () => {
    expect(faultsBeside(FILE, OTHER, ...BEGINS)).toEqual([
      'payers/fep/tarlatamab/2026-07-01.yaml:9:3: fep-other 2026-07-01 begins while fep-5.21.223 2026-04-01 (payers/fep/tarlatamab/2026-04-01.yaml:9) is in force, and both are of fep for tarlatamab and govern fehb. End one with `inForce.to`, or write which lines each governs',
    ]);
  });

  it('that govern different lines stand beside each other', () => {
    expect(faultsBeside(FILE, OTHER, ...BEGINS, ['lines: [fehb]', 'lines: [commercial]'])).toEqual([]);
  });

  it('one that names no line governs all, so they meet in the line of the other', () => {
    expect(faultsBeside(FILE, OTHER, ...BEGINS, ['lines: [fehb]', 'lines: []']).join()).toMatch(/govern fehb\./u);
  });

  it('one that names no line and leaves out the line of the other stands beside it', () => {
    const excluded =
      'lines: []\n  excluded: [{ line: fehb, reason: x, showsCriteria: false, namesContractor: false, cite: [{ source: policy-fep-5.21.223, section: policy, words: 9, fingerprint: "17a192ebd2dedf59" }] }]';
    expect(faultsBeside(FILE, OTHER, ...BEGINS, ['lines: [fehb]', excluded])).toEqual([]);
  });

  it('of which one begins the day after the other ends stand beside each other', () => {
    const held = path.join(folder, 'payers/fep/tarlatamab/2026-04-01.yaml');
    const ends = (day: string): void => {
      writeFileSync(
        held,
        readFileSync(held, 'utf8').replace(/from: 2026-04-01(\n {2}to: .*)?/u, `from: 2026-04-01\n  to: ${day}`),
      );
    };
    ends('2026-06-30');
    expect(faultsBeside(FILE, OTHER, ...BEGINS, [/\n {2}to: .*/u, ''])).toEqual([]);
    ends('2026-07-01');
    expect(faultsBeside(FILE, OTHER, ...BEGINS, [/\n {2}to: .*/u, '']).join()).toMatch(
      /fep-other 2026-07-01 begins while/u,
    );
  });
});

describe('ids and lines of policies', () => {
  it('one id of two payers is an error that shows both places', () => {
    const faults = faultsBeside('other/tarlatamab/2026-07-01.yaml', ...BEGINS, [
      'payer: { id: fep',
      'payer: { id: other',
    ]);
    expect(faults).toEqual([
      'payers/other/tarlatamab/2026-07-01.yaml:1:1: the id "fep-5.21.223" is of the policy of fep for tarlatamab already (payers/fep/tarlatamab/2026-04-01.yaml:1). Give one of them another id',
    ]);
  });

  it('a line of business that is none is an error', () => {
    expect(
      faultsBeside('fep/tarlatamab/2026-07-01.yaml', OTHER, ...BEGINS, ['lines: [fehb]', 'lines: [comercial]']),
    ).toEqual([
      'payers/fep/tarlatamab/2026-07-01.yaml:16:11: there is no line of business "comercial". Did you mean "commercial"?',
    ]);
  });

  it('a threshold in another unit than its fact is an error, in the same one it is not', () => {
    const unit = (name: string): string[] =>
      faultsBeside(
        FILE,
        OTHER,
        ...BEGINS,
        ['lines: [fehb]', 'lines: [commercial]'],
        ['at-least: 18', `at-least: 18\n          unit: ${name}`],
      );
    expect(unit('years')).toEqual([]);
    expect(unit('months')).toEqual([
      'payers/fep/tarlatamab/2026-07-01.yaml:44:11: patient.age is counted in years, not in months. Write the number in years, or leave the unit out',
    ]);
  });
});
