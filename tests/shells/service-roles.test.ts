import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../shells/server/caller.ts';
import type { GuardedRoute } from '../../shells/server/guarded-route.ts';
import { MAY, type RouteId } from '../../shells/server/roles.ts';
import { ORIGIN, openService, type OpenService } from '../support/service.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const KEY = { 'idempotency-key': 'a-key-0001' };

let open: OpenService;
beforeAll(async () => {
  open = await openService();
});
afterAll(async () => {
  await open.close();
});

/** A call of a route as it is registered; what it is answered matters only as far as somebody may call. */
function callOf({ method, url }: GuardedRoute): { readonly method: 'GET'; readonly url: string } {
  return { method: method as 'GET', url: url.replace(/:\w+/gu, NOWHERE).replace('*', 'x') };
}

describe('who may call', () => {
  it('every route: those of the table, and nobody who is not signed in', { timeout: 60_000 }, async () => {
    await open.app.ready();
    // A line that stays open has no answer to wait for: it is tried over HTTP, beside its limits.
    const routes = open.app.guarded.filter(({ route }) => route !== 'open' && route !== 'live');
    expect(routes.length).toBeGreaterThan(30);
    for (const one of routes) {
      const at = `${one.method} ${one.url}`;
      const options = { ...callOf(one), ...(one.method === 'POST' ? { payload: { state: 'VA' } } : {}) };
      expect((await open.call(null, { ...options, headers: KEY })).statusCode, at).toBe(401);
      for (const role of ROLES) {
        const may = (MAY[one.route as RouteId] as readonly Role[]).includes(role);
        const { statusCode } = await open.call(role, { ...options, headers: { 'idempotency-key': `${role}-${at}` } });
        expect(statusCode === 403, `${role} ${at} ${String(statusCode)}`).toBe(!may);
        expect(statusCode, at).not.toBe(401);
        expect(statusCode, `${role} ${at}`).toBeLessThan(500);
      }
    }
  });

  it('the table has no row without a route', async () => {
    await open.app.ready();
    const rows = new Set(open.app.guarded.map(({ route }) => route));
    expect(Object.keys(MAY).filter((row) => !rows.has(row))).toEqual([]);
  });

  it.each([
    ['no token', 'Bearer'],
    ['a token of nobody', 'Bearer abc.def.ghi'],
    ['another scheme', 'Basic YTpi'],
  ])('nobody with %s', async (_name, authorization) => {
    expect((await open.app.inject({ url: '/v1/me', headers: { authorization } })).statusCode).toBe(401);
  });

  it('a session only from our own page, where something is changed', async () => {
    const caller = { organisation: 'clinic', id: 'n', name: 'A nurse', role: 'nurse', kind: 'person' } as const;
    const cookie = `stepwise-session=${await open.tokens.make(caller, 'session', 300)}`;
    const payload = { state: 'VA' };
    const post = { method: 'POST', url: '/v1/answers/mac', payload } as const;
    expect((await open.app.inject({ url: '/v1/me', headers: { cookie } })).statusCode).toBe(200);
    expect((await open.app.inject({ ...post, headers: { cookie, origin: ORIGIN } })).statusCode).toBe(200);
    expect((await open.app.inject({ ...post, headers: { cookie, origin: 'http://evil.example' } })).statusCode).toBe(
      403,
    );
    expect((await open.app.inject({ ...post, headers: { cookie } })).statusCode).toBe(403);
    // A session's token is no access token, nor the other way round.
    const access = await open.tokens.make(caller, 'access', 300);
    expect(
      (await open.app.inject({ url: '/v1/me', headers: { cookie: `stepwise-session=${access}` } })).statusCode,
    ).toBe(401);
    const bearer = `Bearer ${cookie.slice('stepwise-session='.length)}`;
    expect((await open.app.inject({ url: '/v1/me', headers: { authorization: bearer } })).statusCode).toBe(401);
    const late = await open.tokens.make(caller, 'access', -1);
    expect((await open.app.inject({ url: '/v1/me', headers: { authorization: `Bearer ${late}` } })).statusCode).toBe(
      401,
    );
  });
});
