import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fhirServer, type FhirServer } from '../../support/fhir-server.ts';
import {
  asHook,
  chartResources,
  coverageOf,
  drugOrder,
  informationOf,
  orderSign,
  type Json,
} from '../../support/hooks.ts';
import { INSURER, NOW, openService, ORIGIN, type OpenService } from '../../support/service.ts';

/** A whole practice: its FHIR server, and a client that calls hooks over HTTP with tokens that it signs itself. */
const CHART = 'progression-undocumented';
const PATIENT = `${CHART}-patient`;
const ISSUER = 'https://ehr.example/issuer';
const seconds = Math.floor(Date.parse(NOW) / 1000);
const payer: Json = {
  resourceType: 'Organization',
  id: 'payer',
  identifier: [{ system: 'http://example.org/payers', value: 'PAYER-1' }],
};
const resources: readonly Json[] = [
  ...chartResources(CHART).filter(({ resourceType }) => resourceType !== 'Coverage'),
  { ...coverageOf(chartResources(CHART)), payor: [{ reference: 'Organization/payer' }] },
  {
    resourceType: 'Medication',
    id: 'kit',
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/ndc', code: '55513-059-01' }] },
  },
  { ...drugOrder(PATIENT), id: 'sent', status: 'active' },
  payer,
];

let keys: { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };
let open: OpenService;
let address: string;
let practice: FhirServer;

beforeAll(async () => {
  keys = await generateKeyPair('ES384', { extractable: true });
  practice = await fhirServer(resources, 'patient-token');
  const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), alg: 'ES384', kid: 'one' }] };
  const hooks = { issuer: ISSUER, fhirServers: [practice.origin] };
  const clients = [{ id: 'ehr', organisation: 'clinic', name: 'An EHR', jwks, hooks }];
  open = await openService(undefined, { clients, insurers: [INSURER] });
  address = await open.app.listen({ port: 0, host: '127.0.0.1' });
}, 60_000);
afterEach(() => {
  practice.ails.clear();
});
afterAll(async () => {
  await open.close();
  await practice.close();
});

interface Claims {
  readonly aud?: string;
  readonly iss?: string;
  readonly exp?: number;
  readonly iat?: number;
  readonly jti?: string | null;
  readonly header?: Json;
}

const service = (hook: string): string => `/cds-services/${hook}-crd`;

async function token({
  aud,
  iss = ISSUER,
  exp = seconds + 60,
  iat = seconds,
  jti,
  header = {},
}: Claims): Promise<string> {
  const signing = new SignJWT(jti === null ? {} : { jti: jti ?? randomUUID() })
    .setProtectedHeader({ alg: 'ES384', kid: 'one', typ: 'JWT', ...header })
    .setIssuer(iss)
    .setIssuedAt(iat)
    .setExpirationTime(exp);
  return (aud === undefined ? signing : signing.setAudience(aud)).sign(keys.privateKey);
}

async function post(
  path: string,
  body: unknown,
  authorization: string,
): Promise<{ readonly status: number; readonly json: Json }> {
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as Json };
}

/** A call of a hook, signed for this very service. */
const call = async (body: Json): Promise<{ readonly status: number; readonly json: Json }> => {
  const path = service(String(body['hook']));
  return post(path, body, `Bearer ${await token({ aud: `${ORIGIN}${path}` })}`);
};

/** A call without prefetch: everything has to be asked for. */
const bare = (): Json => ({
  ...orderSign(CHART),
  prefetch: {},
  fhirServer: practice.base,
  fhirAuthorization: {
    access_token: 'patient-token',
    token_type: 'Bearer',
    expires_in: 30,
    scope: 'patient/*.rs',
    subject: 'cds',
  },
});

