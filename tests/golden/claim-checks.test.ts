import { describe, expect, it } from 'vitest';
import { checkLines, unitsInQuestion } from '../../core/billing/checks/check-lines.ts';
import { firstPlaceOf, nameOfPlace } from '../../core/billing/checks/dose-plan.ts';
import { elevenDigits, type CheckedLine } from '../../core/billing/checks/line.ts';
import { dayNumber } from '../../core/values/day-number.ts';
import { groundOf, heldDrug } from '../support/claim-lines.ts';

const GROUND = groundOf('prime-ic-0789');
const START = '2026-01-05';
const UNASKED = ['authorization-on-record', 'authorization-days', 'authorization-units'];

/** A right line of a dose so many days after the first. */
function dose(after: number, units: number, change: Partial<CheckedLine> = {}): CheckedLine {
  return {
    claimId: `K${String(after).padStart(4, '0')}`,
    lineNo: 1,
    day: dayNumber(START) + after,
    lineOfBusiness: 'commercial',
    hcpcs: 'J9026',
    units,
    modifiers: ['JZ'],
    ndc: units === 1 ? '55513005901' : '55513007701',
    packageThousandths: 1000,
    diagnoses: ['Z51.12', 'C34.11'],
    authorization: null,
    ...change,
  };
}

type Authorizations = Parameters<typeof checkLines>[1]['authorizations'];

/** What was found, as `day check units-in-question`; then what stayed open, without what nobody gave authorizations for. */
function found(lines: readonly CheckedLine[], authorizations: Authorizations = null): readonly string[] {
  const checked = checkLines(heldDrug().claimChecks, { lines, authorizations, otherDoses: [] }, GROUND);
  return checked.flatMap(({ line, found: failed, open, of }) => [
    ...failed.map((check) => `${line.day - dayNumber(START)} ${check.id} ${unitsInQuestion(check, of)}`),
    ...open
      .filter(({ id }) => !UNASKED.includes(id) || authorizations !== null)
      .map(({ id }) => `${line.day - dayNumber(START)} open ${id}`),
  ]);
}

const CYCLE_1 = [dose(0, 1), dose(7, 10), dose(14, 10)];

describe('limits of the policy (R30)', () => {
  it('a normal patient trips nothing in four cycles', () => {
    const later = [28, 42, 56, 70, 84, 98].map((day) => dose(day, 10));
    expect(found([...CYCLE_1, ...later])).toEqual([]);
  });

  it('doses exactly 28 days apart are in different windows; one day early is beyond by a dose', () => {
    expect(found([...CYCLE_1, dose(28, 10), dose(42, 10), dose(56, 10)])).toEqual([]);
    expect(found([...CYCLE_1, dose(28, 10), dose(42, 10), dose(55, 10)])).toEqual([
      '55 limit-of-days 10',
      '55 not-early 10',
    ]);
  });

  it('windows begin with cycle 2: the last dose of cycle 1 is in none', () => {
    expect(found([...CYCLE_1, dose(27, 10), dose(41, 10)])).toEqual(['27 not-early 10']);
  });

  it('cycle 1 is limited by position', () => {
    expect(found([dose(0, 1), dose(7, 11, { packageThousandths: 1100 })])).toEqual([
      '7 dose-size 1',
      '7 limit-of-dose 1',
    ]);
  });

  it('a step-up given again is looked at, with its restart rule, and is no error', () => {
    const again = [dose(28, 10), dose(70, 1), dose(77, 10), dose(91, 10)];
    expect(found([...CYCLE_1, ...again])).toEqual(['70 second-step-up 0', '91 second-step-up-over-limit 1']);
    // 22 units in cycle 1: it is begun again after its first dose.
    expect(found([dose(0, 1), dose(20, 1), dose(27, 10), dose(34, 10), dose(48, 10)])).toEqual(['20 second-step-up 0']);
    // 32 units: after its second.
    expect(found([dose(0, 1), dose(7, 10), dose(35, 1), dose(42, 10), dose(49, 10), dose(63, 10)])).toEqual([
      '35 second-step-up 0',
    ]);
    const restart = heldDrug().claimChecks.find(({ id }) => id === 'second-step-up-over-limit');
    expect([restart?.severity, restart?.restsOn]).toEqual(['review', ['policy-limits', 'second-step-up']]);
  });

  it('a first dose of 10 units is for a person, and what rests on its place stays open until any place would do', () => {
    const lines = [0, 7, 21, 35, 49, 63].map((day) => dose(day, 10));
    expect(found(lines)).toEqual([
      '0 begins-with-step-up 0',
      '0 open limit-of-dose',
      '7 open limit-of-dose',
      '7 open not-early',
      '21 open limit-of-dose',
      '21 open limit-of-days',
    ]);
  });
});

