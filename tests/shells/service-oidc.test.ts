import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atProvider, Browser, openProvider, type OpenProvider } from '../support/provider.ts';
import { served, temporary, toldBy, type Served } from '../support/served.ts';

const PEOPLE = `rules:
  - claims: { groups: stepwise-prescribers, site: north }
    organisation: north-clinic
    role: prescriber
  - claims: { groups: stepwise-nurses }
    organisation: clinic
    role: nurse
  - claims: { groups: auditors }
    organisation: clinic
    role: auditor
`;
const ACCOUNTS = {
  ada: { name: 'Ada Nurse', groups: ['staff', 'stepwise-nurses'] },
  per: { name: 'Per Scriber', groups: ['stepwise-prescribers'], site: 'north', npi: '1234567893' },
  // In the group, at another site: the first rule wants both.
  sam: { name: 'Sam South', groups: ['stepwise-prescribers'], site: 'south' },
  eve: { name: 'Eve Else', groups: ['visitors'] },
};
const SESSION = 'stepwise-session';
const FLOW = 'stepwise-sign-in';

let [provider, service]: [OpenProvider, Served] = [
  undefined as unknown as OpenProvider,
  undefined as unknown as Served,
];
const [folder, data] = [temporary('oidc'), temporary('oidc-data')];
beforeAll(async () => {
  provider = await openProvider(ACCOUNTS);
  writeFileSync(path.join(folder, 'people.yaml'), PEOPLE);
  service = await served({
    STEPWISE_DATA: data,
    STEPWISE_PEOPLE: path.join(folder, 'people.yaml'),
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.client,
    OIDC_CLIENT_SECRET: provider.secret,
  });
  provider.allow(service.origin);
}, 60_000);
afterAll(async () => {
  await service.close();
  await provider.close();
  for (const one of [folder, data]) rmSync(one, { recursive: true, force: true });
}, 60_000);

/** The address that the provider sends a person back to, and the browser in which they signed in. */
async function returned(name: string, query = ''): Promise<{ browser: Browser; back: string }> {
  const browser = new Browser();
  const start = await browser.go(`${service.origin}/sign-in${query}`);
  expect(start.status).toBe(302);
  return { browser, back: await atProvider(browser, start.headers.get('location') ?? '', name) };
}

async function signedIn(name: string): Promise<Browser> {
  const { browser, back } = await returned(name);
  const end = await browser.go(back);
  expect([end.status, end.headers.get('location')], await end.text()).toEqual([302, '/']);
  return browser;
}

async function refused(browser: Browser, url: string, words: string): Promise<void> {
  const answered = await browser.go(url);
  const text = await answered.text();
  expect([answered.status, answered.headers.get('content-type')], text).toEqual([
    403,
    'application/problem+json; charset=utf-8',
  ]);
  expect(text).toContain(words);
  expect(browser.cookie(service.origin, SESSION)).toBeUndefined();
}