describe('a client with a FHIR server', () => {
  it('is answered from its own server where nothing came along, each question with the token of the call [crd found-5 resp-39]', async () => {
    const before = practice.asked.length;
    const { status, json } = await call(bare());
    expect(status).toBe(200);
    expect(informationOf(json)['reason']).toEqual([
      {
        text: 'Imdelltra (tarlatamab-dlle), IC-0789 (2025-05-05) asks for prior authorization. The record that came along leaves 3 questions open',
      },
    ]);
    const asked = practice.asked.slice(before);
    expect(asked.map(({ path }) => path)).toEqual([
      `Patient/${PATIENT}`,
      `Coverage?patient=${PATIENT}&status=active`,
      'Organization/payer',
      ...['Condition', 'Observation', 'MedicationAdministration', 'MedicationRequest', 'Procedure'].map(
        (type) => `${type}?patient=${PATIENT}&_count=200`,
      ),
    ]);
    expect(new Set(asked.map(({ token: given }) => given))).toEqual(new Set(['patient-token']));
  });

  it('has its orders and medications looked up where a hook names them only [crd conf-4 conf-13]', async () => {
    const dispatched = asHook(bare(), 'order-dispatch', {
      performer: 'Organization/1',
      dispatchedOrders: ['MedicationRequest/sent'],
    });
    const { json } = await call(dispatched);
    expect(informationOf(json)['pa-needed']).toEqual(['auth-needed']);
    const { medicationCodeableConcept, ...order } = drugOrder(PATIENT);
    expect(medicationCodeableConcept).toBeDefined();
    const byReference = { ...order, medicationReference: { reference: 'Medication/kit' } };
    const draftOrders = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: byReference }] };
    const one = bare();
    const told = await call({ ...one, context: { ...(one['context'] as Json), draftOrders } });
    expect(informationOf(told.json)['pa-needed']).toEqual(['auth-needed']);
  });

  it('goes through a whole order, from discovery over signing to feedback', async () => {
    const listed = (await (await fetch(`${address}/cds-services`)).json()) as { readonly services: readonly Json[] };
    const found = listed.services.find(({ hook }) => hook === 'order-sign');
    expect(found?.['id']).toBe('order-sign-crd');
    const signed = await call(bare());
    const { cards } = signed.json as { readonly cards: readonly { readonly uuid: string }[] };
    const path = `${service('order-sign')}/feedback`;
    const feedback = [
      {
        card: cards[0]?.uuid,
        outcome: 'overridden',
        outcomeTimestamp: '2026-07-20T13:05:00Z',
        overrideReason: { userComment: 'later' },
      },
    ];
    const told = await post(path, { feedback }, `Bearer ${await token({ aud: `${ORIGIN}${path}` })}`);
    expect(told).toEqual({ status: 200, json: {} });
  });

  it('that answers wrongly, elsewhere or without end is left aside: what is needed is 412, the rest says less [crd found-34]', async () => {
    for (const ailment of ['broken', 'redirects', 'not-json', 'endless'] as const) {
      practice.ails.set('*', ailment);
      expect((await call(bare())).status, ailment).toBe(412);
      practice.ails.clear();
      practice.ails.set('Condition', ailment);
      const told = await call(bare());
      expect([told.status, informationOf(told.json)['pa-needed']], ailment).toEqual([200, ['auth-needed']]);
      practice.ails.clear();
    }
  }, 20_000);

  it('is not asked longer than an answer may take [crd found-2]', async () => {
    for (const type of ['Condition', 'Observation', 'Procedure']) practice.ails.set(type, 'slow');
    const { status, json } = await call(bare());
    expect([status, informationOf(json)['pa-needed']]).toEqual([200, ['auth-needed']]);
    practice.ails.set('Patient', 'slow');
    expect((await call(bare())).status).toBe(412);
  }, 10_000);
});

