import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { describeFault, InputError } from '../input/input-error.ts';
import { courseSchema } from './course-schema.ts';
import { readCourse } from './read-course.ts';

const NOW = '2026-11-21T12:00:00-05:00';

function faultsOf(text: string, file = 'c.json', now = NOW): string[] {
  try {
    readCourse(text, file, now);
    return [];
  } catch (error) {
    return error instanceof InputError ? error.faults.map(describeFault) : [String(error)];
  }
}

const patient = { birthDate: '1960-02-29', sex: 'female' };
const withEvents = (...events: readonly unknown[]): string => JSON.stringify({ drug: 'd', patient, events }, null, 1);

test.each(readdirSync('examples/courses'))('the example %s is a course', (name) => {
  expect(faultsOf(readFileSync(`examples/courses/${name}`, 'utf8'), name)).toEqual([]);
});

test('a field that is not known is named, with its place and the one that was meant', () => {
  const text = withEvents({ type: 'dose-given', at: '2026-06-15T10:00-04:00', dose: 'C1D1', mg: 1, setings: 'office' });
  const [fault, ...rest] = faultsOf(text);
  expect(rest).toEqual([]);
  expect(fault).toMatch(/^c\.json:\d+:\d+: .*"setings".*Did you mean "setting"\?$/u);
});

test('every fault is reported, not the first only', () => {
  const faults = faultsOf(
    withEvents(
      { type: 'dose-given', at: 'yesterday', dose: 'C1D1', mg: '1 mg' },
      { type: 'dose-givn', at: '2026-06-15T10:00-04:00' },
    ),
  );
  expect(faults).toHaveLength(3);
  expect(faults.join('\n')).toMatch(/at: this is not a time[\s\S]*mg: milligrams are a number[\s\S]*no type of entry/u);
});

test.each([
  [
    { type: 'voided', id: 'v', at: '2026-06-15T10:00-04:00', event: 'gone', reason: 'r' },
    'there is no other entry "gone"',
  ],
  [{ type: 'voided', id: 'v', at: '2026-06-15T10:00-04:00', event: 'v', reason: 'r' }, 'there is no other entry "v"'],
  [
    {
      type: 'authorization',
      at: '2026-06-15T10:00-04:00',
      policy: 'p',
      number: '1',
      from: '2026-06-15',
      to: '2026-06-14',
      units: null,
    },
    'the last day lies before the first',
  ],
])('%j is refused', (event, what) => {
  expect(faultsOf(withEvents(event)).join()).toContain(what);
});

const AT = '2026-06-15T10:00-04:00';
const prepared = { type: 'prepared', at: AT, dose: 'C1D1', vials: [{ mg: 1 }], checkedBy: ['A'] };
test.each([
  [
    { type: 'dose-given', at: AT, dose: 'C1D1', mg: 1, start: AT, end: '2026-06-15T13:59Z' },
    'the end lies before the start',
  ],
  [{ type: 'observation', at: AT, start: AT, end: '2026-06-15T09:00-04:00' }, 'the end lies before the start'],
  [{ type: 'adverse-event', at: AT, kind: 'crs', grade: 1, onset: AT, resolved: '2026-06-14' }, 'before its onset'],
  [{ ...prepared, reconstituted: AT, refrigerated: '2026-06-15T09:59-04:00' }, 'refrigerated before it was made'],
  [
    {
      ...prepared,
      reconstituted: AT,
      refrigerated: '2026-06-15T11:00-04:00',
      outOfRefrigerator: '2026-06-15T10:30-04:00',
    },
    'left the refrigerator before it went in',
  ],
  [
    { type: 'held', at: '1960-02-28T10:00-05:00', reason: 'weather' },
    'born on 1960-02-29, after the held entry events.0',
  ],
  [{ type: 'observation', at: AT, start: '1950-01-01T10:00-05:00' }, 'born on 1960-02-29, after the observation entry'],
  [{ type: 'held', at: '0026-06-15T10:00-04:00', reason: 'weather' }, 'this lies outside the years 1900 to 2100'],
  [
    { type: 'held', at: '2027-03-14T02:30-05:00[America/New_York]', reason: 'weather' },
    'the clocks go forward over it',
  ],
  [{ type: 'held', at: '2026-06-15T10:00-04:00[No/Where]', reason: 'weather' }, 'names the time zone No/Where'],
  [{ type: 'wasted', at: AT, dose: 'C1D1', mg: -1, reason: 'r' }, 'milligrams are more than 0'],
])('%j cannot have been, and is one fault', (event, what) => {
  const faults = faultsOf(withEvents(event));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(what);
});

