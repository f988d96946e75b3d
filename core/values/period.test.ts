import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elapsed, firstDayOf, isWithin, type Period } from './period.ts';

const CASES: readonly (readonly [day: string, on: string, period: string, within: boolean])[] = [
  ['2026-06-15', '2026-06-15', '0 days', true],
  ['2026-06-14', '2026-06-15', '0 days', false],
  ['2026-06-12', '2026-06-15', '3 days', true],
  ['2026-06-11', '2026-06-15', '3 days', false],
  ['2026-06-16', '2026-06-15', '3 days', false],
  ['2025-12-15', '2026-06-15', '6 months', true],
  ['2025-12-14', '2026-06-15', '6 months', false],
  // A month without that day: its last one.
  ['2026-02-28', '2026-08-31', '6 months', true],
  ['2026-02-27', '2026-08-31', '6 months', false],
  ['2024-02-29', '2026-02-28', '24 months', true],
  ['2024-02-28', '2026-02-28', '24 months', true],
  ['2024-02-27', '2026-02-28', '24 months', false],
];

describe('a period that ends on a day', () => {
  it.each(CASES)('%s, on %s within %s: %s', (day, on, written, within) => {
    const [count, unit] = written.split(' ') as [string, Period['unit']];
    expect(isWithin(day, on, { count: Number(count), unit })).toBe(within);
  });

  const day = fc
    .date({ min: new Date('1999-01-01'), max: new Date('2031-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('holds a day exactly where it is as long as what has elapsed since', () => {
    const law = fc.property(day, day, fc.constantFrom('days' as const, 'months' as const), (one, on, unit) => {
      const count = elapsed(one, on, unit);
      if (count < 0) return one > on;
      return isWithin(one, on, { count, unit }) && (count === 0 || !isWithin(one, on, { count: count - 1, unit }));
    });
    fc.assert(law, { numRuns: 500 });
  });

  it('begins never later when it is longer', () => {
    const law = fc.property(day, fc.nat(60), fc.constantFrom('days' as const, 'months' as const), (on, count, unit) => {
      return firstDayOf(on, { count: count + 1, unit }) <= firstDayOf(on, { count, unit });
    });
    fc.assert(law);
  });
});
