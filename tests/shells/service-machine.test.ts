import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readClients } from '../../shells/server/sign-in/clients.ts';
import { openShared, served, temporary, toldBy, type Served, type SharedDatabase } from '../support/served.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

interface Signer {
  readonly id: string;
  readonly alg: 'ES384' | 'RS384';
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

const folder = temporary('machine');
const sent: string[] = [];
let [elliptic, rsa, stranger]: Signer[] = [];
let shared: SharedDatabase;
let [one, two]: [Served, Served] = [undefined as unknown as Served, undefined as unknown as Served];

const signer = async (id: string, alg: Signer['alg']): Promise<Signer> => ({
  ...{ id, alg },
  ...(await generateKeyPair(alg, { extractable: true })),
});
const known = (which: Signer | undefined): Signer => {
  if (which === undefined) throw new Error('the keys are made before the tests');
  return which;
};

beforeAll(async () => {
  [elliptic, rsa, stranger] = [
    await signer('ehr-1', 'ES384'),
    await signer('ehr-2', 'RS384'),
    await signer('ehr-9', 'ES384'),
  ];
  const clients = await Promise.all(
    [known(elliptic), known(rsa)].map(async ({ id, alg, publicKey }) => ({
      ...{ id, organisation: id === 'ehr-1' ? 'clinic' : 'other', name: `Program ${id}` },
      jwks: { keys: [{ ...(await exportJWK(publicKey)), alg, kid: `${id}-key` }] },
    })),
  );
  const narrow = { ...clients[0], id: 'ehr-4', scopes: ['system/Questionnaire.rs', 'system/*.r'] };
  const unreachable = { id: 'ehr-3', organisation: 'clinic', name: 'Gone', jwksUri: 'https://127.0.0.1:1/jwks' };
  const file = path.join(folder, 'clients.yaml');
  writeFileSync(file, JSON.stringify({ clients: [...clients, narrow, unreachable] }));
  shared = await openShared();
  const origin = 'http://127.0.0.1:8080';
  // Behind one address, as two services beside one another are.
  const settings = { DATABASE_URL: shared.url, STEPWISE_CLIENTS: file, STEPWISE_ORIGIN: origin };
  [one, two] = [await served(settings), await served(settings)];
}, 60_000);
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  await shared.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const listening = ({ app }: Served): string => {
  const [address] = app.addresses();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address.port : 0)}`;
};
const AUDIENCE = 'http://127.0.0.1:8080/auth/token';
const claimsOf = ({ id }: Signer, more: Readonly<Record<string, unknown>> = {}): JWTPayload => ({
  ...{ iss: id, sub: id, aud: AUDIENCE, jti: randomUUID(), exp: Math.floor(Date.now() / 1000) + 240 },
  ...more,
});
const signed = (by: Signer, claims: JWTPayload, kid = `${by.id}-key`): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: by.alg, kid, typ: 'JWT' }).sign(by.privateKey);

interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

async function token(by: Served, assertion: string, more: Readonly<Record<string, string>> = {}): Promise<TokenAnswer> {
  sent.push(assertion);
  const form = {
    ...{ grant_type: 'client_credentials', scope: 'system/*.*', client_assertion_type: ASSERTION_TYPE },
    ...{ client_assertion: assertion, ...more },
  };
  const answered = await fetch(`${listening(by)}/auth/token`, { method: 'POST', body: new URLSearchParams(form) });
  const body = (await answered.json()) as TokenAnswer['body'];
  if (typeof body['access_token'] === 'string') sent.push(body['access_token']);
  return { status: answered.status, body, headers: answered.headers };
}

describe('a program signs in with its key', () => {
  it('learns where and how from the service itself', async () => {
    const told = await fetch(`${listening(one)}/.well-known/smart-configuration`);
    expect(await told.json()).toEqual({
      token_endpoint: AUDIENCE,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      grant_types_supported: ['client_credentials'],
      scopes_supported: [
        ...['system/*.cruds', 'system/*.rs', 'system/Questionnaire.rs', 'system/ValueSet.rs', 'system/Library.rs'],
        ...['system/QuestionnaireResponse.cruds', 'system/Claim.cruds', 'system/ClaimResponse.rs'],
        'system/Subscription.cruds',
      ],
      capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
      code_challenge_methods_supported: ['S256'],
    });
    const underFhir = await fetch(`${listening(one)}/fhir/.well-known/smart-configuration`);
    expect(await underFhir.json()).toMatchObject({ token_endpoint: AUDIENCE });
  });

  it.each([
    ['ES384', () => known(elliptic), 'clinic'],
    ['RS384', () => known(rsa), 'other'],
  ] as const)('by %s, and its token is good at each service', async (_alg, who, organisation) => {
    const { status, body, headers } = await token(one, await signed(who(), claimsOf(who())));
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect({ ...body, access_token: '' }).toEqual({
      ...{ access_token: '', token_type: 'bearer', expires_in: 300, scope: 'system/*.*' },
    });
    for (const by of [one, two]) {
      const me = await fetch(`${listening(by)}/v1/me`, {
        headers: { authorization: `Bearer ${String(body['access_token'])}` },
      });
      expect(await me.json()).toEqual({
        ...{ organisation, id: who().id, name: `Program ${who().id}`, role: 'machine', kind: 'machine' },
        scopes: ['system/*.*'],
      });
    }
  });

  it('with each assertion once, at whichever service', async () => {
    const assertion = await signed(known(elliptic), claimsOf(known(elliptic)));
    const both = await Promise.all([one, two, one, two].map((by) => token(by, assertion)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    expect((await token(two, assertion)).body).toEqual({ error: 'invalid_client' });
    // The same id of another client is another assertion.
    const jti = randomUUID();
    for (const who of [known(elliptic), known(rsa)])
      expect((await token(two, await signed(who, claimsOf(who, { jti })))).status).toBe(200);
  });

  const now = (): number => Math.floor(Date.now() / 1000);
  it.each<[string, () => Promise<string>]>([
    [
      'for another service',
      () => signed(known(elliptic), claimsOf(known(elliptic), { aud: 'https://x.example/token' })),
    ],
    ['of an unknown program', () => signed(known(stranger), claimsOf(known(stranger)))],
    [
      'in another program’s name',
      () => signed(known(elliptic), claimsOf(known(elliptic), { iss: 'ehr-2', sub: 'ehr-2' })),
    ],
    ['about somebody else', () => signed(known(elliptic), claimsOf(known(elliptic), { sub: 'ehr-2' }))],
    ['by another key', () => signed(known(stranger), claimsOf(known(elliptic)), 'ehr-1-key')],
    ['that has run out', () => signed(known(elliptic), claimsOf(known(elliptic), { exp: now() - 1 }))],
    ['that lives too long', () => signed(known(elliptic), claimsOf(known(elliptic), { exp: now() + 3600 }))],
    ['that never runs out', () => signed(known(elliptic), claimsOf(known(elliptic), { exp: undefined }))],
    ['that is not valid yet', () => signed(known(elliptic), claimsOf(known(elliptic), { nbf: now() + 100 }))],
    ['without an id', () => signed(known(elliptic), claimsOf(known(elliptic), { jti: undefined }))],
    ['with an id that no text can hold', () => signed(known(elliptic), claimsOf(known(elliptic), { jti: 'a\u0000b' }))],
    [
      'with an id that is no text',
      () => signed(known(elliptic), claimsOf(known(elliptic), { jti: 7 as unknown as string })),
    ],
    ['with an id without end', () => signed(known(elliptic), claimsOf(known(elliptic), { jti: 'x'.repeat(5_000) }))],
    ['that nobody signed', () => Promise.resolve(new UnsecuredJWT(claimsOf(known(elliptic))).encode())],
    [
      'signed with the public key as a secret',
      async () =>
        new SignJWT(claimsOf(known(rsa)))
          .setProtectedHeader({ alg: 'HS256', kid: 'ehr-2-key' })
          .sign(new TextEncoder().encode(await exportSPKI(known(rsa).publicKey))),
    ],
    [
      'signed by a weaker way',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return new SignJWT(claimsOf(known(rsa))).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
      },
    ],
    ['that is none', () => Promise.resolve('not.a.token')],
    ['that is empty', () => Promise.resolve('')],
  ])('is not let in by an assertion %s', async (_name, assertion) => {
    const { status, body, headers } = await token(one, await assertion());
    expect([status, body]).toEqual([400, { error: 'invalid_client' }]);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is not let in by another grant, another kind of assertion, or no form', async () => {
    const assertion = await signed(known(elliptic), claimsOf(known(elliptic)));
    expect((await token(one, assertion, { grant_type: 'password' })).body).toEqual({ error: 'unsupported_grant_type' });
    expect((await token(one, assertion, { client_assertion_type: 'x' })).body).toEqual({ error: 'invalid_client' });
    for (const init of [
      {},
      { body: 'null', headers: { 'content-type': 'application/json' } },
      { body: '[]', headers: { 'content-type': 'application/json' } },
    ])
      expect((await fetch(`${listening(one)}/auth/token`, { method: 'POST', ...init })).status).toBe(400);
    const xml = { body: '<a/>', headers: { 'content-type': 'application/xml' } };
    const told = await fetch(`${listening(one)}/auth/token`, { method: 'POST', ...xml });
    expect([told.status, told.headers.get('content-type')]).toEqual([415, 'application/problem+json; charset=utf-8']);
  });

  it('is told so where its keys cannot be fetched', async () => {
    const { status, body } = await token(
      one,
      await signed(known(elliptic), claimsOf({ ...known(elliptic), id: 'ehr-3' })),
    );
    expect([status, body['title']]).toEqual([503, 'The keys of the client cannot be fetched']);
  });

  it.each([
    ['system/Questionnaire.rs', 'ehr-1', 'system/Questionnaire.rs', [403, 403]],
    ['system/*.rs', 'ehr-1', 'system/*.rs', [200, 403]],
    ['system/*.read system/Claim.write launch', 'ehr-1', 'system/*.read system/Claim.write', [200, 403]],
    ['system/*.cruds', 'ehr-4', 'system/Questionnaire.rs system/*.r', [200, 403]],
    ['system/questionnaire.rs', 'ehr-4', 'system/questionnaire.rs', [403, 403]],
    ['', 'ehr-4', 'system/Questionnaire.rs system/*.r', [200, 403]],
    ['', 'ehr-1', 'system/*.cruds', [200, 400]],
  ])('asking for "%s" as %s gets "%s", and no more than that', async (scope, id, got, [read, write]) => {
    const { status, body } = await token(one, await signed(known(elliptic), claimsOf({ ...known(elliptic), id })), {
      scope,
    });
    expect([status, body['scope']]).toEqual([200, got]);
    const headers = {
      authorization: `Bearer ${String(body['access_token'])}`,
      ...{ 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    };
    for (const by of [one, two]) {
      expect((await fetch(`${listening(by)}/v1/me`, { headers })).status).toBe(200);
      expect((await fetch(`${listening(by)}/v1/courses`, { headers })).status).toBe(read);
      const told = await fetch(`${listening(by)}/v1/courses`, { method: 'POST', headers, body: '{}' });
      expect(told.status, await told.text()).toBe(write);
    }
  });

  it.each(['system/Claim.cruds', 'patient/*.rs', 'system/*.q', 'nonsense'])(
    'gets nothing where nothing of "%s" is for it',
    async (scope) => {
      const assertion = await signed(known(elliptic), claimsOf({ ...known(elliptic), id: 'ehr-4' }));
      const { status, body } = await token(one, assertion, { scope });
      const narrowed = scope === 'system/Claim.cruds';
      expect([status, body['scope'] ?? body['error']]).toEqual(
        narrowed ? [200, 'system/Claim.r'] : [400, 'invalid_scope'],
      );
    },
  );

  it('until its token has run out', async () => {
    const caller = { organisation: 'clinic', id: 'ehr-1', name: 'x', role: 'machine', kind: 'machine' } as const;
    const late = await one.tokens.make(caller, 'access', -1);
    const told = await fetch(`${listening(one)}/v1/me`, { headers: { authorization: `Bearer ${late}` } });
    expect(told.status).toBe(401);
    // A token that was good is remembered until it runs out, and no longer.
    const soon = await one.tokens.make(caller, 'access', 60);
    const seconds = Math.floor(Date.now() / 1000);
    expect(await one.tokens.read(soon, 'access', seconds)).toEqual(caller);
    expect(await one.tokens.read(soon, 'access', seconds + 62)).toBeUndefined();
  });

  it('and forgets what has run out', async () => {
    const { owner } = one.database;
    await owner
      .insertInto('used_assertion')
      .values({ client: 'x', jti: 'old', expires: String(now() - 10_000) })
      .execute();
    await token(one, await signed(known(elliptic), claimsOf(known(elliptic))));
    const left = await owner.selectFrom('used_assertion').select('jti').where('jti', '=', 'old').execute();
    expect(left).toEqual([]);
  });

  it('leaves no assertion, no token and no key in the log', () => {
    expect(sent.length).toBeGreaterThan(20);
    const words = [...sent.filter((text) => text.length > 20), ...one.secrets, new URL(shared.url).password];
    expect(toldBy([...one.log, ...two.log], words)).toEqual([]);
    expect(toldBy(one.log, ['/auth/token'])).toEqual(['/auth/token']);
  });
});

describe('the file of programs', () => {
  const file = (key: object): string =>
    JSON.stringify({ clients: [{ id: 'a', organisation: 'clinic', name: 'A', jwks: { keys: [key] } }] });
  it.each([
    ['a private key', { kty: 'EC', crv: 'P-384', x: 'x', y: 'y', d: 'd' }, 'private key'],
    ['a key that is shared', { kty: 'oct', k: 'c2VjcmV0' }, 'kty'],
  ])('is refused with %s', (_name, key, words) => {
    expect(() => readClients(file(key), 'clients.yaml')).toThrow(new RegExp(words, 'u'));
  });
});