describe('an address that may not be asked', () => {
  it('is not asked, whatever the call says of it', async () => {
    const stranger = await fhirServer(resources, 'patient-token');
    for (const fhirServer of [
      stranger.base,
      practice.base.replace('127.0.0.1', 'localhost'),
      `${practice.origin}@127.0.0.1:1/fhir`,
      'http://169.254.169.254/latest/meta-data',
      `http://127.0.0.1:5432/fhir`,
      practice.base.replace('127.0.0.1', '127.0.0.1.example'),
    ]) {
      const { status } = await call({ ...bare(), fhirServer });
      expect(status, fhirServer).toBe(412);
    }
    expect(stranger.asked).toEqual([]);
    await stranger.close();
  });

  it('is refused where it is no address of the web at all', async () => {
    for (const fhirServer of ['file:///etc/passwd', 'ftp://ehr.example', 'ehr.example', 'https://ehr.example/fhir?x=1'])
      expect((await call({ ...bare(), fhirServer })).status, fhirServer).toBe(400);
  });

  it('is not reached by ids that are more than ids', async () => {
    const before = practice.asked.length;
    for (const patientId of ['../../secret', '1?_revinclude=*', 'a/b', ''])
      expect((await call({ ...bare(), context: { ...(bare()['context'] as Json), patientId } })).status).toBe(400);
    expect(practice.asked.slice(before)).toEqual([]);
  });
});

describe('the token of a call', () => {
  const path = service('order-sign');
  const aud = `${ORIGIN}${path}`;
  const status = async (authorization: string): Promise<number> =>
    (await post(path, orderSign(CHART), authorization)).status;

  it('is taken once, from the issuer that is known, for this very service [crd sec-1]', async () => {
    const once = await token({ aud });
    expect(await status(`Bearer ${once}`)).toBe(200);
    expect(await status(`Bearer ${once}`)).toBe(401);
    expect(await status(`Bearer ${await token({ aud: `${ORIGIN}${service('order-select')}` })}`)).toBe(401);
    expect(await status(`Bearer ${await token({ aud: `${ORIGIN}/cds-services` })}`)).toBe(401);
    expect(await status(`Bearer ${await token({})}`)).toBe(401);
    expect(await status(`Bearer ${await token({ aud, iss: 'https://other.example' })}`)).toBe(401);
  });

  it('is of now, lives five minutes at most, and has an id of its own', async () => {
    expect(await status(`Bearer ${await token({ aud, exp: seconds - 60, iat: seconds - 120 })}`)).toBe(401);
    expect(await status(`Bearer ${await token({ aud, exp: seconds + 3_600 })}`)).toBe(401);
    expect(await status(`Bearer ${await token({ aud, iat: seconds + 120, exp: seconds + 180 })}`)).toBe(401);
    expect(await status(`Bearer ${await token({ aud, jti: null })}`)).toBe(401);
  });

  it('is signed with a key of the client: not with none, not with a shared secret, not with keys from elsewhere', async () => {
    const claims = { aud, iss: ISSUER, exp: seconds + 60, iat: seconds, jti: randomUUID() };
    expect(await status(`Bearer ${new UnsecuredJWT(claims).encode()}`)).toBe(401);
    const shared = new SignJWT(claims).setProtectedHeader({ alg: 'HS256' });
    expect(await status(`Bearer ${await shared.sign(new TextEncoder().encode('x'.repeat(48)))}`)).toBe(401);
    const stranger = await generateKeyPair('ES384');
    const forged = new SignJWT(claims).setProtectedHeader({ alg: 'ES384', kid: 'one' });
    expect(await status(`Bearer ${await forged.sign(stranger.privateKey)}`)).toBe(401);
    const pointed = await token({ aud, header: { jku: `${practice.origin}/jwks` } });
    expect(await status(`Bearer ${pointed}`)).toBe(401);
  });

  it('opens nothing but the hooks', async () => {
    const answer = await fetch(`${address}/v1/courses`, {
      headers: { authorization: `Bearer ${await token({ aud: `${ORIGIN}/v1/courses` })}` },
    });
    expect(answer.status).toBe(401);
  });
});
