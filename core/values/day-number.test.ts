import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayNumber, daysBetween, printDay } from './day-number.ts';

const days = fc.integer({ min: 0, max: 73_413 }).map((n) => Temporal.PlainDate.from('1900-01-01').add({ days: n }));

test('a day number is that of the calendar, and prints as the day', () => {
  fc.assert(
    fc.property(days, (day) => {
      const number = dayNumber(day.toString());
      expect(number).toBe(Temporal.PlainDate.from('1970-01-01').until(day, { largestUnit: 'days' }).days);
      expect(printDay(number)).toBe(day.toString());
    }),
  );
});

test.each([
  ['2028-02-28', '2028-03-01', 2],
  ['2027-02-28', '2027-03-01', 1],
  ['2026-12-31', '2027-01-01', 1],
  ['2026-06-15', '2026-06-08', -7],
])('from %s to %s: %i', (from, to, count) => {
  expect(daysBetween(from, to)).toBe(count);
});
