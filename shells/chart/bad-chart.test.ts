import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { InputFault } from '../input/input-error.ts';
import { InputError } from '../input/input-error.ts';
import { readChart } from './read-chart.ts';
import type { Resource } from './test-chart.ts';
import {
  ICD,
  LOINC,
  ON,
  PATIENT,
  SNOMED,
  STATEMENTS,
  bundle,
  condition,
  concept,
  coverage,
  diseaseStatus,
  given,
  observation,
  report,
  stage,
  statement,
} from './test-chart.ts';

async function faultsOf(text: string): Promise<readonly InputFault[]> {
  try {
    await readChart(text, 'charts/a.json', ON);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.faults;
    throw error;
  }
}

async function linesOf(text: string): Promise<readonly string[]> {
  const faults = await faultsOf(text);
  return faults.map(({ where, line, column, what }) =>
    [where, line, column, what].filter((part) => part !== undefined).join(':'),
  );
}

describe('a file that is no chart', () => {
  it.each([
    ['{ "resourceType": "Bundle",\n  "type": collection }', 'charts/a.json:2:11:the chart is not JSON'],
    ['{\n  "a": 1', 'charts/a.json:2:9:the chart is not JSON'],
    ['', 'charts/a.json:1:1:the chart is not JSON'],
    ['resourceType: Bundle', 'charts/a.json:1:1:the chart is not JSON'],
    ['[]', 'charts/a.json:resourceType: no FHIR Bundle (resourceType is missing)'],
    ['null', 'charts/a.json:resourceType: no FHIR Bundle (resourceType is missing)'],
    ['{ "resourceType": "Patient" }', 'charts/a.json:resourceType: a single Patient instead of a Bundle'],
    ['{ "resourceType": "Bundle" }', 'charts/a.json:type: the Bundle has no type'],
    [
      '{ "resourceType": "Bundle", "type": "transaction" }',
      'charts/a.json:type: a Bundle of type "transaction" is not a chart',
    ],
    ['{ "resourceType": "Bundle", "type": "collection" }', 'charts/a.json:entry: the Bundle has no entries'],
    ['{ "resourceType": "Bundle", "type": "collection", "entry": [] }', 'charts/a.json:the chart holds no Patient'],
  ])('%j', async (text, line) => {
    expect(await linesOf(text)).toEqual([line]);
  });

  it('takes a byte order mark for what it is', async () => {
    expect(await faultsOf(`\uFEFF${bundle(PATIENT)}`)).toEqual([]);
  });
});

const other = { subject: { reference: 'Patient/q' } };
const ecog = (value: unknown): Resource =>
  observation('e', concept(LOINC, '89247-1'), '2026-06-10', { valueInteger: value });

