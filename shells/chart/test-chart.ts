// Small charts for the tests beside this file.
import { describe, expect, it } from 'vitest';
import type { FactValue } from '../../core/values/fact.ts';
import type { ChartReading } from './read-chart.ts';
import { readChart } from './read-chart.ts';

export type Resource = Readonly<Record<string, unknown>>;

export const ON = '2026-06-15';
export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
export const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
export const NDC = 'http://hl7.org/fhir/sid/ndc';
export const STATEMENTS = 'https://stepwise.example/fhir/CodeSystem/chart-statements';
export const SOPT = 'https://nahdo.org/sopt';

const SUBJECT = { reference: 'Patient/p' };

export const concept = (system: string, ...codes: readonly string[]): Resource => ({
  coding: codes.map((code) => ({ system, code })),
});

export const PATIENT: Resource = { resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1960-05-17' };

export function bundle(...resources: readonly Resource[]): string {
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  });
}

export const observation = (id: string, code: Resource, on: string | null, rest: Resource): Resource => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  subject: SUBJECT,
  code,
  ...(on === null ? {} : { effectiveDateTime: on }),
  ...rest,
});

/** An Observation whose local code asks and whose value answers. */
export const statement = (
  code: string,
  on: string | null,
  value: boolean | number,
  id = `${code}-${String(on)}`,
): Resource =>
  observation(
    id,
    concept(STATEMENTS, code),
    on,
    typeof value === 'boolean' ? { valueBoolean: value } : { valueInteger: value },
  );

export const diseaseStatus = (code: string, on: string | null, id = `status-${String(on)}-${code}`): Resource =>
  observation(id, concept(LOINC, '97509-4'), on, { valueCodeableConcept: concept(SNOMED, code) });

export const WORSENED = '271299001';
export const STABLE = '359746009';
export const IMPROVED = '268910001';

export const condition = (id: string, code: Resource, rest: Resource = {}): Resource => ({
  resourceType: 'Condition',
  id,
  subject: SUBJECT,
  clinicalStatus: concept('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
  verificationStatus: verification('confirmed'),
  code,
  ...rest,
});

export const verification = (code: string): Resource =>
  concept('http://terminology.hl7.org/CodeSystem/condition-ver-status', code);

export const clinical = (code: string): Resource =>
  concept('http://terminology.hl7.org/CodeSystem/condition-clinical', code);

export const given = (id: string, medication: Resource, on: string | null, rest: Resource = {}): Resource => ({
  resourceType: 'MedicationAdministration',
  id,
  status: 'completed',
  subject: SUBJECT,
  medicationCodeableConcept: medication,
  ...(on === null ? {} : { effectiveDateTime: on }),
  ...rest,
});

export const CARBOPLATIN = concept(RXNORM, '40048');
export const LURBINECTEDIN = concept(HCPCS, 'J9223');
export const TARLATAMAB = concept(HCPCS, 'J9026');

export const regimen = (id: string, start: string, rest: Resource = {}): Resource => ({
  resourceType: 'CarePlan',
  id,
  status: 'completed',
  intent: 'plan',
  subject: SUBJECT,
  period: { start },
  ...rest,
});

export const ofRegimen = (id: string): Resource => ({ supportingInformation: [{ reference: `CarePlan/${id}` }] });

export const coverage = (id: string, type: Resource, rest: Resource = {}): Resource => ({
  resourceType: 'Coverage',
  id,
  status: 'active',
  beneficiary: SUBJECT,
  type,
  period: { start: '2026-01-01', end: '2026-12-31' },
  ...rest,
});

export const report = (id: string, on: string, ...conclusions: readonly Resource[]): Resource => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  subject: SUBJECT,
  code: concept(LOINC, '24590-2'),
  effectiveDateTime: on,
  conclusionCode: conclusions,
});

export const stage = (value: Resource, on: string, id = `stage-${on}`): Resource =>
  observation(id, concept(LOINC, '21908-9'), on, {
    method: concept('http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl', 'C141685'),
    valueCodeableConcept: value,
  });

/** What a chart of the patient and these resources says. */
export const readingOf = (resources: readonly Resource[]): Promise<ChartReading> =>
  readChart(bundle(PATIENT, ...resources), 'chart.json', ON);

/** The value that a chart of the patient and these resources gives one fact; null where it says nothing. */
export async function valueOf(fact: string, resources: readonly Resource[]): Promise<FactValue | null> {
  const { facts } = await readingOf(resources);
  return facts.get(fact)?.value ?? null;
}

/** The ids of the cautions that such a chart raises. */
async function cautionsOf(resources: readonly Resource[]): Promise<readonly string[]> {
  const { cautions } = await readingOf(resources);
  return cautions.map((caution) => caution.id);
}

/** One row a chart: what stands in it, and the value it gives the fact; null for unknown. */
export type Case = readonly [title: string, resources: readonly Resource[], value: FactValue | null];

/** The cases of one fact as tests. */
export function table(fact: string, cases: readonly Case[]): void {
  describe(fact, () => {
    it.each(cases)('%s', async (_title, resources, value) => {
      expect(await valueOf(fact, resources)).toBe(value);
    });
  });
}

/** Charts that raise one caution, and only that one. */
export function cautionTable(cases: readonly (readonly [id: string, resources: readonly Resource[]])[]): void {
  describe('cautions', () => {
    it.each(cases)('%s', async (id, resources) => {
      expect(await cautionsOf(resources)).toEqual([id]);
    });
  });
}

/** A chart, the value it gives a fact, the ids of the cautions on it, and what the first one has to name. */
export type Doubt = readonly [
  title: string,
  fact: string,
  resources: readonly Resource[],
  value: FactValue | null,
  cautions: readonly string[],
  named?: readonly string[],
];

/** Charts in which something stands beside a value that takes it away, or has to be told with it. */
export function doubtTable(doubts: readonly Doubt[]): void {
  const rows = doubts.map(([title, fact, resources, value, ids, named = []]) => ({
    ...{ title: `${title}: ${fact}`, fact, resources, value, named },
    ids: ids.map((id) => `chart-${id}`),
  }));
  it.each(rows)('$title', async ({ fact, resources, value, ids, named }) => {
    const { facts, cautions } = await readingOf(resources);
    expect(facts.get(fact)?.value ?? null).toBe(value);
    // Whether a worsening came after platinum is tested elsewhere: a bare chart of assessments cannot say.
    const told = cautions.filter(
      (caution) => caution.facts?.includes(fact) === true && caution.id !== 'chart-progression-not-placed',
    );
    expect(told.map(({ id }) => id)).toEqual(ids);
    for (const part of named) expect(told[0]?.text).toContain(part);
  });
}
