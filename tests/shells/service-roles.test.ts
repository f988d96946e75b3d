import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../shells/server/caller.ts';
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

/** One call of each route of the table; what it is answered matters only as far as somebody may call. */
const CALLS: Readonly<Record<Exclude<RouteId, 'live'>, readonly [method: 'GET' | 'POST', url: string]>> = {
  'answers.list': ['GET', '/v1/answers'],
  'answers.ask': ['POST', '/v1/answers/mac'],
  'courses.open': ['POST', '/v1/courses'],
  'courses.list': ['GET', '/v1/courses'],
  'courses.read': ['GET', `/v1/courses/${NOWHERE}`],
  'courses.events': ['GET', `/v1/courses/${NOWHERE}/events`],
  'courses.add': ['POST', `/v1/courses/${NOWHERE}/events`],
  'courses.answer': ['GET', `/v1/courses/${NOWHERE}/answers/visit`],
  'courses.export': ['GET', `/v1/courses/${NOWHERE}/export`],
  'requests.draft': ['POST', '/v1/requests'],
  'requests.list': ['GET', '/v1/requests'],
  'requests.read': ['GET', `/v1/requests/${NOWHERE}`],
  'requests.add': ['POST', `/v1/requests/${NOWHERE}/entries`],
  'requests.replay': ['GET', `/v1/requests/${NOWHERE}/determinations/1/replay`],
  'requests.export': ['GET', `/v1/requests/${NOWHERE}/export`],
  'work.counts': ['GET', '/v1/work'],
  'work.list': ['GET', '/v1/work/deviations'],
  'policies.list': ['GET', '/v1/policies'],
  'policies.reload': ['POST', '/v1/policies/reload'],
  'access.list': ['GET', `/v1/access?stream=${NOWHERE}`],
  me: ['GET', '/v1/me'],
};

describe('who may call', () => {
  it.each(Object.entries(CALLS))(
    '%s: those of the table, and nobody who is not signed in',
    async (route, [method, url]) => {
      const options = { method, url, ...(method === 'POST' ? { payload: { state: 'VA' } } : {}), headers: KEY };
      expect((await open.call(null, options)).statusCode).toBe(401);
      for (const role of ROLES) {
        const may = (MAY[route as RouteId] as readonly Role[]).includes(role);
        const { statusCode } = await open.call(role, {
          ...options,
          headers: { 'idempotency-key': `${role}-${route}` },
        });
        expect(statusCode === 403, `${role} ${route} ${String(statusCode)}`).toBe(!may);
        expect(statusCode).not.toBe(401);
        expect(statusCode).toBeLessThan(500);
      }
    },
  );

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
