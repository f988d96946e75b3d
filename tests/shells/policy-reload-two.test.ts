import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/knowledge.ts';
import {
  newKey,
  openShared,
  served,
  temporary,
  type Served,
  type SharedDatabase,
  type Told,
} from '../support/served.ts';

const folder = temporary('reload-two');
const FILE = path.join(folder, 'payers/fep/tarlatamab/2026-04-01.yaml');
let shared: SharedDatabase;
let [one, two]: [Served, Served] = [] as never;
beforeAll(async () => {
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
  shared = await openShared();
  const settings = { DATABASE_URL: shared.url, STEPWISE_KNOWLEDGE: folder, STEPWISE_ORIGIN: 'http://127.0.0.1:8080' };
  [one, two] = [await served(settings), await served(settings)];
}, 60_000);
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  await shared.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const at = ({ app }: Served): string => {
  const [address] = app.addresses();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address.port : 0)}`;
};

async function ask(by: Served, method: string, where: string, key?: string, body?: object): Promise<Told> {
  const headers = {
    authorization: await by.bearer('policy-author'),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const answered = await fetch(`${at(by)}${where}`, {
    ...{ method, headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answered.text();
  return { status: answered.status, headers: answered.headers, text, json: JSON.parse(text) as unknown };
}

interface Listed {
  readonly policies: readonly { readonly id: string; readonly title: string }[];
  readonly faults: readonly unknown[];
}
const seenBy = async (by: Served): Promise<{ title: string | undefined; faults: number }> => {
  const { policies, faults } = (await ask(by, 'GET', '/v1/policies')).json as Listed;
  return { title: policies.find(({ id }) => id === 'fep-5.21.223')?.title, faults: faults.length };
};

/** Asked again and again until it is so; a test that waits for ever ends by its own limit. */
async function until(is: () => Promise<boolean>): Promise<void> {
  while (!(await is())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('policies that are read again by one of two services', { timeout: 60_000 }, () => {
  it('are those of the other soon after, and of one call however often it is sent', async () => {
    const text = readFileSync(FILE, 'utf8');
    const title = /^title: (.*)$/mu.exec(text)?.[1] ?? '';
    expect((await seenBy(two)).title).toBe(title);
    writeFileSync(FILE, text.replace(/^title: .*$/mu, 'title: Changed while two services ran'));
    const key = newKey();
    const told = await ask(one, 'POST', '/v1/policies/reload', key);
    expect(told.status, told.text).toBe(200);
    expect(told.json).toMatchObject({ remade: 0, affected: { policies: ['fep-5.21.223'] } });
    expect((await seenBy(one)).title).toBe('Changed while two services ran');
    await until(async () => (await seenBy(two)).title === 'Changed while two services ran');
    // The same call answers with what it came to then, whichever service it reaches; nothing is read for it.
    writeFileSync(FILE, text);
    for (const by of [one, two]) expect((await ask(by, 'POST', '/v1/policies/reload', key)).json).toEqual(told.json);
    expect((await seenBy(one)).title).toBe('Changed while two services ran');
    expect((await ask(one, 'POST', '/v1/policies/reload')).status).toBe(400);
    expect((await ask(two, 'POST', '/v1/policies/reload', newKey())).status).toBe(200);
    await until(async () => (await seenBy(one)).title === title);
  });

  it('stay as they were at both where lint finds an error, and the other says so too once it has looked', async () => {
    const text = readFileSync(FILE, 'utf8');
    const { title } = await seenBy(two);
    writeFileSync(FILE, text.replace('governs:', 'govern:'));
    expect((await ask(one, 'POST', '/v1/policies/reload', newKey())).status).toBe(422);
    expect(await seenBy(one)).toEqual({ title, faults: 2 });
    expect(await seenBy(two)).toEqual({ title, faults: 0 });
    writeFileSync(FILE, text);
    const limits = path.join(folder, 'time-limits.yaml');
    writeFileSync(limits, readFileSync(limits, 'utf8').replace('count: 72', 'count: 71'));
    // Lists hang on time limits: they are made again, of all the records there are.
    const told = await ask(two, 'POST', '/v1/policies/reload', newKey());
    expect(told.json).toMatchObject({ affected: { policies: [], count: 0, requests: [] } });
    expect((told.json as { remade: number }).remade).toBe(2);
    expect(await seenBy(two)).toEqual({ title, faults: 0 });
    await until(async () => (await seenBy(one)).faults === 0);
  });

  it('are known to the other soon after one of them published a new version', async () => {
    const old = '/v1/policies/fep-5.21.223/2026-04-01';
    const { text, cases } = (await ask(one, 'GET', `${old}/files`)).json as { text: string; cases: string };
    const draft = text
      .replace('version: 2026-04-01', 'version: 2027-01-01')
      .replace('  from: 2026-04-01', '  from: 2027-01-01');
    const versions = async (by: Served): Promise<readonly string[]> => {
      const { policies } = (await ask(by, 'GET', '/v1/policies')).json as {
        policies: readonly { id: string; version: string }[];
      };
      return policies.filter(({ id }) => id === 'fep-5.21.223').map(({ version }) => version);
    };
    expect(await versions(two)).not.toContain('2027-01-01');
    const told = await ask(one, 'POST', `${old}/drafts/publish`, newKey(), { text: draft, cases });
    expect(told.status, told.text).toBe(201);
    expect(await versions(one)).toContain('2027-01-01');
    await until(async () => (await versions(two)).includes('2027-01-01'));
  });
});
