import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertionBy } from '../../../shells/crd/assertions.ts';
import {
  asHook,
  chartResources,
  coverageOf,
  drugOrder,
  informationOf,
  orderSign,
  prefetching,
  searchset,
  type Json,
} from '../../support/hooks.ts';
import { INSURER, NOW, openService, type OpenService } from '../../support/service.ts';
import { Store } from '../../../shells/store/store.ts';
import { summariser } from '../../../shells/server/summarise.ts';
import { LiveKnowledge } from '../../../shells/knowledge/live.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openService(undefined, { insurers: [INSURER] });
}, 60_000);
afterAll(() => open.close());

async function sign(call: Json): Promise<Json> {
  const told = await open.call('machine', { method: 'POST', url: '/cds-services/order-sign-crd', payload: call });
  expect(told.statusCode, told.body).toBe(200);
  return told.json();
}

const key = (): Json => ({ 'idempotency-key': randomUUID() });
const CHART = 'third-line';
const BIRTH = '1980-11-30';
const memberOf = (id: string): Json =>
  prefetching(orderSign(CHART), {
    coverage: searchset([{ ...coverageOf(chartResources(CHART)), subscriberId: id }]),
  });

interface Approval {
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly units: number | null;
}

/** A request of a member that the payer approved; what a clinician decides later comes behind it. */
async function approved(id: string, approval: Approval, birthDate = BIRTH): Promise<string> {
  const draft = {
    side: 'payer',
    kind: 'initial',
    policy: 'prime-ic-0789',
    drug: 'tarlatamab',
    member: { ids: [id], birthDate },
  };
  const drafted = await open.call('nurse', {
    method: 'POST',
    url: '/v1/requests',
    payload: draft,
    headers: key() as Record<string, string>,
    organisation: 'payer',
  });
  expect(drafted.statusCode, drafted.body).toBe(201);
  const { id: request } = drafted.json<{ id: string }>();
  await add(request, 'nurse', { type: 'submitted', channel: 'electronic' });
  await add(request, 'reviewer', { type: 'approved', approval });
  return request;
}

async function add(request: string, role: 'nurse' | 'reviewer' | 'clinician', entry: Json): Promise<void> {
  const told = await open.call(role, {
    ...{ method: 'POST', url: `/v1/requests/${request}/entries`, payload: { entries: [entry] } },
    ...{ headers: key() as Record<string, string>, organisation: 'payer' },
  });
  expect(told.statusCode, told.body).toBe(201);
}

