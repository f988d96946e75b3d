import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import autocannon, { type Result } from 'autocannon';
import { chartOfSize } from './chart-of-size.ts';
import type { HooksStarted } from './crd-host.ts';

export interface HookRate {
  readonly perSecond: number;
  /** ms */
  readonly p50: number;
  readonly p99: number;
}

/** `order-sign` with everything as prefetch, one client and eight; the answer is kept each time. */
export interface HookTimes {
  /** The record of the payer has an authorization that covers the order. */
  readonly stored: { readonly one: HookRate; readonly eight: HookRate };
  /** It has none, and what the standard prefetch brings is looked at: nothing clinical. */
  readonly standard: { readonly one: HookRate; readonly eight: HookRate };
  /** It has none, and a whole chart came along. */
  readonly chart: { readonly one: HookRate; readonly eight: HookRate };
  readonly resources: number;
}

const RESOURCES = 60;
type Json = Readonly<Record<string, unknown>>;

/** @param seconds of load for each rate */
export async function hookTimes(seconds: number): Promise<HookTimes> {
  const host = fork(path.join(import.meta.dirname, 'crd-host.ts'));
  try {
    const [started] = (await once(host, 'message')) as [HooksStarted];
    await approve(started, 'STORED');
    const both = async (member: string, needs: string, types?: readonly string[]): Promise<HookTimes['stored']> => {
      const call = callOf(member, types);
      await expectAnswer(started, call, needs);
      return { one: await rate(started, call, 1, seconds), eight: await rate(started, call, 8, seconds) };
    };
    return {
      stored: await both('STORED', 'satisfied'),
      standard: await both('NONE', 'auth-needed', STANDARD),
      chart: await both('NONE', 'auth-needed'),
      resources: RESOURCES,
    };
  } finally {
    if (host.connected) {
      const ended = once(host, 'exit');
      host.send('close');
      await ended;
    }
  }
}

const STANDARD = ['Encounter', 'Location', 'Medication', 'Organization', 'Practitioner', 'PractitionerRole'];

/** A call with the chart of a patient, or those of its resources that are of these types; its coverage is of this payer. */
function callOf(member: string, types?: readonly string[]): Json {
  const { entry } = JSON.parse(chartOfSize(RESOURCES)) as { readonly entry: readonly { readonly resource: Json }[] };
  const resources = entry.map(({ resource }) => resource);
  const patient = resources.find(({ resourceType }) => resourceType === 'Patient');
  const reference = `Patient/${String(patient?.['id'])}`;
  const coverage = {
    ...{ resourceType: 'Coverage', id: 'own', status: 'active', subscriberId: member },
    type: { coding: [{ system: 'https://nahdo.org/sopt', code: '512' }] },
    ...{ beneficiary: { reference }, period: { start: '2026-01-01' } },
    payor: [{ identifier: { system: 'https://bench.example', value: 'BENCH' } }],
  };
  const order = {
    ...{ resourceType: 'MedicationRequest', id: 'order', status: 'draft', intent: 'order', authoredOn: '2026-07-20' },
    medicationCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/sid/ndc', code: '55513-059-01' }] },
    ...{ subject: { reference }, requester: { reference: 'Practitioner/none' } },
  };
  const others = resources.filter(
    ({ resourceType: type }) =>
      type !== 'Coverage' && type !== 'Patient' && (types === undefined || types.includes(String(type))),
  );
  return {
    ...{ hook: 'order-sign', hookInstance: randomUUID() },
    context: {
      ...{ userId: 'Practitioner/none', patientId: patient?.['id'] },
      draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: order }] },
    },
    prefetch: {
      ...{ patient, coverage },
      chart: { resourceType: 'Bundle', type: 'searchset', entry: others.map((resource) => ({ resource })) },
    },
  };
}

async function approve({ origin, reviewer, authorization }: HooksStarted, member: string): Promise<void> {
  const post = async (where: string, as: string, body: Json): Promise<{ readonly id: string }> => {
    const headers = { authorization: as, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const told = await fetch(`${origin}${where}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (told.status !== 201) throw new Error(await told.text());
    return (await told.json()) as { readonly id: string };
  };
  const draft = {
    side: 'payer',
    kind: 'initial',
    policy: 'prime-ic-0789',
    drug: 'tarlatamab',
    member: { ids: [member] },
  };
  const { id } = await post('/v1/requests', authorization, draft);
  const approval = { number: 'BENCH-1', from: '2020-01-01', to: '2099-12-31', units: 141 };
  await post(`/v1/requests/${id}/entries`, authorization, { entries: [{ type: 'submitted', channel: 'electronic' }] });
  await post(`/v1/requests/${id}/entries`, reviewer, { entries: [{ type: 'approved', approval }] });
}

async function expectAnswer({ origin, authorization }: HooksStarted, call: Json, needs: string): Promise<void> {
  const headers = { authorization, 'content-type': 'application/json' };
  const told = await fetch(`${origin}${SERVICE}`, { method: 'POST', headers, body: JSON.stringify(call) });
  const text = await told.text();
  if (told.status !== 200 || !text.includes(`"pa-needed","valueCode":"${needs}"`)) throw new Error(text);
}

const SERVICE = '/cds-services/order-sign-crd';

async function rate(
  { origin, authorization }: HooksStarted,
  call: Json,
  connections: number,
  seconds: number,
): Promise<HookRate> {
  const run = (duration: number): Promise<Result> =>
    autocannon({
      ...{ url: `${origin}${SERVICE}`, connections, duration, method: 'POST', body: JSON.stringify(call) },
      headers: { authorization, 'content-type': 'application/json' },
    });
  await run(2);
  const told = await run(seconds);
  if (told.non2xx > 0 || told.errors > 0) throw new Error(`${String(told.non2xx)} calls were not answered as wanted`);
  return { perSecond: told['2xx'] / told.duration, p50: told.latency.p50, p99: told.latency.p99 };
}
