import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepwise } from '../support/cli.ts';
import { atProvider, Browser, openProvider, type OpenProvider } from '../support/provider.ts';
import { openService } from '../support/service.ts';
import {
  COURSE_ENTRIES,
  COURSE_HEAD,
  newKey,
  openShared,
  served,
  temporary,
  toldBy,
  type Served,
  type SharedDatabase,
} from '../support/served.ts';

const FIGURES = 'word-of-the-collector-77';
/** What of a patient somebody may put into an address, a header or a body. */
const PATIENT = ['Smith-Jones', '1958-03-09', 'MRN-445566', 'C34.11', '555-0199'];
const secrets: string[] = [FIGURES];
const folder = temporary('secrets');
let [service, provider, shared]: [Served, OpenProvider, SharedDatabase] = [] as never;

beforeAll(async () => {
  [provider, shared] = [await openProvider({ ada: { name: 'Ada Nurse', groups: ['nurses'] } }), await openShared()];
  const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), alg: 'ES384', kid: 'one' }];
  const [people, clients] = [path.join(folder, 'people.yaml'), path.join(folder, 'clients.yaml')];
  writeFileSync(people, 'rules: [{ claims: { groups: nurses }, organisation: clinic, role: nurse }]');
  writeFileSync(
    clients,
    JSON.stringify({ clients: [{ id: 'ehr', organisation: 'clinic', name: 'EHR', jwks: { keys } }] }),
  );
  service = await served({
    ...{ DATABASE_URL: shared.url, STEPWISE_PEOPLE: people, STEPWISE_CLIENTS: clients },
    ...{ STEPWISE_METRICS_TOKEN: FIGURES, OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: provider.client },
    OIDC_CLIENT_SECRET: provider.secret,
  });
  provider.allow(service.origin);
  const assertion = await new SignJWT({
    ...{ iss: 'ehr', sub: 'ehr', aud: `${service.origin}/auth/token`, jti: 'a-jti-of-the-test' },
    exp: Math.floor(Date.now() / 1000) + 200,
  })
    .setProtectedHeader({ alg: 'ES384', kid: 'one' })
    .sign(privateKey);
  secrets.push(assertion, provider.secret, new URL(shared.url).password, shared.url, ...service.secrets);
}, 60_000);
afterAll(async () => {
  await service.close();
  await Promise.all([provider.close(), shared.close()]);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('the log of a service', () => {
  it('has a line of each call, with what is named here and nothing that was sent, handed out or set', async () => {
    const [assertion = ''] = secrets.slice(1);
    // Signed in by every way there is.
    const browser = new Browser();
    const start = await browser.go(`${service.origin}/sign-in?to=/patients/${PATIENT[0] ?? ''}`);
    const back = await atProvider(browser, start.headers.get('location') ?? '', 'ada');
    expect((await browser.go(back)).status).toBe(302);
    secrets.push(new URL(back).searchParams.get('code') ?? '', new URL(back).searchParams.get('state') ?? '');
    secrets.push(browser.cookie(service.origin, 'stepwise-session') ?? '');
    const form = new URLSearchParams({
      ...{ grant_type: 'client_credentials', client_assertion: assertion },
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    const token = (await (await fetch(`${service.origin}/auth/token`, { method: 'POST', body: form })).json()) as {
      access_token: string;
    };
    secrets.push(token.access_token);
    const headers = { authorization: `Bearer ${token.access_token}`, 'idempotency-key': newKey() };
    // What is right, what is wrong, and what is not there: with a patient in every place that takes a text.
    const query = new URLSearchParams(
      Object.fromEntries(PATIENT.map((word, index) => [`q${String(index)}`, word])),
    ).toString();
    const asked: readonly (readonly [method: string, where: string, body?: unknown])[] = [
      ['GET', `/v1/courses?search=${PATIENT[0] ?? ''}&${query}`],
      ['GET', `/v1/work/deviations?search=${PATIENT[2] ?? ''}`],
      ['GET', `/v1/courses/${PATIENT[2] ?? ''}`],
      ['GET', `/patients/${PATIENT[0] ?? ''}/${PATIENT[1] ?? ''}`],
      ['GET', `/%zz${PATIENT[0] ?? ''}`],
      ['POST', '/v1/courses', { ...COURSE_HEAD, [PATIENT[0] ?? '']: PATIENT }],
      ['POST', '/v1/courses', COURSE_HEAD],
      ['POST', `/v1/answers/${PATIENT[0] ?? ''}`, { course: PATIENT }],
      ['POST', '/v1/answers/visit', { course: { ...COURSE_HEAD, events: COURSE_ENTRIES }, on: PATIENT[1] }],
      ['GET', '/metrics'],
    ];
    for (const [method, where, body] of asked) {
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      await fetch(`${service.origin}${where}`, {
        ...{
          method,
          ...json,
          headers: {
            ...headers,
            ...type,
            'x-patient': PATIENT[4] ?? '',
            referer: `https://a.example/${PATIENT[0] ?? ''}`,
          },
        },
      });
    }
    await fetch(`${service.origin}/metrics`, { headers: { authorization: `Bearer ${FIGURES}` } });
    expect(secrets.filter((word) => word.length < 12)).toEqual([]);
    expect(toldBy(service.log, [...secrets, ...PATIENT, 'Ada Nurse', 'Bearer', 'stepwise-session'])).toEqual([]);
    const lines = service.log.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    const calls = lines.flatMap(({ call }) =>
      call === undefined
        ? []
        : [
            Object.keys(call as object)
              .sort()
              .join(),
          ],
    );
    expect(calls.length).toBeGreaterThan(asked.length);
    expect(new Set(calls)).toEqual(new Set(['id,method,ms,route,status']));
  });

  it('says of a fault of the program where it is and not what it was about', async () => {
    const open = await openService();
    try {
      Object.assign(open.database, {
        as: () => Promise.reject(new Error(`no row of ${PATIENT.join(' ')} under ${FIGURES}`)),
      });
      const told = await open.call('nurse', { method: 'GET', url: '/v1/courses' });
      expect([told.statusCode, told.json()]).toEqual([
        500,
        { type: 'about:blank', title: 'A fault of the program', status: 500 },
      ]);
      expect(toldBy(open.log, ['a fault of the program', 'service-secrets.test.ts'])).toHaveLength(2);
      expect(toldBy(open.log, [...PATIENT, FIGURES])).toEqual([]);
    } finally {
      await open.close();
    }
  });

  it('and what a service says that cannot start repeats no password', async () => {
    const url = new URL(shared.url);
    url.password = 'another-password-1';
    const before = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = url.href;
    try {
      const { out, err, status } = await stepwise('serve');
      expect(status).toBe(2);
      expect(`${out}${err}`.length).toBeGreaterThan(20);
      expect(`${out}${err}`).not.toContain('another-password-1');
    } finally {
      if (before === undefined) delete process.env['DATABASE_URL'];
      else process.env['DATABASE_URL'] = before;
    }
  });
});