describe('an authorization of the payer', () => {
  it('that covers the order satisfies it, with its number and its limits [crd resp-30 found-9]', async () => {
    await approved('MEMBER-1', { number: 'PA-77', from: '2026-07-01', to: '2026-12-31', units: 141 });
    const told = informationOf(await sign(memberOf('MEMBER-1')));
    const detail = (code: string, value: Json): readonly Json[] => [
      { url: 'category', valueCode: 'cat-limitation' },
      {
        url: 'code',
        valueCodeableConcept: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/crd-coverage-detail', code }],
        },
      },
      { url: 'value', ...value },
    ];
    expect({ ...told, 'coverage-assertion-id': [] }).toEqual({
      'coverage-assertion-id': [],
      coverage: [{ reference: 'Coverage/third-line-coverage' }],
      covered: ['covered'],
      'pa-needed': ['satisfied'],
      billingCode: [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'J9026' }],
      detail: [
        detail('allowed-period', { valuePeriod: { start: '2026-07-01', end: '2026-12-31' } }),
        detail('allowed-quantity', { valueQuantity: { value: 141, unit: 'billing units' } }),
      ],
      date: ['2026-07-20'],
      'satisfied-pa-id': ['PA-77'],
      'expiry-date': ['2026-12-31'],
    });
  });

  it('is told to nobody who only asks what would be [crd dev-14]', async () => {
    const call = {
      ...memberOf('MEMBER-1'),
      extension: { 'davinci-crd.configuration': { 'unsolicited-determ': false } },
    };
    const told = informationOf(await sign(call));
    expect([told['pa-needed'], told['satisfied-pa-id']]).toEqual([['auth-needed'], undefined]);
  });

  it('does not satisfy it before its first day, after its last, for more units, for another person, or once it is rescinded', async () => {
    const needs = async (id: string, call = memberOf(id)): Promise<unknown> =>
      informationOf(await sign(call))['pa-needed'];
    await approved('EARLIER', { number: 'PA-1', from: '2026-01-01', to: '2026-07-19', units: null });
    await approved('LATER', { number: 'PA-2', from: '2026-07-21', to: '2026-12-31', units: null });
    await approved('TODAY', { number: 'PA-3', from: '2026-07-20', to: '2026-07-20', units: 9 });
    await approved('NAMESAKE', { number: 'PA-4', from: '2026-07-01', to: '2026-12-31', units: null }, '1981-01-01');
    const rescinded = await approved('RESCINDED', {
      number: 'PA-5',
      from: '2026-07-01',
      to: '2026-12-31',
      units: null,
    });
    const signature = { name: 'A clinician', npi: '1234567893', specialty: 'oncology', reason: 'invented' };
    expect(await needs('RESCINDED')).toEqual(['satisfied']);
    await add(rescinded, 'clinician', { type: 'decided', decision: 'rescinded', signature });
    for (const id of ['EARLIER', 'LATER', 'NAMESAKE', 'RESCINDED', 'NOBODY'])
      expect(await needs(id), id).toEqual(['auth-needed']);
    expect(await needs('TODAY')).toEqual(['satisfied']);
    const dose = {
      dosageInstruction: [
        { doseAndRate: [{ doseQuantity: { value: 10, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' } }] },
      ],
    };
    const order = { ...drugOrder('third-line-patient'), ...dose };
    const draftOrders = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: order }] };
    const call = memberOf('TODAY');
    expect(await needs('TODAY', { ...call, context: { ...(call['context'] as Json), draftOrders } })).toEqual([
      'auth-needed',
    ]);
  });

  it('that has ended makes the next request a renewal', async () => {
    const told = informationOf(await sign(memberOf('EARLIER')));
    expect(told['questionnaire']).toEqual([
      'http://127.0.0.1:8080/fhir/Questionnaire/prime-ic-0789-renewal|2025-05-05',
    ]);
  });
});

