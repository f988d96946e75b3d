import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Course, CourseEvent } from './event.ts';
import { compareInstants, instantOf } from './instant.ts';
import { momentFault } from './moment-fault.ts';
import { dayOf, parseMoment } from './moment.ts';
import { courseUntil, momentOf, timelineOf } from './timeline.ts';
import { voidedIds } from './voiding.ts';

const voided = (id: string, event: string): CourseEvent => ({
  type: 'voided',
  id,
  at: '2026-06-20T09:00-04:00',
  event,
  reason: 'r',
});
const held = (id: string, at = '2026-06-15T09:00-04:00'): CourseEvent => ({ type: 'held', id, at, reason: 'weather' });

const moments = fc
  .record({
    minutes: fc.integer({ min: 0, max: 105_000_000 }),
    nanoseconds: fc.constantFrom(0, 1, 500_000_000, 999_999_999),
    zone: fc.constantFrom('UTC', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata', '-04:00', '+13:45'),
    named: fc.boolean(),
  })
  .map(({ minutes, nanoseconds, zone, named }) =>
    Temporal.ZonedDateTime.from(`1900-06-01T00:00[${zone}]`)
      .add({ minutes, nanoseconds })
      .toString({ timeZoneName: named && /^[A-Z]/u.test(zone) ? 'auto' : 'never', offset: 'auto' }),
  )
  .filter((text) => parseMoment(text) !== null);

describe('points in time', () => {
  test('are those of the calendar, whatever the offset', () => {
    fc.assert(
      fc.property(moments, (text) => {
        const { seconds, nanoseconds } = instantOf(text);
        const instant = Temporal.Instant.from(text.replace(/\[.*/u, ''));
        expect(BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds)).toBe(instant.epochNanoseconds);
      }),
      { numRuns: 500 },
    );
  });

  test('come in the order of time', () => {
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        const [first, second] = [a, b].map((text) => Temporal.Instant.from(text.replace(/\[.*/u, '')));
        if (first === undefined || second === undefined) throw new Error('no time');
        expect(Math.sign(compareInstants(instantOf(a), instantOf(b)))).toBe(Temporal.Instant.compare(first, second));
      }),
    );
  });

  test('a course until a day has the entries whose day at the place is that day or earlier', () => {
    const days = fc.integer({ min: 0, max: 60_000 }).map((n) => Temporal.PlainDate.from('1920-01-01').add({ days: n }));
    fc.assert(
      fc.property(fc.array(moments), days, fc.constantFrom(undefined, 'Pacific/Apia'), (times, day, timeZone) => {
        const events = times.map((at, n) => held(String(n), at));
        const course: Course = {
          drug: 'd',
          ...(timeZone === undefined ? {} : { timeZone }),
          patient: { birthDate: '1960-01-01', sex: 'female' },
          events,
        };
        const kept = events.filter(({ at }) => dayOf(momentOf(course, at)).toString() <= day.toString());
        expect(courseUntil(course, day.toString()).events).toEqual(kept);
      }),
    );
  });
});

describe('voided entries', () => {
  test.each([
    ['two that void one entry', [held('a'), voided('v', 'a'), voided('w', 'a')], ['a']],
    ['one of the two is voided', [held('a'), voided('v', 'a'), voided('w', 'a'), voided('x', 'v')], ['a', 'v']],
    [
      'both are voided',
      [held('a'), voided('v', 'a'), voided('w', 'a'), voided('x', 'v'), voided('y', 'w')],
      ['v', 'w'],
    ],
    ['a circle of three', [held('a'), voided('u', 'v'), voided('v', 'w'), voided('w', 'u')], ['u', 'v', 'w']],
    [
      'a circle broken from outside',
      [voided('u', 'v'), voided('v', 'w'), voided('w', 'u'), voided('x', 'u')],
      ['u', 'w'],
    ],
  ])('%s', (_what, events, gone) => {
    expect([...voidedIds(events)].sort()).toEqual(gone);
  });

  test('a chain of any length is followed to its end', () => {
    const chain = (length: number): CourseEvent[] => [
      held('v0'),
      ...Array.from({ length }, (_, n) => voided(`v${n + 1}`, `v${n}`)),
    ];
    expect(voidedIds(chain(20_000)).has('v0')).toBe(false);
    expect(voidedIds(chain(20_001)).has('v0')).toBe(true);
  });

  test('a timeline is put in order once', () => {
    const course: Course = { drug: 'd', patient: { birthDate: '1960-01-01', sex: 'female' }, events: [held('a')] };
    const timeline = timelineOf(course);
    expect(timelineOf(timeline)).toBe(timeline);
  });
});

test.each([
  ['8:10', 'is not a time with an offset'],
  ['2026-06-15T08:30', 'is not a time with an offset'],
  ['2026-06-15T23:59:60Z', 'is not a time with an offset'],
  ['2026-02-30T08:30-05:00', 'names a day or an hour that does not exist'],
  ['2026-06-15T24:30-04:00', 'names a day or an hour that does not exist'],
  ['1899-12-31T08:30Z', 'lies outside the years 1900 to 2100'],
  ['9999-12-31T08:30Z', 'lies outside the years 1900 to 2100'],
  ['2026-06-15T08:30-04:00[Nowhere/Land]', 'names the time zone Nowhere/Land, which is not known'],
  ['2027-03-14T02:30-05:00[America/New_York]', 'does not exist in America/New_York: the clocks go forward over it'],
  ['2026-06-15T08:30-05:00[America/New_York]', 'does not have the offset of America/New_York, which is -04:00 then'],
  [
    '2026-11-01T01:30-06:00[America/New_York]',
    'does not have the offset of America/New_York, which is -04:00 or -05:00 then',
  ],
])('%s %s', (text, what) => {
  expect(parseMoment(text)).toBeNull();
  expect(momentFault(text)?.what).toBe(what);
});

test.each(['2026-11-01T01:30-05:00[America/New_York]', '1900-01-01T00:00Z', '2100-12-31T23:59:59Z'])(
  '%s is a time',
  (text) => {
    expect(momentFault(text)).toBeNull();
  },
);
