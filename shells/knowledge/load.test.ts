import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { knowledge, ROOT } from '../../tests/support/knowledge.ts';
import { InputError } from '../input/input-error.ts';
import { lintPolicies } from './lint.ts';
import { loadKnowledge } from './load.ts';
import { runCases } from './run-cases.ts';

const IC = 'payers/prime/tarlatamab/2025-05-05.yaml';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-knowledge-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Change = readonly [file: string, from: string | RegExp, to: string];

/** Changes one file and says what the loader makes of it, a line a fault, without the folder's name. */
function faultsAfter(...changes: readonly Change[]): string[] {
  for (const [file, from, to] of changes) {
    const name = path.join(folder, file);
    const before = readFileSync(name, 'utf8');
    const after = before.replace(from, to);
    expect(after, `${file} has no ${String(from)}`).not.toBe(before);
    writeFileSync(name, after);
  }
  try {
    loadKnowledge(folder);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message
      .split('\n')
      .map((line) => line.slice(line.indexOf(`${path.basename(folder)}/`) + path.basename(folder).length + 1));
  }
}

describe('the project’s own knowledge', () => {
  it('loads, and every worked example comes out', () => {
    const results = runCases(knowledge());
    expect(results.length).toBeGreaterThan(50);
    expect(results.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  it('a worked example that does not come out is a finding that says what came instead', () => {
    const changed = faultsAfter(['payers/prime/tarlatamab/cases.yaml', 'to: 2026-12-14', 'to: 2026-12-15']);
    expect(changed).toEqual([]);
    const failed = runCases(loadKnowledge(folder)).filter(({ differences }) => differences.length > 0);
    expect(failed.map(({ differences }) => differences)).toEqual([['to: expected 2026-12-15, came 2026-12-14']]);
  });
});

describe('a wrong file is reported with its place and its mend', () => {
  it.each<[string, [string, string | RegExp, string], RegExp]>([
    [
      'a key that is not known',
      [IC, 'lineRequired:', 'lineRequred:'],
      /^payers.*:\d+:3: governs: the key "lineRequred" is not known here\. Did you mean "lineRequired"\?$/u,
    ],
    [
      'a wrong type',
      [IC, 'months: 6', 'months: six'],
      /:\d+:7: requests\.initial\.authorization\.months: Invalid input: expected (number|int), received string\./u,
    ],
    [
      'a fact that is not defined',
      [IC, 'fact: patient.age', 'fact: patient.agee'],
      /there is no fact "patient\.agee"\. Did you mean "patient\.age"\?$/u,
    ],
    [
      'a value the fact does not take',
      [IC, 'is: sclc', 'is: sclcc'],
      /disease\.diagnosis takes one of sclc, nsclc, other, not "sclcc"\. Did you mean "sclc"\?$/u,
    ],
    [
      'a date that is no day',
      [IC, /from: 2025-05-05/u, 'from: 2025-02-30'],
      /this is not a day of the calendar\. Write it as YYYY-MM-DD$/u,
    ],
    [
      'a source that is not described',
      [
        IC,
        /source: policy-prime-ic-0789, section: III, words: 8/u,
        'source: policy-prime-ic-789, section: III, words: 8',
      ],
      /there is no source "policy-prime-ic-789"\. Did you mean "policy-prime-ic-0789"\?$/u,
    ],
    [
      'a section that the source does not have',
      [IC, 'section: III, words: 8', 'section: IX, words: 8'],
      /policy-prime-ic-0789 has no section "IX"\. Use one of: header, I, II/u,
    ],
    [
      'a fingerprint that is none',
      [IC, /fingerprint: '[0-9a-f]{16}'/u, "fingerprint: '12'"],
      /this is not a fingerprint/u,
    ],
    [
      'a criterion without a kind',
      [IC, 'at-least: 18', 'remark: 18'],
      /the criterion says nothing that could be met\. Add one of: all, any/u,
    ],
    [
      'a criterion of two kinds',
      [IC, 'at-least: 18', 'at-least: 18\n          at-most: 99'],
      /"at-least" and "at-most" cannot stand in one criterion\. Split it in two$/u,
    ],
    [
      'a criterion without a citation',
      [IC, /at-least: 18\n {10}cite: .*\n/u, 'at-least: 18\n'],
      /a list of citations is wanted here/u,
    ],
    [
      'an id used twice',
      [IC, 'id: no-active-infection', 'id: monitored'],
      /the id "monitored" is used twice, first on line \d+\. Give one of them another id$/u,
    ],
    [
      'a repetition of what does not exist',
      [IC, 'same-as: universal', 'same-as: universall'],
      /no criterion of this file has the id "universall"\. Did you mean "universal"\?$/u,
    ],
    [
      'a repetition of itself',
      [IC, 'same-as: universal', 'same-as: renewal'],
      /the criterion repeats itself: renewal\. Break the circle$/u,
    ],
    [
      'a comparison of what is no number',
      [IC, 'fact: patient.age', 'fact: disease.stage'],
      /this compares a number, and disease\.stage is of type one-of/u,
    ],
    [
      'a payer other than its folder',
      [IC, 'payer: { id: prime', 'payer: { id: primo'],
      /this says "primo" in a file that stands under "prime"/u,
    ],
    ['a drug that is not held', [IC, 'drug: tarlatamab', 'drug: tarlatamap'], /there is no drug "tarlatamap"/u],
    ['YAML that is none', [IC, 'governs:', 'governs: ['], /^payers.*:\d+:\d+: .*Correct the YAML here$/u],
    [
      'an unknown fact in a case',
      ['payers/prime/tarlatamab/cases.yaml', 'disease.stage:', 'disease.stag:'],
      /there is no fact "disease\.stag"\. Did you mean "disease\.stage"\?$/u,
    ],
    [
      'a fact defined twice',
      ['facts.yaml', 'id: patient.sex', 'id: patient.age'],
      /the fact "patient\.age" is defined twice/u,
    ],
    [
      'a type of fact that is none',
      ['facts.yaml', 'type: yes-no', 'type: yesno'],
      /this is not a type of fact\. Use one of: yes-no/u,
    ],
    [
      'a file that is no policy',
      ['payers/prime/tarlatamab/cases.yaml', 'policy: prime-ic-0789', 'policy: prime-ic-0798'],
      /there is no policy "prime-ic-0798"/u,
    ],
  ])('%s', (_what, change, expected) => {
    expect(faultsAfter(change).find((line) => expected.test(line)) ?? faultsAfter).toMatch(expected);
  });

  it('all faults of all files at once, not the first only', () => {
    const faults = faultsAfter(
      [IC, 'fact: patient.age', 'fact: patient.agee'],
      [IC, 'is: sclc', 'is: sclcc'],
      ['facts.yaml', 'type: yes-no', 'type: yesno'],
      ['codes/medicare-contractors.yaml', 'states: [CA', 'states: [California'],
    );
    for (const part of ['patient.agee', 'sclcc', 'not a type of fact', 'postal code'])
      expect(faults.some((line) => line.includes(part))).toBe(true);
  });

  it('a wrong key does not hide the faults behind it, nor make its cases look wrong', () => {
    const faults = faultsAfter(
      [IC, 'at-least: 18', 'at-lest: 18'],
      [IC, 'fact: disease.stage', 'fact: disease.stag'],
      [IC, 'is: sclc', 'is: sclcc'],
      [
        IC,
        'source: policy-prime-ic-0789, section: III, words: 8',
        'source: policy-prime-ic-789, section: III, words: 8',
      ],
    );
    for (const part of ['at-lest', 'disease.stag"', '"sclcc"', 'policy-prime-ic-789'])
      expect(
        faults.filter((line) => line.includes(part)),
        part,
      ).toHaveLength(1);
    expect(faults.filter((line) => line.includes('cases.yaml'))).toEqual([]);
  });

  it('two versions of one policy in force on one day, with both places', () => {
    const second = path.join(folder, 'payers/prime/tarlatamab/2026-01-01.yaml');
    writeFileSync(
      second,
      readFileSync(path.join(folder, IC), 'utf8')
        .replaceAll('2025-05-05\n', '2026-01-01\n')
        .replace('existsFrom: 2026-01-01', 'existsFrom: 2025-05-05'),
    );
    const faults = faultsAfter([IC, 'title:', 'title: '.trimEnd() + ' ']);
    expect(faults.join()).toMatch(
      /2026-01-01\.yaml:\d+:\d+: prime-ic-0789 2026-01-01 begins while prime-ic-0789 2025-05-05 \(.*2025-05-05\.yaml:\d+\) is in force/u,
    );
  });

  it('nesting without end is refused in a bounded time', () => {
    const deep = `${'{ id: x, text: x, all: ['.repeat(5_000)}${']}'.repeat(5_000)}`;
    const faults = faultsAfter([
      IC,
      /criteria:\n {6}id: initial[\s\S]*?\n {2}renewal:/u,
      `criteria: ${deep}\n  renewal:`,
    ]);
    expect(faults.length).toBeGreaterThan(0);
  });
});

describe('lint', () => {
  const CASES = 'payers/prime/tarlatamab/cases.yaml';
  const findings = (...changes: readonly Change[]): string[] => {
    expect(faultsAfter(...changes)).toEqual([]);
    return lintPolicies(loadKnowledge(folder), 'prime-ic-0789').map(({ what }) => what);
  };

  it('finds nothing in the project’s own policies', () => {
    expect(lintPolicies(knowledge())).toEqual([]);
  });

  it('a threshold that no worked example tries at its edge', () => {
    const changed = findings([CASES, /patient\.birth-date: 2007-06-15/gu, 'patient.birth-date: 2001-06-15']);
    expect(changed).toContain('initial, adult: no worked example over the threshold (19)');
  });

  it('a threshold that is moved away from its worked examples', () => {
    const changed = findings([IC, 'at-least: 1\n', 'at-least: 3\n']);
    expect(changed).toContain('initial, further-prior-line: no worked example over the threshold (4)');
    expect(changed).toContain('initial, further-prior-line: no worked example meets it');
  });

  it('a criterion that no worked example fails', () => {
    const changed = findings([CASES, /cns\.leptomeningeal-disease: yes/gu, 'cns.leptomeningeal-disease: no']);
    expect(changed).toContain('initial, no-leptomeningeal-disease: no worked example fails it');
  });

  it('criteria that no patient can meet', () => {
    const changed = findings([
      IC,
      'fact: cns.leptomeningeal-disease\n                  is: no',
      'fact: infection.active-systemic\n                  is: yes',
    ]);
    expect(changed).toContain('initial: no patient can meet the criteria');
  });

  it('a rule that rests on a superseded document', () => {
    const changed = findings([
      'sources/policy-prime-ic-0789.yaml',
      'supersededBy: null',
      'supersededBy: policy-fep-5.21.223',
    ]);
    expect(changed[0]).toBe('rests on policy-prime-ic-0789, which policy-fep-5.21.223 supersedes');
  });
});

describe('knowledge is not changed after it is loaded', () => {
  it('at any depth', () => {
    const held = knowledge();
    const visit = (value: unknown, at: string): void => {
      if (typeof value !== 'object' || value === null) return;
      expect(Object.isFrozen(value), at).toBe(true);
      const parts = value instanceof Map ? value.entries() : Object.entries(value);
      for (const [key, part] of parts) visit(part, `${at}.${String(key)}`);
    };
    visit(held, 'knowledge');
    expect(() => (held.facts as Map<string, unknown>).set('x', {})).toThrow(/not changed after it is loaded/u);
    expect(() => Object.assign(held.policies[0] ?? {}, { id: 'other' })).toThrow(TypeError);
  });
});
