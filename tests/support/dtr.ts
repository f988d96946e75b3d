import { readFileSync } from 'node:fs';
import type {
  Bundle,
  Coverage,
  FhirResource,
  MedicationRequest,
  Organization,
  Parameters,
  ParametersParameter,
  QuestionnaireResponse,
} from 'fhir/r4.js';
import type { LightMyRequestResponse } from 'fastify';
import type { Insurer } from '../../shells/insurers/insurer.ts';
import { example } from './cli.ts';
import { knowledge } from './knowledge.ts';
import { INSURER, ORIGIN, openService, type OpenService } from './service.ts';

export const BASE = `${ORIGIN}/fhir`;
/** The day of the service of these tests. */
export const ON = '2026-07-20';

/** The payer of the record, deciding by every policy that is held; the examples name it as the demo does. */
const EVERY_POLICY: Insurer = {
  ...INSURER,
  identifiers: [...INSURER.identifiers, { system: 'https://stepwise.example/payers', value: 'DEMO-PAYER' }],
  policies: [...new Set(knowledge().policies.map(({ id }) => id))],
};

/** Each request that a form is published for. */
export const FORMS: readonly (readonly [policy: string, kind: 'initial' | 'renewal'])[] = knowledge().policies.flatMap(
  (one) =>
    (['initial', 'renewal'] as const)
      .filter((kind) => one.requests[kind] !== null)
      .map((kind) => [one.id, kind] as const),
);

const PAYER: Organization = { resourceType: 'Organization', id: 'payer', identifier: [...INSURER.identifiers] };
export const COVERAGE: Coverage = {
  resourceType: 'Coverage',
  id: 'coverage-1',
  status: 'active',
  subscriberId: 'EXAMPLE-0001',
  beneficiary: { reference: 'Patient/patient-1' },
  contained: [PAYER],
  payor: [{ reference: '#payer' }],
};

export const ORDER: MedicationRequest = {
  resourceType: 'MedicationRequest',
  id: 'order-1',
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/patient-1' },
  authoredOn: '2026-07-17',
  medicationCodeableConcept: {
    coding: [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'J9026' }],
  },
};

/** A parameter with a value, or a resource whatever its type. */
export type Given = Omit<ParametersParameter, 'resource'> & { readonly resource?: unknown };

export function parameters(...parameter: readonly Given[]): Parameters {
  return { resourceType: 'Parameters', parameter: parameter as ParametersParameter[] };
}

export const chartOf = (patient: string): unknown =>
  JSON.parse(readFileSync(example('charts', `${patient}.json`), 'utf8'));

/** A service whose payer decides by every policy. */
export const openDtr = (): Promise<OpenService> => openService(undefined, { insurers: [EVERY_POLICY] });

/** A call of an operation by a program that the payer lets in. */
export async function posted(open: OpenService, url: string, payload: unknown): Promise<LightMyRequestResponse> {
  return open.call('machine', {
    ...{ method: 'POST', url: `/fhir/${url}`, organisation: 'payer' },
    headers: { 'content-type': 'application/fhir+json' },
    payload: JSON.stringify(payload),
  });
}

/** The resources of an answer's parameters with this name. */
export function named(answer: LightMyRequestResponse, name: string): readonly FhirResource[] {
  const { parameter = [] } = answer.json<Parameters>();
  return parameter
    .filter((one) => one.name === name)
    .flatMap(({ resource }) => (resource === undefined ? [] : [resource as FhirResource]));
}

/** The package of one form. */
export async function packaged(open: OpenService, id: string): Promise<Bundle> {
  const asked = parameters(
    { name: 'coverage', resource: COVERAGE },
    { name: 'order', resource: ORDER },
    { name: 'questionnaire', valueCanonical: `${BASE}/Questionnaire/${id}` },
  );
  const answer = await posted(open, 'Questionnaire/$questionnaire-package', asked);
  const [bundle] = named(answer, 'packagebundle');
  if (bundle?.resourceType !== 'Bundle') throw new Error(answer.body);
  return bundle;
}

/** The response with the next question. */
export async function next(open: OpenService, resource: QuestionnaireResponse): Promise<QuestionnaireResponse> {
  const asked = parameters({ name: 'questionnaire-response', resource });
  const answer = await posted(open, 'Questionnaire/$next-question', asked);
  const [response] = named(answer, 'return');
  if (response?.resourceType !== 'QuestionnaireResponse') throw new Error(answer.body);
  return response;
}
