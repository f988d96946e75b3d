import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example } from '../support/cli.ts';
import { ROOT } from '../support/knowledge.ts';
import { openService, type OpenService } from '../support/service.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-reload-'));
const POLICIES = path.join(folder, 'payers/fep/tarlatamab');
const FIRST = path.join(POLICIES, '2026-04-01.yaml');
const SECOND = path.join(POLICIES, '2026-07-01.yaml');
const chart = JSON.parse(readFileSync(example('charts', 'second-line.json'), 'utf8')) as unknown;
const answers = readFileSync(example('answers', 'second-line.yaml'), 'utf8');

let open: OpenService;
let key = 0;
beforeAll(async () => {
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
  open = await openService(folder);
});
afterAll(async () => {
  await open.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Outcomes {
  readonly outcomes: { readonly before: string | null; readonly after: string | null };
  readonly versions: { readonly before: string | null; readonly after: string | null };
  readonly id: string;
  readonly status: string;
}
interface Reloaded {
  readonly affected: { readonly policies: string[]; readonly count: number; readonly requests: readonly Outcomes[] };
}
interface Replayed {
  readonly same: boolean;
  readonly again: { readonly policy: { readonly version: string }; readonly outcome: string };
}

const post = (
  role: 'nurse' | 'reviewer' | 'policy-author',
  url: string,
  payload: unknown,
): ReturnType<OpenService['call']> =>
  open.call(role, {
    ...{ method: 'POST', url, payload: payload as object, organisation: 'payer' },
    headers: { 'idempotency-key': `reload-${String((key += 1))}` },
  });
const reload = async (): Promise<Reloaded> => {
  const told = await post('policy-author', '/v1/policies/reload', {});
  expect(told.statusCode, told.body).toBe(200);
  return told.json<Reloaded>();
};
const drafted = async (policy: string): Promise<string> => {
  const draft = { side: 'payer', kind: 'initial', policy, drug: 'tarlatamab', lineOfBusiness: 'fehb' };
  const told = await post('nurse', '/v1/requests', draft);
  expect(told.statusCode, told.body).toBe(201);
  return told.json<{ id: string }>().id;
};
const looked = async (id: string, on: string): Promise<number> => {
  const told = await post('reviewer', `/v1/requests/${id}/determinations`, { chart, answers, on });
  expect(told.statusCode, told.body).toBe(201);
  return told.json<{ sequence: number }>().sequence;
};
const replayed = async (id: string, sequence: number): Promise<Replayed> => {
  const url = `/v1/requests/${id}/determinations/${String(sequence)}/replay`;
  return (await open.call('reviewer', { method: 'GET', url, organisation: 'payer' })).json<Replayed>();
};

/** The policy with another version beside it, under which nobody is old enough. */
function addVersion(): void {
  const text = readFileSync(FIRST, 'utf8');
  writeFileSync(FIRST, text.replace('  from: 2026-04-01\n', '  from: 2026-04-01\n  to: 2026-06-30\n'));
  writeFileSync(
    SECOND,
    text
      .replace('version: 2026-04-01', 'version: 2026-07-01')
      .replace('from: 2026-04-01', 'from: 2026-07-01')
      .replaceAll('at-least: 18', 'at-least: 99'),
  );
}

describe('policies that change while the service runs', () => {
  it('are listed with the open requests that they concern, and those decided before stay as they were', async () => {
    const [seen, unseen, other] = [
      await drafted('fep-5.21.223'),
      await drafted('fep-5.21.223'),
      await drafted('prime-ic-0789'),
    ];
    const kept = [await looked(seen, '2026-07-15'), await looked(seen, '2026-06-15')];
    const before = await Promise.all(kept.map((sequence) => replayed(seen, sequence)));
    expect(before.map(({ same, again }) => [same, again.policy.version, again.outcome])).toEqual([
      [true, '2026-04-01', 'criteria-met'],
      [true, '2026-04-01', 'criteria-met'],
    ]);
    expect((await reload()).affected).toEqual({ policies: [], count: 0, requests: [] });

    addVersion();
    // A worked example of the file says what comes out under the version in force on its day: those stay as they were.
    const { affected } = await reload();
    expect(affected.policies).toEqual(['fep-5.21.223']);
    const versions = { before: '2026-04-01', after: '2026-07-01' };
    expect(
      [...affected.requests].sort(
        (a, b) => (a.outcomes.before === null ? 1 : 0) - (b.outcomes.before === null ? 1 : 0),
      ),
    ).toMatchObject([
      { id: seen, status: 'draft', versions, outcomes: { before: 'criteria-met', after: 'criteria-not-met' } },
      { id: unseen, status: 'draft', versions, outcomes: { before: null, after: null } },
    ]);
    expect(affected.requests.map(({ id }) => id)).not.toContain(other);

    const after = await Promise.all(kept.map((sequence) => replayed(seen, sequence)));
    expect(after).toEqual(before);
    // The same looked at now is found by the new version.
    expect((await replayed(seen, await looked(seen, '2026-07-15'))).again).toMatchObject({
      policy: { version: '2026-07-01' },
      outcome: 'criteria-not-met',
    });
  });

  it('leave a determination as it was also where the version that gave it has been ended since', async () => {
    const id = await drafted('fep-5.21.223');
    const sequence = await looked(id, '2026-06-20');
    const text = readFileSync(FIRST, 'utf8');
    writeFileSync(FIRST, text.replace('to: 2026-06-30', 'to: 2026-06-17'));
    await reload();
    expect(await replayed(id, sequence)).toMatchObject({ same: true, again: { policy: { version: '2026-04-01' } } });
    writeFileSync(FIRST, text);
    await reload();
  });

  it('say what is wrong and stay as they were where the folder is broken', async () => {
    const text = readFileSync(FIRST, 'utf8');
    writeFileSync(FIRST, text.replace('governs:', 'govern:'));
    const told = await post('policy-author', '/v1/policies/reload', {});
    expect(told.statusCode).toBe(422);
    expect(told.body).toContain('the key \\"govern\\" is not known here');
    const listed = await open.call('nurse', { method: 'GET', url: '/v1/policies' });
    const { policies, faults } = listed.json<{ policies: { id: string; version: string }[]; faults: unknown[] }>();
    expect(policies.filter(({ id }) => id === 'fep-5.21.223').map(({ version }) => version)).toContain('2026-04-01');
    expect(faults.length).toBeGreaterThan(0);
    writeFileSync(FIRST, text);
    await reload();
  });

  it('name the version that has to be put back where one is not held any more', async () => {
    const id = await drafted('fep-5.21.223');
    const sequence = await looked(id, '2026-07-16');
    rmSync(SECOND);
    writeFileSync(FIRST, readFileSync(FIRST, 'utf8').replace('  to: 2026-06-30\n', ''));
    await reload();
    const url = `/v1/requests/${id}/determinations/${String(sequence)}/replay`;
    const told = await open.call('reviewer', { method: 'GET', url, organisation: 'payer' });
    expect(told.statusCode).toBe(409);
    expect(told.body).toContain('2026-07-01');
  });
});
