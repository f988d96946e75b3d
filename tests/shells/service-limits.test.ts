import { connect } from 'node:net';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS, type Limits } from '../../shells/server/limits.ts';
import { newKey, served, temporary, toldBy, type Served } from '../support/served.ts';

/** Small enough to be met in a test. */
const SMALL: Limits = { ...LIMITS, bodyBytes: 20_000, signInsPerMinute: 5, requestMs: 400, lineMs: 300 };
const PROBLEM = 'application/problem+json; charset=utf-8';

const folder = temporary('limits');
let service: Served;
beforeAll(async () => {
  service = await served({ STEPWISE_DATA: folder }, SMALL);
}, 60_000);
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** What the service says to bytes as they are, until it closes the connection. */
function raw(...parts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(service.origin).port), '127.0.0.1');
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.on('close', () => {
      resolve(said);
    });
    socket.on('error', reject);
    for (const part of parts) socket.write(part);
  });
}

describe('what is too much', () => {
  it('is refused with 413 where a body is too large, before anything of it is looked at', async () => {
    const body = { state: 'V'.repeat(SMALL.bodyBytes) };
    const told = await service.ask('nurse', 'POST', '/v1/answers/mac', { body });
    expect([told.status, told.headers.get('content-type')]).toEqual([413, PROBLEM]);
    expect(told.json).toMatchObject({ status: 413, title: 'The body is too large' });
  });

  it('is refused with 400 where a document is nested without end', async () => {
    const depth = 2_000;
    for (const course of [
      `${'['.repeat(depth)}${']'.repeat(depth)}`,
      `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    ]) {
      for (const body of [`{"course":${course}}`, JSON.stringify({ course })]) {
        const headers = { 'content-type': 'application/json', authorization: await service.bearer('nurse') };
        const told = await fetch(`${service.origin}/v1/answers/visit`, { method: 'POST', headers, body });
        expect([told.status, told.headers.get('content-type')], await told.text()).toEqual([400, PROBLEM]);
      }
    }
  });

  it('is refused with 429 where somebody keeps trying to sign in, and other calls go on', async () => {
    const statuses: number[] = [];
    for (let tried = 0; tried < SMALL.signInsPerMinute + 2; tried++) {
      const told = await service.ask(null, 'GET', `/sign-in/local?key=guess-${String(tried)}`);
      statuses.push(told.status);
      if (told.status === 429) {
        expect(told.headers.get('content-type')).toBe(PROBLEM);
        expect(told.json).toMatchObject({ status: 429, title: 'Too many calls' });
        expect(Number(told.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
    expect((await service.ask('nurse', 'GET', '/v1/me')).status).toBe(200);
  });

  it('is ended with 408 where a request does not come to its end', async () => {
    const authorization = await service.bearer('nurse');
    const head = `POST /v1/courses HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n`;
    for (const half of [head, `${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{"half`]) {
      const said = await raw(half);
      expect(said).toMatch(/^HTTP\/1.1 408 /u);
      expect(said).toContain('application/problem+json');
    }
  });

  it.each([
    ['what is no HTTP', 'HELLO\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    ['a path that is none', 'GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 400],
    ['a path without end', `GET /v1/courses/${'a'.repeat(500)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`, 414],
  ])('is answered with a problem: %s', async (_name, bytes, status) => {
    const said = await raw(bytes);
    expect(said.slice(0, 13)).toBe(`HTTP/1.1 ${String(status)} `);
    expect(said).toContain('application/problem+json');
  });

  it('ends a live line after a while, so that it is asked for anew', async () => {
    const headers = { authorization: await service.bearer('nurse') };
    const line = await fetch(`${service.origin}/v1/live`, { headers });
    expect(line.headers.get('content-type')).toBe('text/event-stream');
    expect(await line.text()).toBe(': listening\n\n');
    // Asked by a role that may not, or by nobody, there is none.
    expect((await service.ask('biller', 'GET', '/v1/live')).status).toBe(200);
    expect((await service.ask('administrator', 'GET', '/v1/live')).status).toBe(403);
    expect((await service.ask(null, 'GET', '/v1/live')).status).toBe(401);
  });
});

describe('every answer', () => {
  it.each([
    ['GET', '/health/live', 200],
    ['GET', '/v1/me', 200],
    ['GET', '/v1/live', 200],
    ['GET', '/nothing', 404],
    ['POST', '/v1/courses', 400],
  ])('of %s %s keeps a browser from guessing, framing and passing on', async (method, where, status) => {
    const told = await service.ask('nurse', method, where);
    expect(told.status).toBe(status);
    expect(told.headers.get('x-content-type-options')).toBe('nosniff');
    expect(told.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(told.headers.get('referrer-policy')).toBe('no-referrer');
    expect(told.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(told.headers.get('strict-transport-security')).toContain('max-age=');
    expect(told.headers.get('x-powered-by')).toBeNull();
    expect(told.headers.get('server')).toBeNull();
  });

  it('of a patient stays in no cache', async () => {
    for (const where of ['/v1/me', '/v1/courses', '/v1/work', '/v1/requests'])
      expect((await service.ask('nurse', 'GET', where)).headers.get('cache-control'), where).toBe('no-store');
  });

  it('is for our own pages: no other may read it', async () => {
    const origin = 'https://elsewhere.example';
    const asked = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    for (const [method, headers] of [
      ['OPTIONS', asked],
      ['GET', { origin }],
    ] as const) {
      const told = await service.ask('nurse', method, '/v1/courses', { headers });
      expect([...told.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('the link of a service without a provider', () => {
  it('signs in once, on this machine, and the session changes nothing that another page asks for', async () => {
    const link = new URL(service.link ?? '');
    expect(link.hostname).toBe('127.0.0.1');
    // Others have tried too often by now: the link waits its turn like everybody.
    const fresh = await served({ STEPWISE_DATA: folder });
    try {
      const first = await fetch(fresh.link ?? '', { redirect: 'manual' });
      expect(first.status).toBe(302);
      const [cookie = ''] = first.headers.getSetCookie();
      expect(cookie).toMatch(/^stepwise-session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/u);
      const again = await fetch(fresh.link ?? '', { redirect: 'manual' });
      expect(again.status).toBe(403);
      const headers = { cookie: cookie.split(';')[0] ?? '', 'content-type': 'application/json' };
      expect((await fetch(`${fresh.origin}/v1/me`, { headers })).status).toBe(200);
      for (const [origin, status] of [
        ['https://elsewhere.example', 403],
        ['null', 403],
        [fresh.origin, 204],
      ] as const) {
        const body = JSON.stringify({ role: 'nurse' });
        const told = await fetch(`${fresh.origin}/sign-in/as`, {
          method: 'POST',
          headers: { ...headers, origin },
          body,
        });
        expect(told.status, origin).toBe(status);
      }
      const key = new URL(fresh.link ?? '').searchParams.get('key') ?? 'none';
      expect(toldBy(fresh.log, [key, cookie.slice(17, 60), newKey()])).toEqual([]);
    } finally {
      await fresh.close();
    }
  });
});
