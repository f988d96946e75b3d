// Charts that JSON lets pass and a reader must not: names twice, wrong shapes, no end of nesting, another's address.
import { describe, expect, it } from 'vitest';
import { InputError } from '../input/input-error.ts';
import { readChart } from './read-chart.ts';
import type { Resource } from './test-chart.ts';
import { ICD, ON, PATIENT, SNOMED, bundle, concept, condition, coverage, statement } from './test-chart.ts';

async function linesOf(text: string): Promise<readonly string[]> {
  try {
    await readChart(text, 'a.json', ON);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.faults.map(({ where, line, column, what }) =>
      [where, line, column, what].filter((part) => part !== undefined).join(':'),
    );
  }
}

const nested = (levels: number): string =>
  bundle(PATIENT, { ...condition('x', concept(ICD, 'I10')), extension: 'HERE' }).replace(
    '"HERE"',
    '[{"extension":'.repeat(levels / 2) + '[]' + '}]'.repeat(levels / 2),
  );

describe('nesting', () => {
  it.each([200, 6000, 100_000])('%d levels are refused with their place', async (levels) => {
    expect(await linesOf(nested(levels))).toEqual([
      expect.stringMatching(/^a\.json:1:\d+:the chart is nested more than 100 levels deep$/u),
    ]);
  });

  it('takes what real resources need', async () => {
    expect(await linesOf(nested(40))).toEqual([]);
  });
});

describe('a name that every object of the program has', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'condition'])('%s is no type', async (type) => {
    const text = bundle(PATIENT, { resourceType: type, id: 'x' });
    expect(await linesOf(text)).toEqual([`a.json:entry[1].resource.resourceType: "${type}" is not a type of resource`]);
  });

  it.each(['__proto__', 'constructor'])('%s may be an id, and the chart is read', async (id) => {
    const { facts } = await readChart(bundle({ ...PATIENT, id }), 'a.json', ON);
    expect(facts.get('patient.sex')?.value).toBe('female');
  });

  it.each(['__proto__', 'constructor'])('%s as the type of a contained resource says nothing', async (type) => {
    const given = {
      resourceType: 'MedicationAdministration',
      id: 'm',
      status: 'completed',
      subject: { reference: 'Patient/p' },
      medicationReference: { reference: '#m' },
      contained: [{ resourceType: type, id: 'm', code: concept(SNOMED, '1') }],
    };
    expect(await linesOf(bundle(PATIENT, given))).toEqual([]);
  });
});

