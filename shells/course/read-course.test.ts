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
