import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../tests/support/knowledge.ts';
import type { InputError } from '../input/input-error.ts';
import { errorsOf, lintKnowledge, lintPolicies } from './lint.ts';
import { loadKnowledge } from './load.ts';

const FEP = 'payers/fep/tarlatamab/2026-04-01.yaml';
const CITE = "cite: [{ source: policy-fep-5.21.223, section: policy, words: 9, fingerprint: '17a192ebd2dedf59' }]";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-lint-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function change(file: string, from: string, to: string): void {
  const name = path.join(folder, file);
  const before = readFileSync(name, 'utf8');
  expect(before).toContain(from);
  writeFileSync(name, before.replace(from, to));
}

/** Adds a criterion to the initial request of FEP and gives what lint says of the policy, but of untried criteria. */
function withCriterion(written: string): string[] {
  change(FEP, '        - id: diagnosis\n', `        - { ${written}, text: x, ${CITE} }\n        - id: diagnosis\n`);
  return said();
}

const said = (): string[] =>
  lintPolicies(loadKnowledge(folder), 'fep-5.21.223')
    .filter(({ what }) => !what.includes('worked example'))
    .map(({ severity, what }) => `${severity}: ${what}`);

const leaf = (id: string, rest: string): string => `{ id: ${id}, text: x, ${CITE}, ${rest} }`;

describe('lint of criteria', () => {
  it.each([
    [
      'two thresholds that contradict each other in one branch of several',
      `id: either, any: [${leaf('young', 'fact: patient.age, less-than: 40')}, ${leaf('both', `all: [${leaf('old', 'fact: patient.age, at-least: 70')}, ${leaf('not-old', 'fact: patient.age, at-most: 60')}]`)}]`,
      [
        'error: initial, both: no patient meets it: old (patient.age at-least 70) and not-old (patient.age at-most 60) contradict each other',
      ],
    ],
    [
      'two thresholds that contradict each other across groups',
      `id: both, all: [${leaf('group', `all: [${leaf('fit', 'fact: performance.ecog, at-most: 1')}]`)}, ${leaf('unfit', 'fact: performance.ecog, more-than: 1')}]`,
      [
        'error: initial: no patient can meet the criteria',
        'error: initial, both: no patient meets it: fit (performance.ecog at-most 1) and unfit (performance.ecog more-than 1) contradict each other',
      ],
    ],
    [
      'a branch that a sibling covers',
      `id: either, any: [${leaf('fit', 'fact: performance.ecog, at-most: 1')}, ${leaf('fitter', 'fact: performance.ecog, is: 0')}]`,
      [
        'warning: initial, fitter: it can make no difference (performance.ecog is 0): where it could matter it is of no use, by fit (performance.ecog at-most 1)',
      ],
    ],
    [
      'a condition that nobody can have under the other criteria',
      `id: if-other, when: ${leaf('other-diagnosis', 'fact: disease.diagnosis, is: nsclc')}, then: ${leaf('fit', 'fact: performance.ecog, at-most: 1')}`,
      [
        'warning: initial, if-other: it can make no difference: where it could matter it is met already, by diagnosis (disease.diagnosis is sclc)',
      ],
    ],
    [
      'a condition that no value meets',
      `id: if-old, when: ${leaf('oldest', 'fact: patient.age, more-than: 130')}, then: ${leaf('fit', 'fact: performance.ecog, at-most: 1')}`,
      ['error: initial, oldest: no value of patient.age meets it (patient.age more-than 130)'],
    ],
    [
      'a criterion that every value meets',
      'id: graded, fact: performance.ecog, at-most: 5',
      ['warning: initial, graded: every value of performance.ecog meets it (performance.ecog at-most 5)'],
    ],
    [
      'a weaker repetition of another criterion',
      'id: child, fact: patient.age, at-least: 12',
      [
        'warning: initial, child: it can make no difference (patient.age at-least 12): where it could matter it is met already, by adult (patient.age at-least 18)',
      ],
    ],
    ['a criterion that matters', 'id: fit, fact: performance.ecog, at-most: 1', []],
  ])('%s', (_what, written, expected) => {
    expect(withCriterion(written)).toEqual(expected);
  });

  it('a code list that holds no code of the fact: nothing can supply it', () => {
    change(FEP, '\nrequests:\n', `\ncodes: { hcpcs: { codes: [J0000], ${CITE} } }\nrequests:\n`);
    expect(withCriterion('id: coded, fact: disease.icd10, in: hcpcs')).toEqual([
      'error: initial, coded: nothing can supply disease.icd10 from the list hcpcs: none of its codes is a code of icd-10-cm',
    ]);
  });

  it.each([
    [
      'a number between bounds that leave none',
      'max: 130',
      'max: -1',
      /facts\.yaml:\d+:\d+: facts\.\d+\.max: no number is at least its min and at most its max, so nothing can supply it/u,
    ],
    [
      'completed years that are to be a word',
      'type: integer\n    unit: years\n    min: 0\n    max: 130',
      'type: text',
      /facts\.yaml:\d+:5: completed years are derived from a date, so nothing can supply a fact of another type/u,
    ],
    [
      'a derivation from what does not exist',
      'derivedFrom: patient.birth-date',
      'derivedFrom: patient.birth',
      /a fact is derived from a date/u,
    ],
  ])('%s: nothing can supply the fact, and it is not loaded', (_what, from, to, expected) => {
    change('facts.yaml', from, to);
    expect(() => loadKnowledge(folder)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(expected) as string }) as InputError,
    );
  });

  it('a line that is left out without being asked for is an error', () => {
    change('payers/bcbsnd/tarlatamab/2024-05-16.yaml', 'lineRequired: true', 'lineRequired: false');
    const report = lintKnowledge(loadKnowledge(folder), 'bcbsnd-tarlatamab');
    expect(report.findings.map(({ severity, what }) => `${severity}: ${what}`)).toEqual([
      'error: leaves out fehb without asking for the line of business, so a member of unknown line could be found to meet the criteria',
    ]);
    expect(errorsOf(report).map(({ where }) => where)).toContain('bcbsnd-tarlatamab 2024-05-16');
  });
});