describe('a name that stands twice in one object', () => {
  const twice = (rest: string): string =>
    `{ "resourceType": "Bundle", "type": "collection", "entry": [{ "resource": {\n  "resourceType": "Patient", "id": "p",\n  ${rest} } }] }`;

  it.each([
    ['"birthDate": "1960-05-17",\n  "birthDate": "2015-05-17"', 'a.json:4:3:"birthDate" stands twice'],
    ['"birthDate": "1960-05-17", "birth\\u0044ate": "2015-05-17"', 'a.json:3:30:"birthDate" stands twice'],
    ['"gender" : "female", "a\\\\\\"}": [{}], "gender"\n: "male"', 'a.json:3:40:"gender" stands twice'],
  ])('%j', async (rest, line) => {
    expect(await linesOf(twice(rest))).toEqual([`${line} in one object, first on line 3`]);
  });

  it('is told each time', async () => {
    expect(await linesOf(twice('"id": "q", "gender": "male", "gender": "female"'))).toHaveLength(2);
  });

  it('is none in two objects, nor a value that looks like a name', async () => {
    const text = twice('"text": { "div": "gender" }, "name": [{ "text": "id:" }, { "text": "id" }], "gender": "male"');
    expect(await linesOf(text)).toEqual([]);
  });

  it('costs one pass over the chart', async () => {
    const name = Array.from({ length: 20_000 }, (_, at) => ({ text: `n${at}`, given: ['"a"', '{'] }));
    const before = performance.now();
    expect(await linesOf(bundle({ ...PATIENT, name }))).toEqual([]);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('an element of a wrong type', () => {
  it.each<[Resource, string]>([
    [{ birthDate: 19600517 }, 'birthDate: 19600517 stands where a date without a time, as text belongs'],
    [{ birthDate: {} }, 'birthDate: an object stands where a date without a time, as text belongs'],
    [{ birthDate: ['1960-05-17'] }, 'birthDate: a list stands where a date without a time, as text belongs'],
    [
      { birthDate: '1960-05-17T08:00:00Z' },
      'birthDate: "1960-05-17T08:00:00Z" stands where a date without a time, as text belongs',
    ],
    [{ address: 'x' }, 'address: "x" stands where a list belongs'],
    [{ address: ['x'] }, 'address[0]: "x" stands where an object (Address) belongs'],
    [{ deceasedBoolean: 'true' }, 'deceasedBoolean: "true" stands where true or false belongs'],
  ])('of the patient: %j', async (rest, line) => {
    expect(await linesOf(bundle({ ...PATIENT, ...rest }))).toEqual([`a.json:entry[0].resource (Patient/p).${line}`]);
  });

  const infection = (rest: Resource): Resource => ({
    ...statement('active-systemic-infection', ON, true, 'x'),
    ...rest,
  });

  it.each<[Resource, string]>([
    [infection({ status: ['final'] }), 'Observation/x).status: a list stands where text belongs'],
    [infection({ effectiveDateTime: 5 }), 'Observation/x).effectiveDateTime: 5 stands where a date, as text belongs'],
    [
      infection({ code: [infection({})['code']] }),
      'Observation/x).code: a list stands where an object (CodeableConcept) belongs',
    ],
    [condition('x', { coding: {} }), 'Condition/x).code.coding: an object stands where a list belongs'],
    [
      coverage('x', {}, { period: { start: 2026 } }),
      'Coverage/x).period.start: 2026 stands where a date, as text belongs',
    ],
  ])('of a resource: %#', async (resource, line) => {
    expect(await linesOf(bundle(PATIENT, resource))).toEqual([`a.json:entry[1].resource (${line}`]);
  });
});

const MINE = 'https://mine.example/fhir';

describe('addresses', () => {
  const chart = (subject: string, patientUrl: string | null, url: string | null = null, rest: Resource = {}): string =>
    JSON.stringify({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [
        { ...(patientUrl === null ? {} : { fullUrl: patientUrl }), resource: PATIENT },
        {
          ...(url === null ? {} : { fullUrl: url }),
          resource: condition('x', concept(ICD, 'I10'), { subject: { reference: subject } }),
        },
      ],
      ...rest,
    });
  const refused = (whose: string): readonly string[] => [
    `a.json:entry[1].resource (Condition/x).subject: belongs to ${whose}, not to the chart's Patient/p`,
  ];

  it.each<[string, string]>([
    ['the address itself', chart(`${MINE}/Patient/p`, `${MINE}/Patient/p`)],
    ['a version of it', chart(`${MINE}/Patient/p/_history/2`, `${MINE}/Patient/p`)],
    ['a URN', chart('urn:uuid:1', 'urn:uuid:1')],
    ['a relative one', chart('Patient/p', `${MINE}/Patient/p`, `${MINE}/Condition/x`)],
    ['under an address of the bundle', chart(`${MINE}/Patient/p`, null, `${MINE}/Condition/x`)],
    [
      'under the address of the search',
      chart(`${MINE}/Patient/p`, null, null, { link: [{ relation: 'self', url: `${MINE}/Condition?patient=p` }] }),
    ],
  ])('taken: %s', async (_title, text) => {
    expect(await linesOf(text)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['of another hospital', chart('https://other/Patient/p', `${MINE}/Patient/p`), 'https://other/Patient/p'],
    ['of another hospital, no addresses', chart('https://other/Patient/p', null), 'https://other/Patient/p'],
    [
      'of the hospital the condition comes from',
      chart('https://other/Patient/p', `${MINE}/Patient/p`, 'https://other/Condition/x'),
      'https://other/Patient/p',
    ],
    [
      'the same, relative',
      chart('Patient/p', `${MINE}/Patient/p`, 'https://other/Condition/x'),
      'https://other/Patient/p',
    ],
  ])('refused: %s', async (_title, text, whose) => {
    expect(await linesOf(text)).toEqual(refused(whose));
  });
});

it('what a server says of its search is no part of the chart', async () => {
  const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'processing' }] };
  const entry = [{ resource: PATIENT }, { search: { mode: 'outcome' }, resource: outcome }];
  expect(await linesOf(JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry }))).toEqual([]);
});
