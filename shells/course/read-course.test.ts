import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeFault, InputError } from '../input/input-error.ts';
import { courseSchema } from './course-schema.ts';
import { readCourse } from './read-course.ts';

function faultsOf(text: string, file = 'c.json'): string[] {
  try {
    readCourse(text, file);
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
  [{ type: 'adverse-event', at: AT, kind: 'crs', grade: 1, onset: '2026-06-16', resolved: AT }, 'before its onset'],
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
  expect(() => readCourse(born('2026-06-15'), 'c.json', '2026-06-14')).toThrow(
    /after the day of the answer, 2026-06-14/u,
  );
  expect(() => readCourse(born('2026-06-15'), 'c.json', '2026-06-15')).not.toThrow();
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
