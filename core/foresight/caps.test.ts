import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { UnitLimit } from '../coverage/policy.ts';
import { capFindings, type CapFinding, type UnitDose } from './caps.ts';

const cite = [{ basis: 'unconfirmed', note: 'limits of the test' }] as const;
const LIMITS: readonly UnitLimit[] = [
  { id: 'first', text: '1 unit on day 1', units: 1, applies: { cycle: 1, days: [1], per: 'dose' }, cite },
  {
    id: 'then',
    text: '10 units each on days 8 and 15',
    units: 10,
    applies: { cycle: 1, days: [8, 15], per: 'dose' },
    cite,
  },
  { id: 'later', text: '20 units in 28 days', units: 20, applies: { fromCycle: 2, perDays: 28 }, cite },
];

const START = Temporal.PlainDate.from('2028-01-31');
/** Doses as `C2D1+28`: so many days after the start, 1 mg where the step-up begins, 10 mg else. */
function doses(...texts: readonly string[]): readonly UnitDose[] {
  return texts.map((text) => {
    const [dose = '', days] = text.split('+');
    const mg = /^(?:C1|R\d)D1$/u.test(dose) ? 1 : 10;
    return { dose, date: START.add({ days: Number(days) }).toString(), mg, units: mg, given: false };
  });
}
const found = (...texts: readonly string[]): readonly CapFinding[] => capFindings(LIMITS, doses(...texts));
const CYCLE_1 = ['C1D1+0', 'C1D8+7', 'C1D15+14'];

describe('from cycle 2 on, in windows of 28 days', () => {
  test.each([
    [28, 'C3D1+56'],
    [29, 'C3D1+57'],
  ])('%i days apart are different windows, through a leap day', (_days, next) => {
    expect(found(...CYCLE_1, 'C2D1+28', 'C2D15+42', next)).toEqual([]);
  });

  test('one day early is in the window', () => {
    const [one, ...more] = found(...CYCLE_1, 'C2D1+28', 'C2D15+42', 'C3D1+55');
    expect(more).toEqual([]);
    expect(one).toMatchObject({ limits: ['later'], cap: 20, needs: 30, restart: false });
    expect(one?.doses.map(({ dose }) => dose)).toEqual(['C2D1', 'C2D15', 'C3D1']);
  });

  test('a restart needs 21 units in its 28 days', () => {
    const [one, ...more] = found(...CYCLE_1, 'C2D1+28', 'R1D1+57', 'R1D8+64', 'C2D15+78', 'C3D1+92');
    expect(more).toEqual([]);
    expect(one).toMatchObject({ cap: 20, needs: 21, restart: true });
    expect(one?.doses.map(({ dose }) => dose)).toEqual(['R1D1', 'R1D8', 'C2D15']);
  });

  test('and so does one after the last dose of cycle 1', () => {
    expect(found(...CYCLE_1, 'R1D1+43', 'R1D8+50', 'C2D1+64')).toMatchObject([{ limits: ['later'], needs: 21 }]);
  });
});

describe('in cycle 1, by position', () => {
  test('the schedule is within the limits', () => {
    expect(found(...CYCLE_1)).toEqual([]);
  });

  test.each([
    [22, ['C1D1+0', 'R1D1+15', 'R1D8+22', 'C1D15+29']],
    [32, ['C1D1+0', 'C1D8+7', 'R1D1+29', 'R1D8+36', 'C1D15+43']],
  ])('a restart needs %i units in place of 21', (needs, texts) => {
    expect(found(...texts)).toMatchObject([{ limits: ['first', 'then'], cap: 21, needs, restart: true }]);
  });

  test('a dose of more units than its position has', () => {
    const five = doses(...CYCLE_1).map((dose) => (dose.dose === 'C1D1' ? { ...dose, mg: 5, units: 5 } : dose));
    expect(capFindings(LIMITS, five)).toMatchObject([{ cap: 21, needs: 25, restart: false }]);
  });
});

test('without limits nothing is found', () => {
  expect(capFindings([], doses(...CYCLE_1, 'C2D1+20'))).toEqual([]);
});

/** A course without a restart: the days by which each dose is later than the schedule has it. */
const GAPS = [0, 7, 7, 14, 14, 14, 14, 14, 14];
const NAMES = ['C1D1', 'C1D8', 'C1D15', 'C2D1', 'C2D15', 'C3D1', 'C3D15', 'C4D1', 'C4D15'];
function delayed(delays: readonly number[]): readonly UnitDose[] {
  let day = 0;
  return doses(...NAMES.map((name, index) => `${name}+${(day += (GAPS[index] ?? 0) + (delays[index] ?? 0))}`));
}
const offsets = (min: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min, max: 30 }), { minLength: NAMES.length, maxLength: NAMES.length });

test('delaying doses never adds a cap finding to a course without a restart', () => {
  fc.assert(
    fc.property(offsets(-6), offsets(0), (first, more) => {
      const before = capFindings(LIMITS, delayed(first));
      const after = capFindings(LIMITS, delayed(first.map((days, index) => days + (more[index] ?? 0))));
      expect(after.flatMap((one) => one.doses).length).toBeLessThanOrEqual(before.flatMap((one) => one.doses).length);
      for (const { doses: own } of after) {
        const names = own.map(({ dose }) => dose);
        expect(before.some((one) => names.every((name) => one.doses.some(({ dose }) => dose === name)))).toBe(true);
      }
    }),
  );
});

test('late doses never exceed a limit', () => {
  fc.assert(
    fc.property(offsets(0), (delays) => {
      expect(capFindings(LIMITS, delayed(delays))).toEqual([]);
    }),
  );
});