describe('a sign-in by an OpenID provider', () => {
  it('asks with a code challenge, a state and a nonce, each of its own', async () => {
    const asked = await Promise.all(
      [1, 2].map(async () => {
        const start = await fetch(`${service.origin}/sign-in`, { redirect: 'manual' });
        return new URL(start.headers.get('location') ?? '').searchParams;
      }),
    );
    for (const query of asked) {
      expect(query.get('code_challenge_method')).toBe('S256');
      expect(query.get('response_type')).toBe('code');
      expect(query.get('redirect_uri')).toBe(`${service.origin}/sign-in/back`);
    }
    for (const name of ['code_challenge', 'state', 'nonce']) {
      const [first, second] = asked.map((query) => query.get(name) ?? '');
      expect(first?.length).toBeGreaterThanOrEqual(43);
      expect(first).not.toBe(second);
    }
  });

  it('makes a session, in the organisation and the role of the first rule whose claims are all met', async () => {
    const nurse = await signedIn('ada');
    expect(await (await nurse.go(`${service.origin}/v1/me`)).json()).toEqual({
      ...{ organisation: 'clinic', id: 'ada', name: 'Ada Nurse', role: 'nurse', kind: 'person' },
    });
    const prescriber = await signedIn('per');
    expect(await (await prescriber.go(`${service.origin}/v1/me`)).json()).toEqual({
      ...{ organisation: 'north-clinic', id: 'per', name: 'Per Scriber', role: 'prescriber', kind: 'person' },
      npi: '1234567893',
    });
  });

  it('keeps its cookies from scripts and other sites, and ends the one of the sign-in itself', async () => {
    const { set } = await signedIn('ada');
    const ours = set.filter((one) => one.startsWith(SESSION) || one.startsWith(FLOW));
    expect(ours).toHaveLength(3);
    for (const one of ours) expect(one).toMatch(/; HttpOnly; SameSite=Lax; Max-Age=\d+$/u);
    expect(ours.map((one) => /Path=([^;]+).*Max-Age=(\d+)/u.exec(one)?.slice(1))).toEqual([
      ['/sign-in', '600'],
      ['/', '43200'],
      ['/sign-in', '0'],
    ]);
  });

  it.each([
    ['/patients/7?tab=visit#today', '/patients/7?tab=visit#today'],
    ['/', '/'],
    ['//elsewhere.example/x', '/'],
    ['/\\elsewhere.example', '/'],
    ['/.//elsewhere.example', '/'],
    ['/\t/elsewhere.example', '/'],
    ['https://elsewhere.example', '/'],
    ['javascript:alert(1)', '/'],
    [`/${'a'.repeat(2_000)}`, '/'],
  ])('leads from "%s" to %s, which is ours', async (asked, to) => {
    const { browser, back } = await returned('ada', `?${new URLSearchParams({ to: asked }).toString()}`);
    const end = await browser.go(back);
    expect([end.status, end.headers.get('location')]).toEqual([302, to]);
  });

  it('ends where nobody uses it for half an hour, goes on where somebody does, and never lasts longer than 12 hours', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    const browser = await signedIn('ada');
    const first = browser.cookie(service.origin, SESSION) ?? '';
    const { tokens } = service;
    expect(await tokens.read(first, 'session', seconds + 1_795)).toMatchObject({ id: 'ada' });
    expect(await tokens.read(first, 'session', seconds + 1_805)).toBeUndefined();
    expect(await tokens.renewed(first, seconds + 30)).toBeUndefined();
    let [token, now, calls] = [first, seconds, 0];
    for (;;) {
      now += 1_700;
      const renewed = await tokens.renewed(token, now);
      if (renewed === undefined) break;
      calls += 1;
      expect(renewed.seconds).toBeLessThanOrEqual(1_800);
      token = renewed.token;
      expect(await tokens.read(token, 'session', now)).toMatchObject({ id: 'ada' });
    }
    expect([calls, now - seconds > 43_200 - 1_700, await tokens.read(token, 'session', now)]).toEqual([
      25,
      true,
      undefined,
    ]);
    // Signing out ends every token of the session, and no other session.
    const other = await signedIn('ada');
    const late = await tokens.renewed(first, seconds + 1_000);
    expect(
      (await browser.go(`${service.origin}/sign-out`, { method: 'POST', headers: { origin: service.origin } })).status,
    ).toBe(204);
    expect(await tokens.read(late?.token ?? '', 'session', seconds + 1_001)).toBeUndefined();
    expect((await other.go(`${service.origin}/v1/me`)).status).toBe(200);
  });

  it('gives a call of a session that has been used for a while a newer cookie, and a line that stays open none', async () => {
    const caller = { organisation: 'clinic', id: 'n', name: 'A nurse', role: 'nurse', kind: 'person' } as const;
    const old = await new SignJWT({ caller, end: Math.floor(Date.now() / 1000) + 900 })
      .setProtectedHeader({ alg: 'HS256' })
      .setJti('a-session')
      .setIssuer('stepwise')
      .setAudience('session')
      .setIssuedAt(Math.floor(Date.now() / 1000) - 100)
      .setExpirationTime('600s')
      .sign(service.tokens.key);
    const headers = { cookie: `${SESSION}=${old}` };
    const told = await fetch(`${service.origin}/v1/me`, { headers });
    const [cookie = ''] = told.headers.getSetCookie();
    expect(cookie).toMatch(/^stepwise-session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=(?:900|89\d)$/u);
    const again = await fetch(`${service.origin}/v1/me`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect([again.status, again.headers.getSetCookie()]).toEqual([200, []]);
    const line = await fetch(`${service.origin}/v1/live`, { headers });
    expect([line.status, line.headers.getSetCookie()]).toEqual([200, []]);
    await line.body?.cancel();
  });

  it.each([
    ['whom no rule names', 'eve'],
    ['who meets one claim of a rule and not the other', 'sam'],
  ])('lets nobody in %s', async (_who, name) => {
    const { browser, back } = await returned(name);
    await refused(browser, back, 'No rule lets you in');
  });

  it('refuses another state, and a nonce that was not asked for', async () => {
    const { browser, back } = await returned('ada');
    const changed = new URL(back);
    changed.searchParams.set('state', 'another');
    await refused(browser, changed.href, 'did not confirm');

    // Everything right but the nonce: the flow of the browser says another one than the provider signed.
    const { browser: second, back: secondBack } = await returned('ada');
    const flow = second.cookie(service.origin, FLOW) ?? '';
    const { verifier, state } = JSON.parse(Buffer.from(flow.split('.')[1] ?? '', 'base64url').toString()) as {
      verifier: string;
      state: string;
    };
    second.put(service.origin, FLOW, await flowOf({ verifier, state, nonce: 'another' }, '600s'));
    await refused(second, secondBack, 'did not confirm');
  });

  it('takes a code once', async () => {
    const { browser, back } = await returned('ada');
    const flow = browser.cookie(service.origin, FLOW) ?? '';
    expect((await browser.go(back)).status).toBe(302);
    const again = new Browser();
    again.put(service.origin, FLOW, flow);
    await refused(again, back, 'did not confirm');
  });

  it('refuses a way back that another browser began, that took too long, or that somebody else signed', async () => {
    const { back } = await returned('ada');
    await refused(new Browser(), back, 'not begun here');
    const late = new Browser();
    late.put(service.origin, FLOW, await flowOf({ verifier: 'v'.repeat(43), state: 's', nonce: 'n' }, '-1s'));
    await refused(late, back, 'took too long');
    const forged = new Browser();
    const key = new TextEncoder().encode('0'.repeat(32));
    forged.put(service.origin, FLOW, await flowOf({ verifier: 'v'.repeat(43), state: 's', nonce: 'n' }, '600s', key));
    await refused(forged, back, 'not begun here');
  });

  it.each(['', '?error=access_denied&state=x', '?code=', '?code=a&code=b&state=c', '?%00=%zz', '?code=x&iss=evil'])(
    'answers a way back that is none, "%s", with a problem',
    async (query) => {
      const { browser } = await returned('ada');
      await refused(browser, `${service.origin}/sign-in/back${query}`, 'did not confirm');
    },
  );

  it('ends with the sign-out, also for whoever kept the cookie, and only where our own page asks', async () => {
    const browser = await signedIn('ada');
    const kept = browser.cookie(service.origin, SESSION) ?? '';
    const me = `${service.origin}/v1/me`;
    const out = (origin?: string): Promise<Response> =>
      browser.go(`${service.origin}/sign-out`, { method: 'POST', ...(origin ? { headers: { origin } } : {}) });
    expect((await out()).status).toBe(403);
    expect((await out('https://elsewhere.example')).status).toBe(403);
    expect((await browser.go(me)).status).toBe(200);
    expect((await out(service.origin)).status).toBe(204);
    expect(browser.cookie(service.origin, SESSION)).toBeUndefined();
    const replayed = new Browser();
    replayed.put(service.origin, SESSION, kept);
    expect((await replayed.go(me)).status).toBe(401);
    // Another session of the same person goes on.
    expect((await (await signedIn('ada')).go(me)).status).toBe(200);
  });

  it('has no link that signs in without the provider', async () => {
    expect(service.link).toBeUndefined();
    for (const [method, where] of [
      ['GET', '/sign-in/local?key=x'],
      ['POST', '/sign-in/as'],
    ] as const)
      expect((await service.ask('nurse', method, where)).status).toBe(404);
  });

  it('writes no cookie, no code, no secret of the client to the log', async () => {
    const { browser, back } = await returned('per');
    const code = new URL(back).searchParams.get('code') ?? 'none';
    const flow = browser.cookie(service.origin, FLOW) ?? 'none';
    await browser.go(back);
    const session = browser.cookie(service.origin, SESSION) ?? 'none';
    expect([code, flow, session]).not.toContain('none');
    const words = [code, flow, session, provider.secret, ...service.secrets, SESSION, 'Per Scriber'];
    expect(toldBy(service.log, words)).toEqual([]);
    expect(toldBy(service.log, ['/sign-in/back'])).toEqual(['/sign-in/back']);
  });
});

async function flowOf(
  flow: Readonly<Record<string, string>>,
  expires: string,
  key: Uint8Array = service.tokens.key,
): Promise<string> {
  return new SignJWT({ ...flow })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(FLOW)
    .setExpirationTime(expires)
    .sign(key);
}
