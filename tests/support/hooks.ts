import { readFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { ROOT } from './knowledge.ts';

/** A JSON object whose shape a test knows. */
export type Json = Readonly<Record<string, unknown>>;

export const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const PAYERS = 'http://example.org/payers';

/** The resources of an invented patient of the examples. */
export function chartResources(name: string): readonly Json[] {
  const text = readFileSync(path.join(ROOT, 'examples/charts', `${name}.json`), 'utf8');
  return (JSON.parse(text) as { readonly entry: readonly { readonly resource: Json }[] }).entry.map(
    ({ resource }) => resource,
  );
}

export function ofType(resources: readonly Json[], type: string): readonly Json[] {
  return resources.filter(({ resourceType }) => resourceType === type);
}

export function searchset(resources: readonly Json[]): Json {
  return { resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) };
}

/** The coverage of a chart, with the payer as its programs name it. */
export function coverageOf(resources: readonly Json[], payer = 'PAYER-1'): Json {
  const [coverage] = ofType(resources, 'Coverage');
  return { ...coverage, payor: [{ identifier: { system: PAYERS, value: payer } }] };
}

/** An order of the drug as a signed order of a program has it. */
export function drugOrder(patient: string, concept: Json = { coding: [{ system: HCPCS, code: 'J9026' }] }): Json {
  return {
    resourceType: 'MedicationRequest',
    id: 'order-1',
    status: 'draft',
    intent: 'order',
    medicationCodeableConcept: concept,
    subject: { reference: `Patient/${patient}` },
    requester: { reference: 'PractitionerRole/none' },
    authoredOn: '2026-07-20',
  };
}

/** A call of order-sign by the chart of an example, everything of it as prefetch. */
export function orderSign(chart: string, more: Json = {}, order?: Json): Json {
  const resources = chartResources(chart);
  const [patient] = ofType(resources, 'Patient');
  const id = String(patient?.['id']);
  const types = [...new Set(resources.map(({ resourceType }) => String(resourceType)))];
  const clinical = types.filter((type) => !['Patient', 'Coverage', 'Encounter'].includes(type));
  return {
    hook: 'order-sign',
    hookInstance: randomUUID(),
    context: {
      userId: 'Practitioner/example',
      patientId: id,
      draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: order ?? drugOrder(id) }] },
    },
    prefetch: {
      patient,
      coverage: searchset([coverageOf(resources)]),
      ...Object.fromEntries(clinical.map((type) => [type, searchset(ofType(resources, type))])),
    },
    ...more,
  };
}

/** The parts of the coverage information of an order, by their names: each value as it is. */
export function informationOf(response: unknown, index = 0): Readonly<Record<string, readonly unknown[]>> {
  const { systemActions = [] } = response as { readonly systemActions?: readonly { readonly resource: Json }[] };
  const extensions = (systemActions[index]?.resource['extension'] ?? []) as readonly Json[];
  const parts = (extensions.find(({ url }) => String(url).endsWith('ext-coverage-information'))?.['extension'] ??
    []) as readonly Json[];
  const grouped = Map.groupBy(parts, ({ url }) => String(url));
  return Object.fromEntries(
    [...grouped].map(([url, found]) => [
      url,
      found.map((part) => Object.entries(part).find(([key]) => key.startsWith('value'))?.[1] ?? part['extension']),
    ]),
  );
}

/** A call of another hook with the same patient and prefetch. */
export function asHook(call: Json, hook: string, context: Json): Json {
  const { patientId, userId } = call['context'] as Json;
  return { ...call, hook, context: { patientId, userId, ...context } };
}

/** The order of a call of order-sign. */
export function orderOf(call: Json): Json {
  const { draftOrders } = call['context'] as {
    readonly draftOrders: { readonly entry: readonly { readonly resource: Json }[] };
  };
  const [entry] = draftOrders.entry;
  if (entry === undefined) throw new Error('the call has an order');
  return entry.resource;
}

/** The same call with other resources under keys of its prefetch; a key with undefined is left out. */
export function prefetching(call: Json, changed: Readonly<Record<string, unknown>>): Json {
  const all = { ...(call['prefetch'] as Json), ...changed };
  return { ...call, prefetch: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) };
}