describe('one fault in a chart', () => {
  it.each<[string, Resource, string]>([
    ['a second patient', { ...PATIENT, id: 'q' }, 'the chart holds 2 patients: Patient/p, Patient/q'],
    [
      'an id that stands twice',
      PATIENT,
      'entry[1].resource (Patient/p): the id stands twice in the chart, first at entry[0].resource',
    ],
    ['an id missing', { resourceType: 'Observation' }, 'entry[1].resource: the resource has no id'],
    ['a type missing', { id: 'x' }, 'entry[1].resource: the resource has no resourceType'],
    [
      'another patient',
      condition('x', concept(ICD, 'I10'), other),
      "entry[1].resource (Condition/x).subject: belongs to Patient/q, not to the chart's Patient/p",
    ],
    [
      'no patient',
      condition('x', concept(ICD, 'I10'), { subject: undefined }),
      'entry[1].resource (Condition/x).subject: the resource does not say whose it is',
    ],
    [
      'a coverage of another',
      coverage('c', {}, { beneficiary: { reference: 'Patient/q' } }),
      "entry[1].resource (Coverage/c).beneficiary: belongs to Patient/q, not to the chart's Patient/p",
    ],
    [
      'an onset to come',
      condition('x', concept(ICD, 'I10'), { onsetDateTime: '2026-06-16' }),
      'entry[1].resource (Condition/x).onsetDateTime: the date 2026-06-16 lies after the day of the answer, 2026-06-15',
    ],
    [
      'a dose to come',
      given('x', concept(ICD, 'I10'), '2026-07-01T09:00:00Z'),
      'entry[1].resource (MedicationAdministration/x).effectiveDateTime: the date 2026-07-01 lies after the day of the answer, 2026-06-15',
    ],
    [
      'a month to come',
      diseaseStatus('271299001', '2026-07', 'x'),
      'entry[1].resource (Observation/x).effectiveDateTime: the date 2026-07 lies after the day of the answer, 2026-06-15',
    ],
    [
      'a day that does not exist',
      condition('x', concept(ICD, 'I10'), { recordedDate: '2026-02-30' }),
      'entry[1].resource (Condition/x).recordedDate: "2026-02-30" is not a date of the calendar',
    ],
    [
      'a date in another form',
      coverage('c', {}, { period: { start: '01/02/2026' } }),
      'entry[1].resource (Coverage/c).period.start: "01/02/2026" is not a date of the calendar',
    ],
    [
      'a disease status that is not known',
      diseaseStatus('12345', '2026-06-01', 'x'),
      'entry[1].resource (Observation/x).valueCodeableConcept: the code "12345" is not one of the disease statuses',
    ],
    [
      'a stage that is not known',
      stage(concept(STATEMENTS, 'stage-4'), '2026-06-01', 'x'),
      'entry[1].resource (Observation/x).valueCodeableConcept: the code "stage-4" is not one of the two stages',
    ],
    [
      'a stage in other words',
      stage({ text: 'IV' }, '2026-06-01', 'x'),
      'entry[1].resource (Observation/x).valueCodeableConcept: the stage is neither limited nor extensive',
    ],
    [
      'an ICD-10-CM code without its dot',
      condition('x', concept(ICD, 'C3411')),
      'entry[1].resource (Condition/x).code: "C3411" does not have the shape of an ICD-10-CM code',
    ],
    ['an ECOG grade of 6', ecog(6), 'entry[1].resource (Observation/e).valueInteger: the value is 6'],
    ['an ECOG grade as text', ecog('1'), 'entry[1].resource (Observation/e).valueInteger: the value is "1"'],
    [
      'a statement that is not known',
      statement('no-infection', '2026-06-01', true, 'x'),
      'entry[1].resource (Observation/x).code: the code "no-infection" is not one of the statements that are read',
    ],
    [
      'a statement without its answer',
      observation('x', concept(STATEMENTS, 'leptomeningeal-disease'), '2026-06-01', {
        valueCodeableConcept: concept(SNOMED, '1'),
      }),
      'entry[1].resource (Observation/x).value: leptomeningeal-disease has no yes or no',
    ],
    [
      'a count that is none',
      statement('other-prior-lines', '2026-06-01', -1, 'x'),
      'entry[1].resource (Observation/x).valueInteger: the value is -1',
    ],
    [
      'a conclusion that is not known',
      report('x', '2026-06-01', concept(STATEMENTS, 'clear')),
      'entry[1].resource (DiagnosticReport/x).conclusionCode[0]: the code "clear" is not one of the conclusions that are read',
    ],
    [
      'a line of business that is not known',
      coverage('c', concept('https://stepwise.example/fhir/CodeSystem/line-of-business', 'private')),
      'entry[1].resource (Coverage/c).type: the code "private" is not one of the lines of business',
    ],
  ])('%s', async (_title, resource, line) => {
    expect(await linesOf(bundle(PATIENT, resource))).toEqual([`charts/a.json:${line}`]);
  });

  it.each([
    [
      'a birth to come',
      { birthDate: '2026-06-16' },
      'entry[0].resource (Patient/p).birthDate: the date of birth 2026-06-16 lies after the day of the answer, 2026-06-15',
    ],
    [
      'a gender that is not known',
      { gender: 'f' },
      'entry[0].resource (Patient/p).gender: the code "f" is not one of the administrative genders',
    ],
  ])('%s', async (_title, rest, line) => {
    expect(await linesOf(bundle({ ...PATIENT, ...rest }))).toEqual([`charts/a.json:${line}`]);
  });

  it('an entry without a resource', async () => {
    const text = JSON.stringify({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: PATIENT }, { fullUrl: 'x' }],
    });
    expect(await linesOf(text)).toEqual(['charts/a.json:entry[1]: the entry has no resource']);
  });
});

describe('a chart', () => {
  it('is told all its faults at once, each on one line', async () => {
    const text = bundle(PATIENT, condition('x', concept(ICD, 'C3411'), { ...other, onsetDateTime: '2027-01-01' }));
    const error = await readChart(text, 'charts/a.json', ON).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error instanceof InputError ? error.message : '').split('\n')).toHaveLength(3);
  });

  it.each<[string, Resource]>([
    ['a coverage that ends later', coverage('c', {}, { period: { start: '2026-01-01', end: '2026-12-31' } })],
    [
      'a planned visit',
      {
        resourceType: 'Encounter',
        id: 'v',
        status: 'planned',
        subject: { reference: 'Patient/p' },
        period: { start: '2026-07-01' },
      },
    ],
    ['a dose late on the day itself, in its own zone', given('x', concept(ICD, 'I10'), '2026-06-15T23:30:00-10:00')],
    [
      'a disease status in words only',
      observation('x', concept(LOINC, '97509-4'), '2026-06-01', { valueCodeableConcept: { text: 'doing well' } }),
    ],
    ['a code of a system of its own, where nothing is decided', condition('x', concept('urn:site', 'local-1'))],
    [
      'a statement with a reason for having no value',
      observation('x', concept(STATEMENTS, 'leptomeningeal-disease'), '2026-06-01', {
        dataAbsentReason: { text: 'not assessed' },
      }),
    ],
  ])('may hold %s', async (_title, resource) => {
    expect(await linesOf(bundle(PATIENT, resource))).toEqual([]);
  });
});

/** The same JSON with the value at one place, counted through the whole tree, replaced. */
function damaged(json: unknown, place: number, by: unknown): unknown {
  let left = place;
  const visit = (value: unknown): unknown => {
    left -= 1;
    if (left === 0) return by;
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
  };
  return visit(json);
}

describe('a damaged chart', () => {
  const chart: unknown = JSON.parse(
    readFileSync(new URL('../../examples/charts/third-line.json', import.meta.url), 'utf8'),
  );

  it('is read or refused with its faults, and never ends in another error', async () => {
    const replacements = [null, 0, -1, true, '', 'x', '2026-13-01', [], [null], {}, { coding: 'x' }, { value: [] }];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2500 }), fc.constantFrom(...replacements), async (place, by) => {
        await faultsOf(JSON.stringify(damaged(chart, place, by)));
      }),
      { numRuns: 200 },
    );
  });
});
