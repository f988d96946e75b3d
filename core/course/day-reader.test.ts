import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayReader } from './day-reader.ts';
import { dayOf, parseMoment } from './moment.ts';

const zones = fc.constantFrom(
  undefined,
  'UTC',
  'America/New_York',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Kolkata',
);
const times = fc
  .record({
    minutes: fc.integer({ min: 0, max: 73_000_000 }),
    zone: fc.constantFrom('UTC', 'America/New_York', 'Pacific/Apia', '-04:00', '+13:45'),
    named: fc.boolean(),
  })
  .map(({ minutes, zone, named }) =>
    Temporal.ZonedDateTime.from(`1960-06-01T00:00[${zone}]`)
      .add({ minutes })
      .toString({ timeZoneName: named && /^[A-Z]/u.test(zone) ? 'auto' : 'never', offset: 'auto' }),
  );

test('reads the day that the calendar has at the place', () => {
  fc.assert(
    fc.property(zones, fc.array(times, { minLength: 1 }), (zone, texts) => {
      const read = dayReader(zone);
      for (const text of texts) {
        const moment = parseMoment(text, zone);
        if (moment !== null) expect(read(text), text).toBe(dayOf(moment).toString());
      }
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['2026-03-08T06:59:59Z', '2026-03-08'],
  ['2026-03-08T07:00:00Z', '2026-03-08'],
  ['2026-11-01T04:30Z', '2026-11-01'],
  ['2026-11-02T04:59Z', '2026-11-01'],
  ['2026-11-02T05:00Z', '2026-11-02'],
  ['2026-06-15', '2026-06-15'],
])('%s is %s in New York', (text, day) => {
  expect(dayReader('America/New_York')(text)).toBe(day);
});
