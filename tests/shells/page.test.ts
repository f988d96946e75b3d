import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePage } from '../../shells/server/page.ts';
import { answerProblem, ProblemError } from '../../shells/server/problem.ts';
import { openDemo, type OpenDemo } from '../support/demo.ts';
import { ROOT } from '../support/knowledge.ts';
import { openService, type OpenService } from '../support/service.ts';

const HTML = { accept: 'text/html,application/xhtml+xml' };

describe('the page, as it is served', () => {
  let folder: string;
  let app: FastifyInstance;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'stepwise-page-'));
    mkdirSync(path.join(folder, 'assets'));
    writeFileSync(
      path.join(folder, 'index.html'),
      '<meta nonce="NONCE-OF-THE-ANSWER"><script nonce="NONCE-OF-THE-ANSWER">',
    );
    writeFileSync(path.join(folder, 'assets', 'main-abc.js'), 'export {};');
    writeFileSync(path.join(folder, 'secret.txt'), 'not for you');
    app = Fastify();
    app.setErrorHandler(answerProblem);
    const page = await servePage(app, folder);
    app.setNotFoundHandler(async (request, reply) => {
      if (!page(request, reply)) await answerProblem(new ProblemError(404, 'There is nothing here'), request, reply);
      return reply;
    });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('stands at every address that a browser asks for, under a policy that lets no script of others run', async () => {
    for (const url of [
      '/',
      '/patients',
      '/patients/00000000-0000-4000-8000-000000000000/visit',
      '/calculators/grade',
    ]) {
      const told = await app.inject({ url, headers: HTML });
      expect(told.statusCode).toBe(200);
      const policy = String(told.headers['content-security-policy']);
      const nonce = /'nonce-([\w-]{22})'/u.exec(policy)?.[1] ?? '';
      expect(told.body).toBe(`<meta nonce="${nonce}"><script nonce="${nonce}">`);
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe');
    }
  });

  it('has another word for each answer', async () => {
    const [one, other] = [await app.inject({ url: '/', headers: HTML }), await app.inject({ url: '/', headers: HTML })];
    expect(one.body).not.toBe(other.body);
  });

  it('does not stand where programs call, nor for one who wants no page, nor for what changes something', async () => {
    for (const url of ['/v1/nothing', '/fhir/nothing', '/health/nothing', '/sign-in/nothing', '/assets/nothing.js'])
      expect((await app.inject({ url, headers: HTML })).statusCode).toBe(404);
    expect((await app.inject({ url: '/patients' })).statusCode).toBe(404);
    expect((await app.inject({ url: '/patients', method: 'POST', headers: HTML })).statusCode).toBe(404);
  });

  it('gives its files to be kept for good, and nothing beside them', async () => {
    const told = await app.inject('/assets/main-abc.js');
    expect([told.statusCode, told.body]).toEqual([200, 'export {};']);
    expect(told.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const url of ['/assets/..%2Fsecret.txt', '/assets/%2e%2e/secret.txt', '/assets/.hidden', '/assets/'])
      expect([url, (await app.inject(url)).statusCode]).toEqual([url, 404]);
  });
});

describe('what coverage asks', () => {
  let demo: OpenDemo;
  let open: OpenService;
  let course: string;

  beforeAll(async () => {
    demo = await openDemo();
    ({ open } = demo);
    const told = await demo.get('nurse', 'demo-practice', '/v1/requests?limit=200');
    const { rows } = told.json<{ rows: { state: { course: string | null } }[] }>();
    course = rows.map((row) => row.state.course).find((one) => one !== null) ?? '';
  });
  afterAll(async () => {
    await open.close();
  });

  it('finds the requests for a course, and what was last kept with them; for others of another organisation nothing', async () => {
    const requests = await demo.get('nurse', 'demo-practice', `/v1/courses/${course}/requests`);
    expect(requests.json<{ rows: unknown[] }>().rows).toHaveLength(1);
    const kept = (await demo.get('nurse', 'demo-practice', `/v1/courses/${course}/coverage`)).json<{
      policy: string;
      kind: string;
      chart: { entry: unknown[] };
      answers: unknown;
    }>();
    expect([kept.policy, kept.kind, kept.chart.entry.length, kept.answers]).toEqual([
      'fep-5.21.223',
      'initial',
      44,
      {},
    ]);
    const other = await demo.get('reviewer', 'demo-payer', `/v1/courses/${course}/requests`);
    expect(other.json<{ rows: unknown[] }>().rows).toEqual([]);
  });

  it('looks at the stored course beside documents of the call', async () => {
    const ask = async (body: object): Promise<{ statusCode: number; json: () => unknown }> =>
      open.call('nurse', {
        ...{ method: 'POST', url: `/v1/courses/${course}/answers/check`, organisation: 'demo-practice' },
        payload: body,
      });
    const without = await ask({ policy: 'fep-5.21.223', request: 'initial' });
    const withAnswer = await ask({
      ...{ policy: 'fep-5.21.223', request: 'initial' },
      answers: { 'disease.diagnosis': { value: 'sclc', by: 'A nurse', role: 'nurse', at: '2026-07-20' } },
    });
    const needed = (told: { json: () => unknown }): readonly string[] =>
      (told.json() as { determinations: { needed: { fact: string }[] }[] }).determinations[0]?.needed.map(
        ({ fact }) => fact,
      ) ?? [];
    expect(needed(without)).toContain('disease.diagnosis');
    expect(needed(withAnswer)).not.toContain('disease.diagnosis');
    expect((await ask({ policy: 'nobody', request: 'initial' })).statusCode).toBe(400);
  });

  it('lists every fact with its question', async () => {
    const { facts } = (await demo.get('biller', 'demo-practice', '/v1/facts')).json<{ facts: { id: string }[] }>();
    expect(facts.map(({ id }) => id)).toContain('disease.stage');
  });
});

const SOURCES = path.resolve(ROOT, '..', 'shared', 'sources');
const PASSAGE = 'source=policy-prime-ic-0789&section=III&words=26&fingerprint=dbfc83442a85f417';

describe('passages', () => {
  it('are not shown where no folder with copies is named', async () => {
    const open = await openService();
    const told = await open.call('nurse', { url: `/v1/passages?${PASSAGE}` });
    expect([told.statusCode, told.json<{ title: string }>().title]).toEqual([
      404,
      'No copy of this document is held here',
    ]);
    await open.close();
  });

  it.skipIf(!existsSync(SOURCES))('are found in the copy by their fingerprint alone', async () => {
    const open = await openService(undefined, { sources: SOURCES });
    const told = await open.call('nurse', { url: `/v1/passages?${PASSAGE}` });
    expect(told.json()).toMatchObject({ fromLine: 35, toLine: 35 });
    const lost = await open.call('nurse', { url: `/v1/passages?${PASSAGE.replace('dbfc', '0000')}` });
    expect(lost.statusCode).toBe(404);
    const path404 = await open.call('nurse', {
      url: `/v1/passages?${PASSAGE.replace('policy-prime-ic-0789', '..%2Fx')}`,
    });
    expect(path404.statusCode).toBe(404);
    await open.close();
  });
});
