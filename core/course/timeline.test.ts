import { describe, expect, test } from 'vitest';
import { parseDoseName, printDoseName } from './dose-name.ts';
import { dosesGiven, lineOfBusinessOn } from './doses.ts';
import type { Course, CourseEvent } from './event.ts';
import { dayOf, hoursLater, isTimeZone, parseMoment, printMoment } from './moment.ts';
import { courseUntil, timelineOf } from './timeline.ts';

const course = (events: readonly CourseEvent[], timeZone?: string): Course => ({
  drug: 'd',
  ...(timeZone === undefined ? {} : { timeZone }),
  patient: { birthDate: '1960-01-01', sex: 'female', lineOfBusiness: 'commercial' },
  events,
});
const given = (id: string, at: string, dose = 'C1D1'): CourseEvent => ({ type: 'dose-given', id, at, dose, mg: 1 });
const voided = (id: string, event: string): CourseEvent => ({
  type: 'voided',
  id,
  at: '2026-06-20T09:00-04:00',
  event,
  reason: 'wrong patient',
});
const ids = (value: Course): (string | undefined)[] => timelineOf(value).events.map(({ id }) => id);

describe('the log', () => {
  test('is read by the time things happened, then by id, whatever the order of writing', () => {
    const late = given('c', '2026-06-15T09:00-04:00');
    const utc = given('a', '2026-06-15T14:00Z');
    const same = given('b', '2026-06-15T10:00-04:00');
    expect(ids(course([same, utc, late]))).toEqual(['c', 'a', 'b']);
  });

  test('leaves out what was voided, and takes it back when the voiding was voided', () => {
    const dose = given('dose', '2026-06-15T09:00-04:00');
    expect(ids(course([dose, voided('v1', 'dose')]))).toEqual(['v1']);
    expect(ids(course([dose, voided('v1', 'dose'), voided('v2', 'v1')]))).toEqual(['dose', 'v2']);
  });

  test('that voids in a circle takes nothing else out', () => {
    const dose = given('dose', '2026-06-15T09:00-04:00');
    expect(
      ids(course([dose, voided('dose-void', 'dose'), voided('x', 'dose-void'), voided('dose-void-2', 'x')])),
    ).toContain('dose-void-2');
    expect(ids(course([dose, { ...voided('v1', 'v2') }, voided('v2', 'v1')]))).toEqual(['dose']);
  });

  test('as it stood at the end of a day has no later entry', () => {
    const events = [given('a', '2026-06-15T23:59-04:00'), given('b', '2026-06-16T00:01-04:00')];
    expect(ids(courseUntil(course(events), '2026-06-15'))).toEqual(['a']);
  });
});

describe('the day of service', () => {
  test('is the day at the place of service, not the day in Greenwich', () => {
    const late = given('a', '2026-06-16T01:30Z');
    expect(dosesGiven(course([late]))[0]?.date.toString()).toBe('2026-06-16');
    expect(dosesGiven(course([late], 'America/New_York'))[0]?.date.toString()).toBe('2026-06-15');
    const offset = given('a', '2026-06-15T21:30-04:00');
    expect(dosesGiven(course([offset]))[0]?.date.toString()).toBe('2026-06-15');
  });

  test('is that of the start of the infusion where it is known', () => {
    const event: CourseEvent = {
      type: 'dose-given',
      at: '2026-06-16T00:20-04:00',
      start: '2026-06-15T23:20-04:00',
      dose: 'C1D1',
      mg: 1,
    };
    expect(dosesGiven(course([event]))[0]?.date.toString()).toBe('2026-06-15');
  });
});

test('a change of coverage counts from its day, and an unnamed line is unknown from then on', () => {
  const [before, after] = ['2026-07-31', '2026-08-01'].map((day) => {
    const value = course([{ type: 'coverage-changed', at: '2026-07-20T09:00-04:00', from: '2026-08-01' }]);
    const moment = parseMoment(`${day}T09:00-04:00`);
    return moment === null ? null : lineOfBusinessOn(value, dayOf(moment));
  });
  expect([before, after]).toEqual(['commercial', undefined]);
});

describe('times', () => {
  test.each([
    ['2026-06-15T08:30-04:00', '2026-06-15T16:30:00-04:00'],
    ['2026-06-15T08:30Z', '2026-06-15T16:30:00Z'],
    ['2026-12-31T20:00+13:00', '2027-01-01T04:00:00+13:00'],
    // The night on which the clocks go back: eight hours by the clock would be nine.
    ['2026-10-31T22:00-04:00[America/New_York]', '2026-11-01T05:00:00-05:00[America/New_York]'],
    ['2026-10-31T22:00-04:00', '2026-11-01T06:00:00-04:00'],
    ['2027-03-13T22:00-05:00[America/New_York]', '2027-03-14T07:00:00-04:00[America/New_York]'],
    ['2028-02-28T20:00-05:00', '2028-02-29T04:00:00-05:00'],
  ])('eight hours after %s is %s', (text, later) => {
    const moment = parseMoment(text);
    expect(moment === null ? null : printMoment(hoursLater(moment, 8))).toBe(later);
  });

  test.each([
    '2026-06-15',
    '2026-06-15T08:30',
    '2026-02-30T08:30-05:00',
    '2026-06-15T25:00-04:00',
    '2026-06-15T08:30-05:00[America/New_York]',
    '2026-06-15T08:30-04:00[Nowhere/Land]',
    'yesterday',
  ])('"%s" is no time', (text) => {
    expect(parseMoment(text)).toBeNull();
  });

  test('time zones are those of the IANA list', () => {
    expect(isTimeZone('America/New_York')).toBe(true);
    expect(isTimeZone('America/Springfield')).toBe(false);
  });
});

test.each(['C1D1', 'C12D15', 'R1D8'])('%s is a dose', (text) => {
  const name = parseDoseName(text);
  expect(name === null ? null : printDoseName(name)).toBe(text);
});

test.each(['C0D1', 'D8', 'C1D', 'c1d8', 'C1D08', 'C1 D8'])('"%s" is no dose', (text) => {
  expect(parseDoseName(text)).toBeNull();
});
