import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chartResources,
  coverageOf,
  drugOrder,
  informationOf,
  orderSign,
  prefetching,
  searchset,
  type Json,
} from '../../support/hooks.ts';
import { INSURER, openService, type OpenService } from '../../support/service.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openService(undefined, { insurers: [INSURER] });
}, 60_000);
afterAll(() => open.close());

const CHART = 'third-line';

/** A request of a member that a person of the payer approved for 20 units in the second half of the year. */
async function approved(member: Json): Promise<void> {
  const send = async (role: 'nurse' | 'reviewer', url: string, payload: Json): Promise<string> => {
    const told = await open.call(role, {
      ...{ method: 'POST', url, payload, organisation: 'payer' },
      headers: { 'idempotency-key': randomUUID() },
    });
    expect(told.statusCode, told.body).toBe(201);
    return told.json<{ id: string }>().id;
  };
  const draft = { side: 'payer', kind: 'initial', policy: 'prime-ic-0789', drug: 'tarlatamab', member };
  const entries = `/v1/requests/${await send('nurse', '/v1/requests', draft)}/entries`;
  const approval = { number: 'PA-9', from: '2026-07-01', to: '2026-12-31', units: 20 };
  await send('nurse', entries, { entries: [{ type: 'submitted', channel: 'electronic' }] });
  await send('reviewer', entries, { entries: [{ type: 'approved', approval }] });
}

/** What an order of the drug, with more said of it, is told of its authorization. */
async function told(member: string, more: Json = {}): Promise<unknown> {
  const order = { ...drugOrder('third-line-patient'), ...more };
  const call = prefetching(orderSign(CHART, {}, order), {
    coverage: searchset([{ ...coverageOf(chartResources(CHART)), subscriberId: member }]),
  });
  const answer = await open.call('machine', { method: 'POST', url: '/cds-services/order-sign-crd', payload: call });
  expect(answer.statusCode, answer.body).toBe(200);
  return informationOf(answer.json())['pa-needed'];
}

const dispense = (more: Json): Json => ({ dispenseRequest: more });

describe('an authorization does not satisfy an order that it is not certain to cover', () => {
  beforeAll(async () => {
    await approved({ ids: ['SURE'], birthDate: '1980-11-30' });
    await approved({ ids: ['UNSURE'] });
  });

  it('since it does not say which person of a member id it is for', async () => {
    expect(await told('SURE')).toEqual(['satisfied']);
    expect(await told('UNSURE')).toEqual(['auth-needed']);
  });

  it('since the order begins after its last day', async () => {
    const from = (start: string): Json => dispense({ validityPeriod: { start } });
    expect(await told('SURE', from('2026-12-31'))).toEqual(['satisfied']);
    expect(await told('SURE', from('2027-01-01'))).toEqual(['auth-needed']);
    const timing = { timing: { event: ['2027-01-04T09:00:00-05:00'] } };
    expect(await told('SURE', { dosageInstruction: [timing] })).toEqual(['auth-needed']);
  });

  it('since the order names its amount in units that cannot be compared', async () => {
    expect(await told('SURE', dispense({ quantity: { value: 20, unit: 'mg' } }))).toEqual(['satisfied']);
    expect(await told('SURE', dispense({ quantity: { value: 40, unit: 'vial' } }))).toEqual(['auth-needed']);
  });
});
