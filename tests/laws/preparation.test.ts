import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { PreparationTimes, TimeName } from '../../core/preparation/times.ts';
import { TIMES } from '../../core/preparation/times.ts';
import { sheetOf } from '../support/preparations.ts';

/** A night on which the clocks of New York go back lies inside every timeline. */
const ZERO = Temporal.Instant.from('2026-10-31T22:00Z');
const at = (minute: number): string => ZERO.add({ minutes: minute }).toString();

const HOUR = 60;
const LIMIT = { vials: 24 * HOUR, dilute: 4 * HOUR, room: 8 * HOUR, cold: 7 * 24 * HOUR, infusion: HOUR } as const;

/** Minutes at which things are done, in their order; what is left out has not been done. */
type Minutes = Readonly<Partial<Record<TimeName, number>>>;

/** Steps between the times: often short, sometimes about a limit, sometimes long. */
const gap = fc.oneof(
  fc.integer({ min: 0, max: 90 }),
  fc.constantFrom(...Object.values(LIMIT).flatMap((limit) => [limit - 1, limit, limit + 1])),
  fc.integer({ min: 0, max: 11_000 }),
);

const timeline: fc.Arbitrary<Minutes> = fc
  .record({
    gaps: fc.array(gap, { minLength: TIMES.length, maxLength: TIMES.length }),
    left: fc.record({ vialsOut: fc.boolean(), diluted: fc.boolean(), infusionStart: fc.boolean() }),
    cold: fc.constantFrom(0, 1, 2, 3),
  })
  .map(({ gaps, left, cold }) => {
    const minutes: Partial<Record<TimeName, number>> = {};
    let minute = 0;
    TIMES.forEach((name, index) => {
      const isCold = ['refrigerated', 'outOfRefrigerator', 'refrigeratedAgain'].indexOf(name);
      const kept = isCold >= 0 ? isCold < cold : name === 'reconstituted' || left[name as keyof typeof left];
      if (!kept) return;
      minute += gaps[index] ?? 0;
      minutes[name] = minute;
    });
    return minutes;
  });

const timesOf = (minutes: Minutes, until = Infinity): PreparationTimes =>
  Object.fromEntries(
    Object.entries(minutes)
      .filter(([, minute]) => minute <= until)
      .map(([name, minute]) => [name, at(minute)]),
  );

const standing = (minutes: Minutes, now: number): string | null =>
  sheetOf(10, { times: timesOf(minutes, now), at: at(now) }).bag;

/** What the rules say of a bag, counted in minutes: written from the document, not from the program. */
function byHand(all: Minutes, now: number): string {
  const known = Object.fromEntries(Object.entries(all).filter(([, minute]) => minute <= now)) as Minutes;
  const { vialsOut, reconstituted: made, diluted, refrigerated: cold, outOfRefrigerator: out, infusionStart } = known;
  if (vialsOut !== undefined && (made ?? now) - vialsOut > LIMIT.vials) return 'discard';
  if (made === undefined) return 'not-made';
  if (diluted !== undefined && diluted - made > LIMIT.dilute) return 'discard';
  if (known.refrigeratedAgain !== undefined) return 'discard';
  if (cold !== undefined && cold - made >= LIMIT.room) return 'discard';
  const start = infusionStart ?? now;
  const spent = cold === undefined ? 0 : cold - made;
  const end = cold === undefined ? made + LIMIT.room : Math.min(made + LIMIT.cold, (out ?? start) + LIMIT.room - spent);
  if (out !== undefined && end <= out) return 'discard';
  if (start + LIMIT.infusion > end) return 'discard';
  const seen = diluted ?? cold ?? infusionStart;
  const isInTime = seen !== undefined && seen - made <= LIMIT.dilute;
  return now - made > LIMIT.dilute && !isInTime ? 'cannot-tell' : 'usable';
}

describe('a bag over time', () => {
  test('a bag is what the rules, counted by hand in minutes, say it is', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        timeline,
        fc.integer({ min: 0, max: 26_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, late, part) => {
          const last = Math.max(...Object.values(all));
          for (const now of [Math.floor(last * part), last, last + late]) {
            seen.add(byHand(all, now));
            expect(standing(all, now)).toBe(byHand(all, now));
          }
        },
      ),
      { numRuns: 400 },
    );
    expect([...seen].sort()).toEqual(['cannot-tell', 'discard', 'not-made', 'usable']);
  });

  test('no sequence of events makes a bag usable after the moment at which it was to be discarded', () => {
    fc.assert(
      fc.property(
        timeline,
        fc.array(fc.integer({ min: 0, max: 26_000 }), { minLength: 2, maxLength: 6 }),
        (all, more) => {
          const moments = [...new Set([...Object.values(all), ...more])].sort((a, b) => a - b);
          const found = moments.map((now) => standing(all, now));
          const first = found.indexOf('discard');
          if (first >= 0) expect(new Set(found.slice(first))).toEqual(new Set(['discard']));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a bag that may still be hung up is given within its limit', () => {
    fc.assert(
      fc.property(timeline, fc.integer({ min: 0, max: 12_000 }), (all, now) => {
        const open: Minutes = Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'infusionStart'));
        if (standing(open, now) !== 'usable') return;
        const { infusionMustEnd } = sheetOf(10, { times: timesOf(open, now), at: at(now) }).useBy;
        expect(ZERO.add({ minutes: now + LIMIT.infusion }).epochMilliseconds).toBeLessThanOrEqual(
          Temporal.Instant.from(infusionMustEnd ?? '').epochMilliseconds,
        );
      }),
      { numRuns: 400 },
    );
  });

  test('the zone of the pharmacy changes how a moment is written, and no moment', () => {
    fc.assert(
      fc.property(
        timeline,
        fc.constantFrom('America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC'),
        (all, timeZone) => {
          const [here, there] = [sheetOf(1, { times: timesOf(all) }), sheetOf(1, { times: timesOf(all), timeZone })];
          const instants = (useBy: typeof here.useBy): readonly (number | null)[] =>
            Object.values(useBy).map((text: string | null) =>
              text === null ? null : Temporal.Instant.from(text).epochMilliseconds,
            );
          expect(instants(there.useBy)).toEqual(instants(here.useBy));
          expect(there.blocks.map(({ id }) => id)).toEqual(here.blocks.map(({ id }) => id));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a shorter limit of the site never gives a bag more time, and a longer one changes nothing', () => {
    fc.assert(
      fc.property(timeline, fc.integer({ min: 1, max: 40 }), (all, quarters) => {
        const hours = quarters / 4;
        const end = (bagHoursAtRoomTemperature?: number): number => {
          const site = bagHoursAtRoomTemperature === undefined ? {} : { bagHoursAtRoomTemperature };
          const text = sheetOf(10, { times: timesOf(all), site }).useBy.infusionMustEnd;
          return Temporal.Instant.from(text ?? '').epochMilliseconds;
        };
        if (hours >= 8) expect(end(hours)).toBe(end());
        else expect(end(hours)).toBeLessThanOrEqual(end());
      }),
      { numRuns: 200 },
    );
  });
});
