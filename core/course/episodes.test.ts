import { describe, expect, test } from 'vitest';
import { episodesOf, longestAt, occurrencesFrom, type Episode } from './episodes.ts';
import type { AdverseEvent, Course, CourseEvent } from './event.ts';

const course = (events: readonly CourseEvent[]): Course => ({
  drug: 'd',
  timeZone: 'America/New_York',
  patient: { birthDate: '1960-01-01', sex: 'female' },
  events,
});
const seen = (at: string, entry: Partial<AdverseEvent> = {}): AdverseEvent => ({
  type: 'adverse-event',
  id: `${at}-${entry.kind ?? 'icans'}`,
  at: `${at}T09:00-04:00`,
  kind: 'icans',
  grade: 3,
  onset: '2026-06-16',
  ...entry,
});
const only = (events: readonly CourseEvent[], on?: string): Episode => {
  const [episode, ...more] = episodesOf(course(events), on);
  if (episode === undefined || more.length > 0) throw new Error(`${more.length} episodes more`);
  return episode;
};

describe('an episode', () => {
  test('without an end is open, at the grade that was seen last', () => {
    expect(only([seen('2026-06-16')])).toMatchObject({ highest: 3, now: 3, onset: '2026-06-16' });
    expect(only([seen('2026-06-16')]).resolvedOn).toBeUndefined();
  });

  test('is read over time from the entries with its onset', () => {
    const entries = [
      seen('2026-06-16', { grade: 1 }),
      seen('2026-06-17', { grade: 3 }),
      seen('2026-06-20', { grade: 3, gradeNow: 2 }),
      seen('2026-06-24', { grade: 3, gradeNow: 1 }),
      seen('2026-06-30', { grade: 3, resolved: '2026-06-28' }),
    ];
    const episode = only(entries);
    expect(episode).toMatchObject({ highest: 3, now: 0, resolvedOn: '2026-06-28' });
    expect(episode.history).toEqual([
      { on: '2026-06-16', grade: 1 },
      { on: '2026-06-17', grade: 3 },
      { on: '2026-06-20', grade: 2 },
      { on: '2026-06-24', grade: 1 },
      { on: '2026-06-28', grade: 0 },
    ]);
    expect(episode.entries).toHaveLength(5);
  });

  test('is the same however the hour of its onset is written', () => {
    const entries = [
      seen('2026-06-16', { onset: '2026-06-16T21:00-04:00' }),
      seen('2026-06-18', { onset: '2026-06-17T01:00Z', gradeNow: 1 }),
      seen('2026-06-19', { onset: '2026-06-16', gradeNow: 0 }),
    ];
    expect(only(entries)).toMatchObject({ onset: '2026-06-16', now: 0, resolvedOn: '2026-06-19' });
  });

  test('of another kind, sign or onset is another', () => {
    const entries = [
      seen('2026-06-16'),
      seen('2026-06-17', { kind: 'crs' }),
      seen('2026-06-18', { kind: 'neurotoxicity', sign: 'headache' }),
      seen('2026-06-18', { kind: 'neurotoxicity', sign: 'dysgeusia', id: 'x' }),
      seen('2026-07-18', { onset: '2026-07-18' }),
    ];
    expect(episodesOf(course(entries)).map(({ kind, onset, sign }) => [onset, kind, sign])).toEqual([
      ['2026-06-16', 'crs', undefined],
      ['2026-06-16', 'icans', undefined],
      ['2026-06-16', 'neurotoxicity', 'dysgeusia'],
      ['2026-06-16', 'neurotoxicity', 'headache'],
      ['2026-07-18', 'icans', undefined],
    ]);
  });

  test('has on a day what was known of that day', () => {
    const entries = [seen('2026-06-16', { resolved: '2026-06-20' }), seen('2026-06-25', { grade: 2 })];
    expect(only(entries, '2026-06-19')).toMatchObject({ now: 3 });
    expect(only(entries, '2026-06-20')).toMatchObject({ now: 0, resolvedOn: '2026-06-20' });
    expect(only(entries, '2026-06-25')).toMatchObject({ now: 2, highest: 3 });
    expect(episodesOf(course(entries), '2026-06-15')).toEqual([]);
  });

  test('with an end and something left of it is open', () => {
    expect(only([seen('2026-06-25', { resolved: '2026-06-20', gradeNow: 1 })])).toMatchObject({ now: 1 });
  });

  test('has the higher of two grades that were recorded for the same time', () => {
    const both = [
      seen('2026-06-16', { id: 'a', grade: 1 }),
      seen('2026-06-16', { id: 'b', grade: 2, at: '2026-06-16T13:00Z' }),
    ];
    expect(only(both).now).toBe(2);
    expect(only(both.toReversed()).now).toBe(2);
  });

  test('that was voided is gone', () => {
    const voided: CourseEvent = {
      type: 'voided',
      id: 'v',
      at: '2026-06-17T09:00-04:00',
      event: '2026-06-16-icans',
      reason: 'wrong patient',
    };
    expect(episodesOf(course([seen('2026-06-16'), voided]))).toEqual([]);
  });
});

