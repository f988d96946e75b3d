import { expect } from 'vitest';
import { validateCrdResponse } from '../../shells/fhir/validate/validate.ts';
import type { Insurer } from '../../shells/insurers/insurer.ts';
import {
  chartResources,
  coverageOf,
  drugOrder,
  HCPCS,
  ofType,
  orderSign,
  prefetching,
  searchset,
  type Json,
} from './hooks.ts';
import type { OpenService } from './service.ts';

/** Parts of the tests of hooks that ask the service itself. */

const [patient] = ofType(chartResources('third-line'), 'Patient');
export const PATIENT = String(patient?.['id']);

/** A payer that lists its members and leaves a device out of its benefit. */
export const LISTING: Insurer = {
  ...{ organisation: 'other', name: 'A listing payer', policies: ['fep-5.21.223'] },
  identifiers: [{ system: 'http://example.org/payers', value: 'PAYER-2' }],
  members: [
    { memberId: 'EXAMPLE-0001', birthDate: '1980-11-30', from: '2026-01-01', to: '2026-12-31', lineOfBusiness: 'fehb' },
    { memberId: 'ENDED', birthDate: '1980-11-30', from: '2025-01-01', to: '2025-12-31' },
    { memberId: 'TWICE', birthDate: '1980-11-30', from: '2026-01-01', lineOfBusiness: 'fehb' },
    { memberId: 'TWICE', birthDate: '1980-11-30', from: '2026-01-01', lineOfBusiness: 'commercial' },
  ],
  benefitExclusions: [
    {
      ...{ codes: ['E0431'], from: '2026-01-01', reason: 'The plan pays for no rented oxygen' },
      cite: [{ basis: 'unconfirmed', note: 'invented' }],
    },
  ],
  resourceServers: [],
};

/** What a call is answered; the answer has to be one of the guide. */
export async function answered(open: OpenService, call: Json, organisation = 'clinic'): Promise<Json> {
  const url = `/cds-services/${String(call['hook'])}-crd`;
  const told = await open.call('machine', { method: 'POST', url, payload: call, organisation });
  expect(told.statusCode, told.body).toBe(200);
  const response = told.json<Json>();
  expect(validateCrdResponse(response).faults).toEqual([]);
  return response;
}

/** How a call is refused: its status and its one OperationOutcome. */
export async function refused(open: OpenService, call: unknown, hook = 'order-sign'): Promise<readonly [number, Json]> {
  const told = await open.call('machine', { method: 'POST', url: `/cds-services/${hook}-crd`, payload: call as Json });
  expect(told.headers['content-type']).toContain('application/fhir+json');
  const outcome = told.json<Json>();
  expect(outcome['resourceType']).toBe('OperationOutcome');
  return [told.statusCode, outcome];
}

/** A medication or a service by one code. */
export const billed = (code: string, system = HCPCS): Json => ({ coding: [{ system, code }] });

/** A rented device that none of the policies is about. */
export const OXYGEN: Json = {
  ...{ resourceType: 'ServiceRequest', id: 'oxygen', status: 'draft', intent: 'original-order', code: billed('E0431') },
  subject: { reference: `Patient/${PATIENT}` },
};

/** A call of order-sign with orders of one's own. */
export function signing(call: Json, orders: readonly Json[]): Json {
  const draftOrders = { resourceType: 'Bundle', type: 'collection', entry: orders.map((resource) => ({ resource })) };
  return { ...call, context: { ...(call['context'] as Json), draftOrders } };
}

/** An order of the drug under whatever names it. */
export const signed = (concept: Json): Json => orderSign('third-line', {}, drugOrder(PATIENT, concept));

/** An order under a coverage of the payer that lists its members. */
export function memberOfListing(subscriberId: string): Json {
  const coverage = { ...coverageOf(chartResources('third-line'), 'PAYER-2'), subscriberId };
  return prefetching(orderSign('third-line'), { coverage: searchset([coverage]) });
}