test('a dose may end as it starts, and an event be resolved on the day of its onset', () => {
  const given = { type: 'dose-given', at: AT, dose: 'C1D1', mg: 1, start: AT, end: '2026-06-15T14:00Z' };
  const event = {
    type: 'adverse-event',
    at: AT,
    kind: 'crs',
    grade: 1,
    onset: '2026-06-15T23:00-04:00',
    resolved: '2026-06-15',
  };
  expect(faultsOf(withEvents(given, event))).toEqual([]);
});

test('nobody is born after the first entry, nor after the day of the answer', () => {
  const held = { type: 'held', at: AT, reason: 'weather' };
  const born = (birthDate: string, ...events: readonly unknown[]): string =>
    JSON.stringify({ drug: 'd', patient: { birthDate, sex: 'male' }, events });
  expect(faultsOf(born('2026-06-16', held, held)).join()).toContain('born on 2026-06-16');
  expect(faultsOf(born('2026-06-15', held))).toEqual([]);
  expect(() => readCourse(born('2026-06-15'), 'c.json', NOW, '2026-06-14')).toThrow(
    /after the day of the answer, 2026-06-14/u,
  );
  expect(() => readCourse(born('2026-06-15'), 'c.json', NOW, '2026-06-15')).not.toThrow();
  expect(faultsOf(born('1899-12-31')).join()).toContain('outside the years 1900 to 2100');
});

test('a key that stands twice in a .json file is corrected as JSON', () => {
  expect(faultsOf('{ "drug": "d", "drug": "d" }').join()).toMatch(/unique.*Correct the JSON here/u);
});

test('an id is used once', () => {
  const held = { type: 'held', id: 'h', at: '2026-06-15T10:00-04:00', reason: 'weather' };
  expect(faultsOf(withEvents(held, held)).join()).toContain('the id "h" is used twice');
});

test('a .json file that is not JSON is refused where it goes wrong; the same text as YAML is read', () => {
  const yaml = 'drug: d\npatient: { birthDate: 1960-02-29, sex: male }\nevents: []\n';
  expect(faultsOf(yaml).join()).toMatch(/^c\.json:1:1: this is not JSON/u);
  expect(faultsOf(yaml, 'c.yaml')).toEqual([]);
});

test.each([
  ['{\n "drug": "d",\n}', '3:1'],
  ['{\n "drug": d\n}', '2:10'],
  ['{\n "drug": "d"', '2:13'],
  ['{ "drug": "d" } x', '1:17'],
])('%j is no JSON at %s', (text, place) => {
  expect(faultsOf(text).join()).toContain(`c.json:${place}: this is not JSON`);
});

test('a fact outside the closed word lists is refused', () => {
  expect(
    faultsOf(JSON.stringify({ drug: 'd', patient: { ...patient, lineOfBusiness: 'gold' }, events: [] })),
  ).toHaveLength(1);
  expect(faultsOf(JSON.stringify({ drug: 'd', timeZone: 'Nowhere', patient, events: [] })).join()).toContain(
    'time zone',
  );
});

test('the published JSON Schema can be made', () => {
  const schema = z.toJSONSchema(courseSchema);
  expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
});

