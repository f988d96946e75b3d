import { describe, expect, test } from 'vitest';
import { LAB_SCALE } from '../../../tests/support/lab-scale.ts';
import type { LabValue } from '../../course/event.ts';
import { decimal } from '../../values/decimal.ts';
import { gradeLab, isOver, type GradedLab } from './ctcae.ts';
import type { Analyte } from './lab-scale.ts';

function find(id: string): Analyte {
  const analyte = LAB_SCALE.analytes.find((one) => one.id === id);
  if (analyte === undefined) throw new Error(id);
  return analyte;
}
const graded = (id: string, value: LabValue): GradedLab => gradeLab(find(id), value);
const gradeOf = (id: string, value: LabValue): number | null => {
  const found = graded(id, value);
  return found.known ? found.grade : null;
};

describe('exactly at a limit, one step under and one over', () => {
  test.each([
    ['neutrophils', 1.8, 0],
    ['neutrophils', 1.79, 1],
    ['neutrophils', 1.5, 1],
    ['neutrophils', 1.49, 2],
    ['neutrophils', 1, 2],
    ['neutrophils', 0.99, 3],
    ['neutrophils', 0.5, 3],
    ['neutrophils', 0.49, 4],
    ['neutrophils', 0, 4],
    ['platelets', 75, 1],
    ['platelets', 74.9, 2],
    ['platelets', 50, 2],
    ['platelets', 49, 3],
    ['platelets', 25, 3],
    ['platelets', 24, 4],
  ])('%s %d: grade %i', (id, value, grade) => {
    expect(gradeOf(id, { value, unit: '10*9/L', lln: id === 'platelets' ? 150 : 1.8 })).toBe(grade);
  });

  test.each([
    ['alt', 40, 0],
    ['alt', 40.1, 1],
    ['alt', 120, 1],
    ['alt', 120.1, 2],
    ['alt', 200, 2],
    ['ast', 200.1, 3],
    ['ast', 800, 3],
    ['ast', 800.1, 4],
  ])('%s %d with an upper limit of 40: grade %i', (id, value, grade) => {
    expect(gradeOf(id, { value, unit: 'U/L', uln: 40 })).toBe(grade);
  });

  test.each([
    [1.2, 0],
    [1.21, 1],
    [1.8, 1],
    [1.81, 2],
    [3.6, 2],
    [3.61, 3],
    [12, 3],
    [12.01, 4],
  ])('bilirubin %d with an upper limit of 1.2: grade %i', (value, grade) => {
    expect(gradeOf('bilirubin', { value, unit: 'mg/dL', uln: 1.2 })).toBe(grade);
  });

  test('multiples are exact where floating point is not', () => {
    // 3 × 1.1 is 3.3000000000000003 in floating point: 3.3 would be under it.
    expect(gradeOf('bilirubin', { value: 3.3, unit: 'mg/dL', uln: 1.1 })).toBe(2);
    expect(gradeOf('alt', { value: 0.3, unit: 'U/L', uln: 0.1 })).toBe(1);
  });
});

describe('the value before treatment', () => {
  test.each([
    [149.9, 0],
    [150, 1],
    [300, 1],
    [301, 2],
    [500, 2],
    [501, 3],
    [2001, 4],
  ])('was raised (100): an ALT of %d has grade %i', (value, grade) => {
    expect(gradeOf('alt', { value, unit: 'U/L', uln: 40, baseline: 100 })).toBe(grade);
  });

  test('was normal: the limit of the laboratory counts', () => {
    expect(gradeOf('alt', { value: 121, unit: 'U/L', uln: 40, baseline: 40 })).toBe(2);
    expect(gradeOf('alt', { value: 121, unit: 'U/L', uln: 40, baseline: 40.1 })).toBe(2);
    expect(gradeOf('alt', { value: 59, unit: 'U/L', uln: 40, baseline: 40.1 })).toBe(0);
  });
});

describe('units', () => {
  test.each([
    ['neutrophils', 1200, '/uL', 2],
    ['neutrophils', 1.2, 'K/µL', 2],
    ['neutrophils', 1.2, '10*3/uL', 2],
    ['neutrophils', 1.2, '10^9 / L', 2],
    ['platelets', 49_000, '/mm3', 3],
    ['hemoglobin', 7.9, 'g/dL', 3],
    ['hemoglobin', 8, 'g/dl', 2],
    ['hemoglobin', 80, 'g/L', 2],
    ['hemoglobin', 79, 'g/L', 3],
  ])('%s %d %s: grade %i', (id, value, unit, grade) => {
    expect(gradeOf(id, { value, unit })).toBe(grade);
  });

  test('that are not listed give no grade, and the reason names those that are', () => {
    expect(graded('neutrophils', { value: 1.2, unit: '%' })).toEqual({
      known: false,
      what: 'its unit "%" is not known (known: 10*9/L, /uL)',
    });
    expect(gradeOf('hemoglobin', { value: 7.9, unit: 'mmol/L' })).toBeNull();
  });
});

describe('what the laboratory did not give', () => {
  test('leaves the grade unknown and is named', () => {
    expect(graded('alt', { value: 22, unit: 'U/L' })).toEqual({
      known: false,
      what: 'its upper limit of normal is not recorded',
      missing: 'uln',
    });
    expect(graded('neutrophils', { value: 4.1, unit: '10*9/L' })).toMatchObject({ known: false, missing: 'lln' });
    expect(graded('alt', { value: 22, unit: 'U/L', uln: 0 })).toMatchObject({ known: false, missing: 'uln' });
    expect(graded('alt', { value: 90, unit: 'U/L', baseline: 80 })).toMatchObject({ known: false, missing: 'uln' });
  });

  test('is not asked for where a higher grade is passed already', () => {
    expect(gradeOf('neutrophils', { value: 1.4, unit: '10*9/L' })).toBe(2);
  });

  test.each([-1, 1e-7, Number.NaN])('%d is no value', (value) => {
    expect(gradeOf('neutrophils', { value, unit: '10*9/L', lln: 1.8 })).toBeNull();
  });
});

test.each([
  [120, 40, false],
  [120.1, 40, true],
  [120, undefined, undefined],
])('%d over 3 times %s: %s', (value, uln, over) => {
  expect(isOver(find('alt'), { value, unit: 'U/L', ...(uln === undefined ? {} : { uln }) }, decimal(3), 'uln')).toBe(
    over,
  );
});