describe('what was answered', () => {
  const list = async (): Promise<readonly { readonly id: string; readonly title: string }[]> => {
    const told = await open.call('auditor', { method: 'GET', url: '/v1/assertions?limit=200', organisation: 'payer' });
    return told.json<{ rows: readonly { readonly id: string; readonly title: string }[] }>().rows;
  };

  it('is kept whole with the call, without its token, and found again by its id [crd found-11 found-37 sec-6]', async () => {
    const call = {
      ...memberOf('MEMBER-9'),
      fhirServer: 'https://ehr.example/fhir',
      fhirAuthorization: {
        access_token: 'secret-of-a-patient',
        token_type: 'Bearer',
        expires_in: 30,
        scope: 'patient/*.rs',
        subject: 'cds',
      },
    };
    const response = await sign(call);
    const [id = ''] = informationOf(response)['coverage-assertion-id'] as readonly string[];
    const read = await open.call('auditor', { method: 'GET', url: `/v1/assertions/${id}`, organisation: 'payer' });
    const { events } = read.json<{ events: readonly { readonly type: string; readonly body: Json }[] }>();
    const [first] = events;
    expect([first?.type, first?.body['response'], first?.body['coverage']]).toEqual([
      'answered',
      response,
      'Coverage/third-line-coverage',
    ]);
    expect(first?.body['request']).toEqual({
      ...call,
      fhirAuthorization: { token_type: 'Bearer', expires_in: 30, scope: 'patient/*.rs', subject: 'cds' },
    });
    expect(JSON.stringify(events) + open.log.join('')).not.toContain('secret-of-a-patient');
    const store = new Store(open.database, summariser(new LiveKnowledge('knowledge')));
    const reader = { organisation: 'payer', id: 'dtr', role: 'machine' };
    const kept = await assertionBy({ store, now: () => NOW }, reader, id.toUpperCase());
    expect(kept).toMatchObject({
      id,
      hook: 'order-sign',
      member: { ids: ['MEMBER-9'], birthDate: BIRTH },
      orders: [
        {
          order: 'MedicationRequest/order-1',
          drug: 'tarlatamab',
          kind: 'initial',
          policy: { id: 'prime-ic-0789', version: '2025-05-05' },
        },
      ],
    });
    expect(await assertionBy({ store, now: () => NOW }, { ...reader, organisation: 'other' }, id)).toBeUndefined();
    expect(await assertionBy({ store, now: () => NOW }, reader, 'not-an-id')).toBeUndefined();
  });

  it('is no business of another organisation, nor of those who only treat', async () => {
    const [row] = await list();
    const url = `/v1/assertions/${row?.id ?? ''}`;
    expect((await open.call('auditor', { method: 'GET', url, organisation: 'clinic' })).statusCode).toBe(404);
    expect((await open.call('nurse', { method: 'GET', url, organisation: 'payer' })).statusCode).toBe(403);
  });

  it('is kept also where nothing was said, by whoever asked [crd found-37]', async () => {
    const call = asHook(orderSign(CHART), 'encounter-start', { encounterId: 'e' });
    const url = '/cds-services/encounter-start-crd';
    const told = await open.call('machine', { method: 'POST', url, payload: call, organisation: 'payer' });
    expect(told.json()).toEqual({ cards: [] });
    expect((await list()).filter(({ title }) => title === 'encounter-start')).toHaveLength(1);
  });

  it('is kept also where it was refused, by whoever asked [crd found-37]', async () => {
    const refused = await open.call('machine', {
      method: 'POST',
      url: '/cds-services/order-sign-crd',
      payload: prefetching(memberOf('X'), { coverage: null }),
      organisation: 'payer',
    });
    expect(refused.statusCode).toBe(400);
    expect((await list()).filter(({ title }) => title === 'order-sign, refused')).toHaveLength(1);
  });

  it('is not said where it cannot be kept', async () => {
    const { owner } = open.database;
    await sql`alter table event rename to event_gone`.execute(owner);
    const payload = memberOf('X');
    const told = await open.call('machine', { method: 'POST', url: '/cds-services/order-sign-crd', payload });
    await sql`alter table event_gone rename to event`.execute(owner);
    expect([told.statusCode, told.json<Json>()['resourceType']]).toEqual([500, 'OperationOutcome']);
    expect(
      (await open.call('machine', { method: 'POST', url: '/cds-services/order-sign-crd', payload })).statusCode,
    ).toBe(200);
  });
});

describe('feedback', () => {
  const tell = async (
    feedback: readonly Json[],
    organisation = 'clinic',
    role: 'machine' | 'nurse' = 'machine',
  ): Promise<number> => {
    const url = '/cds-services/order-sign-crd/feedback';
    return (await open.call(role, { method: 'POST', url, payload: { feedback }, organisation })).statusCode;
  };
  const said = (card: string): Json => ({
    card,
    outcome: 'accepted',
    outcomeTimestamp: '2026-07-20T13:00:00Z',
    alsoNotKnown: true,
  });

  it('is kept with the answer that it is about, from whoever was answered', async () => {
    const { cards, systemActions } = (await sign(orderSign('progression-undocumented'))) as {
      readonly cards: readonly { readonly uuid: string }[];
      readonly systemActions: unknown;
    };
    const card = cards[0]?.uuid ?? '';
    const [id = ''] = informationOf({ systemActions })['coverage-assertion-id'] as readonly string[];
    expect(await tell([said(card)], 'clinic', 'nurse')).toBe(404);
    expect(await tell([said(randomUUID())])).toBe(404);
    expect(await tell([{ card, outcome: 'ignored' }])).toBe(400);
    expect(await tell([said(card)])).toBe(200);
    const read = await open.call('auditor', { method: 'GET', url: `/v1/assertions/${id}`, organisation: 'payer' });
    const { events } = read.json<{ events: readonly { readonly type: string; readonly body: Json }[] }>();
    expect(events.map(({ type }) => type)).toEqual(['answered', 'feedback']);
    expect(events[1]?.body).toEqual(said(card));
  });
});