describe('what lies in the future has not happened', () => {
  const LATER = '2026-11-21T12:00:01-05:00';
  const inZone = (timeZone: string | undefined, event: unknown): string =>
    JSON.stringify({ drug: 'd', ...(timeZone === undefined ? {} : { timeZone }), patient, events: [event] }, null, 1);

  test.each([
    ['at', { type: 'held', at: LATER, reason: 'weather' }],
    ['start', { type: 'dose-given', at: AT, dose: 'C1D1', mg: 1, start: LATER }],
    ['end', { type: 'observation', at: AT, start: AT, end: LATER }],
    ['start', { type: 'medication-given', at: AT, code: 'X', for: 'crs', start: LATER }],
    ['reconstituted', { ...prepared, reconstituted: LATER }],
    ['refrigerated', { ...prepared, reconstituted: AT, refrigerated: LATER }],
    ['outOfRefrigerator', { ...prepared, reconstituted: AT, outOfRefrigerator: LATER }],
  ])('"%s" of %j', (field, event) => {
    const [fault, ...more] = faultsOf(withEvents(event));
    expect(more).toEqual([]);
    expect(fault).toMatch(/^c\.json:\d+:\d+: events\.0: /u);
    expect(fault).toContain(`"${field}" lies in the future (${LATER}, where it is ${NOW} now)`);
    const now = JSON.parse(JSON.stringify(event).replaceAll(LATER, NOW)) as unknown;
    expect(faultsOf(withEvents(now))).toEqual([]);
  });

  test('is named at its place in the file', () => {
    const text = withEvents(
      { type: 'held', at: AT, reason: 'site' },
      { type: 'held', at: '2027-03-01T09:00Z', reason: 'site' },
    );
    const [fault] = faultsOf(text);
    const line = text.split('\n').findIndex((one) => one.includes('2027')) + 1;
    expect(fault).toMatch(new RegExp(`^c\\.json:${line}:4: events\\.1: "at" lies in the future`, 'u'));
    expect(fault).toContain('Correct it, or record it once it has happened');
  });

  test('times are compared as instants: the clock of a patient further east shows a later hour', () => {
    const dawn = { type: 'held', at: '2026-11-22T02:00+09:00', reason: 'weather' };
    expect(faultsOf(withEvents(dawn))).toEqual([]);
    expect(faultsOf(withEvents({ ...dawn, at: '2026-11-22T02:01+09:00' }))).toHaveLength(1);
  });

  const resolvedOn = (day: string): unknown => ({
    type: 'adverse-event',
    at: '2026-11-22T01:00+09:00[Asia/Tokyo]',
    kind: 'crs',
    grade: 1,
    onset: '2026-11-20',
    resolved: day,
  });
  const noted = (onset: string, at: string): unknown => ({ type: 'adverse-event', at, kind: 'crs', grade: 1, onset });

  test.each([
    // It is 2026-11-22T02:00 in Tokyo, 2026-11-22T07:00 where the day is furthest, 2026-11-21 in New York.
    ['Asia/Tokyo', '2026-11-22', 0],
    [undefined, '2026-11-22', 0],
    ['America/New_York', '2026-11-22', 1],
    [undefined, '2026-11-23', 1],
  ])('a day is compared with the day at the place, %s: %s', (zone, day, faults) => {
    expect(faultsOf(inZone(zone, resolvedOn(day)))).toHaveLength(faults);
  });

  test('where no place is known a day is ahead only where it has come nowhere on earth', () => {
    const event = noted('2026-11-22', '2026-11-21T09:00Z');
    const at = (now: string): string => faultsOf(inZone(undefined, event), 'c.json', now).join();
    expect(at('2026-11-21T09:59:59Z')).toContain('"onset" lies in the future');
    expect(at('2026-11-21T10:00:00Z')).not.toContain('in the future');
  });

  test.each([
    [
      'authorization',
      { type: 'authorization', at: AT, policy: 'p', number: '1', from: '2026-12-01', to: '2099-05-31', units: 1 },
    ],
    ['coverage', { type: 'coverage-changed', at: AT, from: '2027-01-01' }],
    ['vial', { ...prepared, reconstituted: AT, vials: [{ mg: 1, expires: '2028-01-31' }] }],
  ])('what an entry says of later days may lie ahead: %s', (_what, event) => {
    expect(faultsOf(withEvents(event))).toEqual([]);
  });

  test('the day of the answer has nothing to do with it', () => {
    const held = withEvents({ type: 'held', at: '2026-11-20T10:00-05:00', reason: 'weather' });
    expect(() => readCourse(held, 'c.json', NOW, '2026-06-15')).not.toThrow();
    expect(() => readCourse(held, 'c.json', '2026-11-19T10:00-05:00', '2027-06-15')).toThrow(/lies in the future/u);
  });

  test.each([
    ['2026-06-16', '2026-06-15T10:00-04:00', 1],
    ['2026-06-16T00:30-04:00', '2026-06-15T23:30-04:00', 1],
    // The same moment or an earlier one, written at another place.
    ['2026-06-16T05:00+02:00', '2026-06-15T23:30-04:00', 0],
    // The day of a time in UTC is not known.
    ['2026-06-16', '2026-06-15T10:00Z', 0],
    ['2026-06-16', '2026-06-15T09:59Z', 1],
  ])('nobody notes on a day what began later: %s noted at %s', (onset, at, faults) => {
    const found = faultsOf(withEvents(noted(onset, at)));
    expect(found).toHaveLength(faults);
    if (faults > 0) expect(found[0]).toContain('"onset" lies after the entry that tells of it');
  });

  test('nor an end before it came', () => {
    const event = { ...(noted('2026-06-15', AT) as object), resolved: '2026-06-17' };
    expect(faultsOf(withEvents(event)).join()).toContain('"resolved" lies after the entry that tells of it');
  });
});
