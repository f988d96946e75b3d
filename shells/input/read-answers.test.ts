import { describe, expect, it } from 'vitest';
import { knowledge } from '../../tests/support/knowledge.ts';
import { InputError } from './input-error.ts';
import { readAnswers } from './read-answers.ts';

const read = (text: string): ReturnType<typeof readAnswers> =>
  readAnswers(text, 'a.yaml', '2026-06-15', knowledge().facts);
const faults = (text: string): string => {
  try {
    read(text);
    return 'no fault';
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
};

describe('an answers file', () => {
  it.each([
    ['infection.active-systemic: no', false],
    ['infection.active-systemic: yes', true],
    ['infection.active-systemic: false', false],
    ['{ "infection.active-systemic": true }', true],
  ])('takes yes and no in all their forms: %s', (text, value) => {
    expect(read(text).get('infection.active-systemic')?.value).toBe(value);
  });

  it('an empty file answers nothing', () => {
    expect(read('').size).toBe(0);
    expect(read('# later').size).toBe(0);
  });

  it('a fact that is left out stays unknown', () => {
    expect([...read('performance.ecog: 1').keys()]).toEqual(['performance.ecog']);
  });

  it('an attestation keeps its signer', () => {
    const text =
      'plan.step-up-dosing: { value: yes, by: Dr. Example, role: prescriber, at: 2026-06-12, source: form 7 }';
    expect(read(text).get('plan.step-up-dosing')).toEqual({
      value: true,
      origin: 'attested',
      evidence: [{ kind: 'attestation', ref: 'form 7', date: '2026-06-12', display: 'Dr. Example, prescriber' }],
      by: 'Dr. Example',
      role: 'prescriber',
      at: '2026-06-12',
      source: 'form 7',
    });
  });

  it('a category that looks like a number is the word it is', () => {
    expect(read('nccn.category: 1').get('nccn.category')?.value).toBe('1');
    expect(read('nccn.category: 2A').get('nccn.category')?.value).toBe('2A');
  });

  it.each([
    [
      'an unknown fact',
      'disease.stag: extensive',
      'a.yaml:1:1: there is no fact "disease.stag". Did you mean "disease.stage"?',
    ],
    [
      'a wrong word',
      '\ndisease.stage: extensiv',
      'a.yaml:2:1: disease.stage takes one of limited, extensive, not "extensiv". Did you mean "extensive"?',
    ],
    [
      'a word for a number',
      'performance.ecog: two',
      'a.yaml:1:1: performance.ecog takes a whole number of ECOG grade from 0 to 5, not "two". Correct the value, or leave the fact out where it is not known',
    ],
    ['a number out of range', 'performance.ecog: 6', /from 0 to 5, not 6/u],
    ['half a line', 'therapy.other-prior-lines: 1.5', /a whole number of lines from 0/u],
    ['maybe', 'infection.active-systemic: maybe', /takes yes or no, not "maybe"/u],
    ['a day that is none', 'patient.birth-date: 1958-02-30', /takes a day written YYYY-MM-DD, not "1958-02-30"/u],
    [
      'a birth after the answer',
      'patient.birth-date: 2026-06-16',
      /patient\.birth-date is 2026-06-16, after 2026-06-15/u,
    ],
    [
      'an attestation after the answer',
      'plan.step-up-dosing: { value: yes, at: 2026-06-16 }',
      /attested on 2026-06-16, after 2026-06-15/u,
    ],
    ['a malformed code', 'disease.icd10: lung cancer', /takes a code of icd-10-cm/u],
    [
      'an unknown key of an attestation',
      'plan.step-up-dosing: { valeu: yes }',
      /the key "valeu" is not known here\. Did you mean "value"\?/u,
    ],
    ['a list', '- a', /answers are a list of `fact: value` lines/u],
    ['text', 'nothing', /answers are a list of `fact: value` lines/u],
    ['broken YAML', 'a: [', /^a\.yaml:\d+:\d+: .*Correct the YAML here$/u],
    ['a fact given twice', 'performance.ecog: 1\nperformance.ecog: 2', /^a\.yaml:2:1: .*unique/u],
    ['null', 'performance.ecog:', /not null/u],
  ])('%s is named with its place', (_what, text, expected) => {
    expect(faults(text)).toMatch(
      typeof expected === 'string' ? new RegExp(`^${RegExp.escape(expected)}$`, 'u') : expected,
    );
  });

  it('the day of the answer is not taken from the file', () => {
    expect(faults('request.date: 2026-01-01')).toBe(
      'a.yaml:1:1: the day of the answer is no answer. Give it with --on',
    );
  });

  it('every fault at once', () => {
    expect(faults('a: 1\nb: 2\nperformance.ecog: 9').split('\n')).toHaveLength(3);
  });
});