describe('the days from grade 3 to grade 1', () => {
  const improved = (day: string): Episode => only([seen('2026-06-16'), seen(day, { gradeNow: 1 })]);

  test.each([
    ['2026-06-22', 6],
    ['2026-06-23', 7],
    ['2026-06-24', 8],
  ])('improved on %s: %i', (day, days) => {
    expect(longestAt(improved(day), 3, 1, '2026-08-01')).toBe(days);
  });

  test('run to the day of the answer while it is open', () => {
    expect(longestAt(only([seen('2026-06-16')]), 3, 1, '2026-06-30')).toBe(14);
    const better = only([seen('2026-06-16'), seen('2026-06-20', { gradeNow: 2 })]);
    expect(longestAt(better, 3, 1, '2026-06-30')).toBe(14);
    expect(longestAt(better, 3, 2, '2026-06-30')).toBe(4);
  });

  test('begin where the grade was reached, and are the longest of several times', () => {
    const twice = only([
      seen('2026-06-16', { grade: 1 }),
      seen('2026-06-18', { grade: 1 }),
      seen('2026-06-20', { grade: 3 }),
      seen('2026-06-22', { gradeNow: 1 }),
      seen('2026-06-25', { gradeNow: 3 }),
      seen('2026-06-30', { gradeNow: 0 }),
    ]);
    expect(twice.history[1]).toEqual({ on: '2026-06-20', grade: 3 });
    expect(longestAt(twice, 3, 1, '2026-07-30')).toBe(5);
  });

  test('begin at the last look before, where the entry has come down from a grade that nobody saw', () => {
    const between = only([seen('2026-06-16', { grade: 1 }), seen('2026-06-20', { grade: 3, gradeNow: 1 })]);
    expect(between.highest).toBe(3);
    expect(longestAt(between, 3, 1, '2026-07-30')).toBe(4);
  });

  test('are 0 where it was never that severe', () => {
    expect(longestAt(only([seen('2026-06-16', { grade: 2 })]), 3, 1, '2026-08-01')).toBe(0);
  });
});

describe('how often a grade was reached', () => {
  const grades = (...all: readonly (0 | 1 | 2 | 3 | 4)[]): Episode =>
    only(all.map((gradeNow, index) => seen(`2026-06-${16 + index}`, { grade: 3, gradeNow })));

  test.each([
    ['3', grades(3), 1],
    ['3, then 1', grades(3, 1), 1],
    ['3, 1 and 3 again in one episode', grades(3, 1, 3), 2],
    ['3, resolved and 3 again', grades(3, 0, 3), 2],
    ['3, 2 and 3 again: it had not gone', grades(3, 2, 3), 1],
    ['3, 2, 1, 2, 3', grades(3, 2, 1, 2, 3), 2],
    ['3, 4, 1, 4, 0, 3', grades(3, 4, 1, 4, 0, 3), 3],
  ])('%s', (_what, episode, times) => {
    expect(occurrencesFrom(episode, 3)).toBe(times);
  });

  test('is 0 where it was never that severe, and 1 where it was only told of later', () => {
    expect(occurrencesFrom(only([seen('2026-06-16', { grade: 2 })]), 3)).toBe(0);
    expect(occurrencesFrom(only([seen('2026-06-25', { grade: 3, resolved: '2026-06-20' })]), 3)).toBe(1);
  });
});
