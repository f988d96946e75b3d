import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateCrdResponse } from '../../../shells/fhir/validate/validate.ts';
import { fhirServer, type FhirServer } from '../../support/fhir-server.ts';
import { informationOf, prefetching, type Json } from '../../support/hooks.ts';
import { INSURER, openService, type OpenService } from '../../support/service.ts';
import { fixture, FIXTURES } from '../../support/standards.ts';

/** HL7's own requests, to the service alone and with a server of the practice that holds what they leave out. */
const example = (number: string): Json => fixture(`crd-2.2.1/CRDServiceRequest${number}.json`) as Json;
const order = (id: string, medication: string): Json => ({
  ...{ resourceType: 'MedicationRequest', id, status: 'active', intent: 'order', authoredOn: '2026-07-20' },
  medicationReference: { reference: `Medication/${medication}` },
  ...{ subject: { reference: 'Patient/123' }, requester: { reference: 'Practitioner/DEF' } },
});
const HELD: readonly Json[] = [
  {
    resourceType: 'Organization',
    id: 'acme-payer',
    identifier: [{ system: 'http://example.org/payers', value: 'PAYER-1' }],
  },
  { resourceType: 'Patient', id: '123', birthDate: '1987-02-20', gender: 'female' },
  {
    ...{ resourceType: 'Coverage', id: 'COV1', status: 'active', subscriberId: '888009335' },
    beneficiary: { reference: 'Patient/123' },
    payor: [{ reference: 'Organization/acme-payer' }],
  },
  order('1111', 'MED1'),
  order('2222', 'MED2'),
];

let open: OpenService;
let practice: FhirServer;
beforeAll(async () => {
  practice = await fhirServer(HELD, 'some-opaque-fhir-access-token');
  open = await openService(undefined, { insurers: [{ ...INSURER, resourceServers: [practice.origin] }] });
}, 60_000);
afterAll(async () => {
  await open.close();
  await practice.close();
});

async function ask(body: Json): Promise<readonly [number, Json]> {
  const url = `/cds-services/${String(body['hook'])}-crd`;
  const told = await open.call('machine', { method: 'POST', url, payload: body });
  return [told.statusCode, told.json()];
}

const withServer = (body: Json): Json => ({ ...body, fhirServer: practice.base });
/** What a response says of each order that it updates. */
function told(response: Json): readonly unknown[] {
  const actions = (response['systemActions'] ?? []) as readonly { readonly resource: Json }[];
  return actions.map(({ resource }, index) => {
    const { covered, 'pa-needed': needed, 'satisfied-pa-id': number } = informationOf(response, index);
    return [resource['resourceType'], covered, needed, number];
  });
}

describe.skipIf(FIXTURES === undefined)('the requests of the guide', () => {
  it.each([
    ['', 400],
    ['2', 400],
    ['3', 412],
    ['4', 412],
  ])(
    'request %s is refused as the guide says where no server can be asked: no payer is named, or nothing came along',
    async (number, status) => {
      const [found, outcome] = await ask(example(number));
      expect([found, outcome['resourceType']]).toEqual([status, 'OperationOutcome']);
    },
  );

  it.each([
    [
      '',
      [
        ['ServiceRequest', ['indeterminate'], ['indeterminate'], undefined],
        ['ServiceRequest', ['indeterminate'], ['indeterminate'], undefined],
      ],
    ],
    ['3', [['CommunicationRequest', ['indeterminate'], ['indeterminate'], undefined]]],
    ['4', [['Appointment', ['indeterminate'], ['indeterminate'], undefined]]],
  ])(
    'request %s is answered for what is not decided here: to be asked of the payer, and nothing approved [crd hook-16 resp-14 conf-5 conf-9]',
    async (number, wanted) => {
      const [status, response] = await ask(withServer(example(number)));
      expect(status, JSON.stringify(response)).toBe(200);
      expect(validateCrdResponse(response).faults).toEqual([]);
      expect(told(response)).toEqual(wanted);
    },
  );

  it('request 2, which switches coverage information off, is answered without it, and with it else [crd dev-14 conf-2]', async () => {
    const body = withServer(example('2'));
    expect(await ask(body)).toEqual([200, { cards: [] }]);
    const [status, response] = await ask({ ...body, extension: {} });
    expect(status).toBe(200);
    expect(validateCrdResponse(response).faults).toEqual([]);
    const open = [['indeterminate'], ['indeterminate'], undefined];
    expect(told(response)).toEqual([
      ['MedicationRequest', ...open],
      ['MedicationRequest', ...open],
    ]);
  });

  it('are answered from what came along alone, where the coverage names its payer', async () => {
    const body = example('');
    const named = { ...HELD[2], payor: [{ identifier: { system: 'http://example.org/payers', value: 'PAYER-1' } }] };
    const [status, response] = await ask(prefetching(body, { coverage: named }));
    expect([status, told(response).length]).toEqual([200, 2]);
  });
});
