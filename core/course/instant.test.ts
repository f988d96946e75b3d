import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { instantOf } from './instant.ts';

const two = (number: number): string => String(number).padStart(2, '0');
const day = fc.integer({ min: 0, max: 73_000 }).map((n) => Temporal.PlainDate.from('1900-01-01').add({ days: n }));
const offset = fc.oneof(
  fc.constant('Z'),
  fc
    .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 13 }), fc.constantFrom(0, 30, 45))
    .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`),
);
const seconds = fc.constantFrom('', ':00', ':07', ':07.5');

test('a time to the minute is the same point in time as one that is written with its seconds', () => {
  fc.assert(
    fc.property(day, fc.nat(23), fc.nat(59), seconds, offset, (date, hour, minute, more, zone) => {
      const text = `${date.toString()}T${two(hour)}:${two(minute)}${more}${zone}`;
      const found = instantOf(text);
      expect(found.seconds * 1000 + found.nanoseconds / 1e6).toBe(Temporal.Instant.from(text).epochMilliseconds);
    }),
  );
});

test.each(['2026-06-15T08:3xZ', '2026-06-15T08:30', '2026/06/15T08:30Z', '2026-06-15T08:30-0400'])(
  '%s is no time',
  (text) => {
    expect(() => instantOf(text)).toThrow(RangeError);
  },
);