describe('the line itself', () => {
  it.each([
    ['a code before its first day', dose(0, 1, { day: dayNumber('2024-12-31') }), 'code-in-force 1'],
    ['another drug’s package', dose(0, 1, { ndc: '00000000001' }), 'code-and-package 1'],
    ['a diagnosis that is not listed', dose(0, 1, { diagnoses: ['Z51.12', 'C50.911'] }), 'diagnosis-listed 1'],
    ['half a unit', dose(0, 0.5), 'whole-units 1'],
    [
      'no modifier for Medicare Part B',
      dose(0, 1, { lineOfBusiness: 'medicare-part-b', modifiers: [] }),
      'discarded-modifier 1',
    ],
    ['both modifiers', dose(0, 1, { modifiers: ['JZ', 'JW'] }), 'discarded-one-statement 1'],
    ['ten packages for ten milligrams of one', dose(0, 1, { packageThousandths: 10_000 }), 'packages-accounted 0'],
    ['more units than the package holds', dose(0, 1, { units: 2, ndc: '55513005901' }), 'within-packages 2'],
  ])('%s', (_name, line, wanted) => {
    expect(
      found([line])
        .filter((one) => !one.includes('open'))
        .map((one) => one.replace(/^-?\d+ /u, '')),
    ).toContain(wanted);
  });

  it('the second line of a day repeats the first, by claim number; what was discarded stands beside it', () => {
    const twice = [dose(0, 1), dose(0, 1, { claimId: 'K9999' })];
    expect(found(twice)).toEqual(['0 one-dose-a-day 1']);
    const discarded = dose(7, 4, { modifiers: ['JW'], packageThousandths: 400, lineNo: 2 });
    expect(
      found([dose(0, 1), dose(7, 6, { modifiers: [], packageThousandths: 600, ndc: '55513007701' }), discarded]),
    ).toEqual([]);
  });

  it('an authorization pays for its days and units, the doses of the member added up', () => {
    const paid = (after: number, units: number): CheckedLine => dose(after, units, { authorization: 'A' });
    const authorization = [{ number: 'A', from: dayNumber(START), to: dayNumber(START) + 14, units: 20 }];
    expect(found([paid(0, 1), paid(7, 10), paid(14, 10), paid(28, 10)], authorization)).toEqual([
      '14 authorization-units 1',
      '28 authorization-days 10',
      '28 authorization-units 10',
    ]);
    expect(found([dose(0, 1, { authorization: 'B' })], authorization)).toEqual(['0 authorization-on-record 1']);
  });

  it('who is not governed is held against no limit of the policy', () => {
    const outside = { lineOfBusiness: 'medicare-part-b', diagnoses: ['C50.911'] };
    expect(found([dose(0, 1, outside), dose(7, 10, outside)])).toEqual([]);
    expect(found([dose(0, 1, { lineOfBusiness: null, modifiers: [], diagnoses: ['C50.911'] })])).toEqual([
      '0 open diagnosis-listed',
      '0 open discarded-modifier',
    ]);
  });
});

it('package numbers are read with hyphens in any of their forms, and never as ten digits in a row', () => {
  expect(
    ['55513-059-01', '55513-0059-01', '55513005901', 'N455513005901', '1234-5678-90', '12345-6789-0'].map(elevenDigits),
  ).toEqual(['55513005901', '55513005901', '55513005901', '55513005901', '01234567890', '12345678900']);
  expect(['5551305901', '55513-059-1', 'abc', ''].map(elevenDigits)).toEqual([null, null, null, null]);
});

it('places of the schedule have the names of doses', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 12].map((place) => nameOfPlace(GROUND.plan, place))).toEqual([
    'C1D1',
    'C1D8',
    'C1D15',
    'C2D1',
    'C2D15',
    'C3D1',
    'C3D15',
    'C6D1',
  ]);
  expect([1, 2, 3, 6].map((cycle) => firstPlaceOf(GROUND.plan, cycle))).toEqual([1, 4, 6, 12]);
});
