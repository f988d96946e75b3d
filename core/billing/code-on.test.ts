import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import { codeOn, codesOn, type CodeCase } from './code-on.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { billing } = drug;

const OUTPATIENT = { setting: 'hospital-outpatient', line: 'medicare-part-b' } as const;
const OFFICE = { setting: 'office', line: 'commercial' } as const;
const TEXAS = { setting: 'office', line: 'medicaid', state: 'TX' } as const;

describe('the code of a date of service', () => {
  test.each([
    ['2025-01-01', OUTPATIENT, 'J9026', 1],
    ['2025-01-01', OFFICE, 'J9026', 1],
    ['2030-06-15', {}, 'J9026', 1],
    ['2024-12-31', OUTPATIENT, 'C9170', 1],
    ['2024-10-01', OUTPATIENT, 'C9170', 1],
    ['2024-09-30', OUTPATIENT, 'C9399', undefined],
    ['2024-05-16', OUTPATIENT, 'C9399', undefined],
  ] as [string, Omit<CodeCase, 'date'>, string, number | undefined][])('%s %j: %s', (date, of, hcpcs, mg) => {
    const { code } = codeOn(billing, { date, ...of });
    expect([code?.hcpcs, code?.mgPerUnit]).toEqual([hcpcs, mg]);
  });

  test.each([
    ['2024-12-31', OFFICE, ['J9999', 'J3590']],
    ['2024-12-31', TEXAS, ['C9170']],
    ['2024-12-31', { ...TEXAS, state: undefined }, ['C9170', 'J9999', 'J3590']],
    ['2024-09-30', TEXAS, ['J9999', 'J3590']],
    ['2024-12-31', { ...TEXAS, state: 'OH' }, ['J9999', 'J3590']],
    ['2024-12-31', { line: 'commercial' }, ['C9170', 'J9999', 'J3590']],
    ['2024-09-30', {}, ['C9399', 'J9999', 'J3590']],
    ['2024-05-15', {}, []],
  ] as [string, Omit<CodeCase, 'date'>, string[]][])('%s %j may be %j', (date, of, codes) => {
    expect(codesOn(billing, { date, ...of }).map(({ hcpcs }) => hcpcs)).toEqual(codes);
  });

  test('several codes are a question that names them, and no code', () => {
    const { code, questions } = codeOn(billing, { date: '2024-12-31', ...OFFICE });
    expect(code).toBeUndefined();
    expect(questions).toMatchObject([{ fact: 'hcpcs' }]);
    expect(questions[0]?.ask).toContain('under J9999 or J3590');
  });

  test('a code of drugs in general says nothing of a unit: the units are a question', () => {
    const { questions } = codeOn(billing, { date: '2024-06-15', ...OUTPATIENT });
    expect(questions.map(({ fact }) => fact)).toEqual(['units']);
  });

  test('a day before any code names all that are held', () => {
    const { questions } = codeOn(billing, { date: '2024-05-15', ...OFFICE });
    expect(questions[0]?.ask).toMatch(
      /No held code is in force on 2024-05-15 .*C9399 from 2024-05-16.*J9026 from 2025/u,
    );
  });

  test('every temporary and miscellaneous code ends before the permanent one begins', () => {
    expect(billing.earlierCodes.map(({ to }) => to < billing.codes[0].from)).toEqual(Array(5).fill(true));
  });
});
