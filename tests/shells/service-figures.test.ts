import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresTo } from '../../shells/server/figures.ts';
import { openProvider, type OpenProvider } from '../support/provider.ts';
import { served, temporary, toldBy, type Served } from '../support/served.ts';

const TOKEN = 'figures-for-the-collector-1';
let [alone, shared, provider]: [Served, Served, OpenProvider] = [] as never;
const folders = [temporary('figures'), temporary('figures-shared'), temporary('figures-people')] as const;
beforeAll(async () => {
  provider = await openProvider({});
  const people = path.join(folders[2], 'people.yaml');
  writeFileSync(people, 'rules: [{ claims: { groups: nurses }, organisation: clinic, role: nurse }]');
  alone = await served({ STEPWISE_DATA: folders[0] });
  shared = await served({
    ...{ STEPWISE_DATA: folders[1], STEPWISE_PEOPLE: people, STEPWISE_METRICS_TOKEN: TOKEN },
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: provider.client, OIDC_CLIENT_SECRET: provider.secret },
  });
}, 60_000);
afterAll(async () => {
  await Promise.all([alone.close(), shared.close()]);
  await provider.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}, 60_000);

const asked = async (service: Served, authorization?: string): Promise<number> =>
  (await fetch(`${service.origin}/metrics`, { headers: authorization === undefined ? {} : { authorization } })).status;

describe('the figures of a service', () => {
  it('are for whatever runs on the machine, where one person works on it alone', async () => {
    const told = await fetch(`${alone.origin}/metrics`);
    expect(told.status).toBe(200);
    expect(await told.text()).toContain('stepwise_http_requests_total');
    expect(figuresTo(undefined, true)({ method: 'GET', headers: {}, ip: '192.0.2.7' })).toBe(false);
  });

  it('are else for the word of the settings, auditors and administrators, and for nobody else', async () => {
    expect(await asked(shared)).toBe(401);
    expect(await asked(shared, `Bearer ${TOKEN}`)).toBe(200);
    for (const wrong of [`Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`, TOKEN, 'Bearer'])
      expect(await asked(shared, wrong), wrong).toBe(401);
    expect(await asked(shared, await shared.bearer('auditor'))).toBe(200);
    expect(await asked(shared, await shared.bearer('administrator'))).toBe(200);
    expect(await asked(shared, await shared.bearer('nurse'))).toBe(403);
    expect(await asked(shared, await shared.bearer('machine'))).toBe(403);
  });

  it('are all that the word opens, and it stands in no log', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    for (const where of ['/v1/me', '/v1/courses', '/v1/policies'])
      expect((await fetch(`${shared.origin}${where}`, { headers })).status, where).toBe(401);
    expect(toldBy(shared.log, [TOKEN])).toEqual([]);
    expect(toldBy(shared.log, ['/metrics'])).toEqual(['/metrics']);
  });
});
