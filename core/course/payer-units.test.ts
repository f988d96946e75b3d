import { describe, expect, test } from 'vitest';
import type { Authorization, CourseEvent, DoseGiven } from './event.ts';
import { authorizationsOf, usesUnits } from './payer-units.ts';
import { timelineOf } from './timeline.ts';

const dose = (more: Partial<DoseGiven>): DoseGiven => ({
  type: 'dose-given',
  at: '2026-06-15T15:00Z',
  dose: 'C1D1',
  mg: 1,
  ...more,
});
const notBilled = [{ setting: ['inpatient' as const] }, { supply: ['specialty-pharmacy' as const, 'free' as const] }];

test.each([
  [{}, true],
  [{ reported: 'here' as const, setting: 'office' as const, supply: 'buy-and-bill' as const }, true],
  [{ reported: 'outside' as const }, false],
  [{ setting: 'inpatient' as const }, false],
  [{ setting: 'office' as const, supply: 'free' as const }, false],
  [{ supply: 'specialty-pharmacy' as const }, false],
])('a dose given with %j uses units: %s', (more, uses) => {
  expect(usesUnits(dose(more), notBilled)).toBe(uses);
});

test('by no rule every dose given here uses units', () => {
  expect(usesUnits(dose({ setting: 'inpatient', supply: 'free' }), [])).toBe(true);
});

describe('the authorizations of the coverage in force', () => {
  const authorization = (number: string, at: string, more: Partial<Authorization> = {}): Authorization => ({
    type: 'authorization',
    at,
    policy: 'a',
    number,
    from: '2026-06-01',
    to: '2026-11-30',
    units: 100,
    ...more,
  });
  const change = (more: object): CourseEvent => ({
    type: 'coverage-changed',
    at: '2026-08-10T15:00Z',
    from: '2026-09-01',
    ...more,
  });
  const numbers = (day: string, ...events: readonly CourseEvent[]): readonly string[] =>
    authorizationsOf(timelineOf({ drug: 'd', patient: { birthDate: '1958-03-09', sex: 'female' }, events }), day).map(
      ({ number }) => number,
    );
  const FIRST = authorization('1', '2026-05-20T15:00Z');
  const LATE = authorization('2', '2026-08-20T15:00Z', { from: '2026-09-01' });

  test('are all of them while the coverage never changed', () => {
    expect(numbers('2026-06-15', FIRST, { ...LATE, policy: 'b' })).toEqual(['1', '2']);
  });

  test('are those of the policy that a change names', () => {
    const events = [FIRST, { ...LATE, policy: 'b' }, change({ policy: 'b' })];
    expect(numbers('2026-08-31', ...events)).toEqual(['1']);
    expect(numbers('2026-09-01', ...events)).toEqual(['2']);
  });

  test('are those that were recorded after a change that names none, and begin with it', () => {
    expect(numbers('2026-09-01', FIRST, LATE, change({}))).toEqual(['2']);
    expect(numbers('2026-09-01', FIRST, { ...LATE, from: '2026-08-31' }, change({}))).toEqual([]);
    expect(numbers('2026-08-31', FIRST, { ...LATE, policy: 'b' }, change({}))).toEqual(['1']);
  });
});
