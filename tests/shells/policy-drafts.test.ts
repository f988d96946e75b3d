import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../shells/server/caller.ts';
import { example } from '../support/cli.ts';
import { ROOT } from '../support/knowledge.ts';
import { openService, type OpenService } from '../support/service.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-drafts-'));
const PLACE = path.join(folder, 'payers/fep/tarlatamab');
const OLD = '/v1/policies/fep-5.21.223/2026-04-01';
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

interface Draft {
  readonly text: string;
  readonly cases: string;
}
interface Report {
  readonly sound: boolean;
  readonly faults: readonly { readonly where: string; readonly line: number; readonly what: string }[];
  readonly failed: readonly { readonly name: string }[];
  readonly examples: number;
  readonly version: string | null;
  readonly ends: string | null;
}
type Told = Awaited<ReturnType<OpenService['call']>>;

const get = async <T>(role: Role, url: string): Promise<T> => {
  const told = await open.call(role, { method: 'GET', url, organisation: 'payer' });
  expect(told.statusCode, told.body).toBe(200);
  return told.json<T>();
};
const post = async (
  role: Role,
  url: string,
  payload: unknown,
  name = `draft-key-${String((key += 1))}`,
): Promise<Told> =>
  open.call(role, {
    ...{ method: 'POST', url, payload: payload as object, organisation: 'payer' },
    headers: { 'idempotency-key': name },
  });
const lint = async (draft: Draft): Promise<Report> =>
  (await post('policy-author', `${OLD}/drafts/lint`, draft)).json<Report>();
const held = async (): Promise<Draft> => get<Draft>('policy-author', `${OLD}/files`);
/** The text as a version of a later day; its worked examples speak of days before it. */
const later = (text: string, day = '2027-01-01'): string =>
  text.replace('version: 2026-04-01', `version: ${day}`).replace('  from: 2026-04-01', `  from: ${day}`);

describe('a draft of a new version', () => {
  it('is looked at beside the other versions, of which the one before ends, and nothing is written', async () => {
    const { text, cases } = await held();
    expect(await lint({ text: later(text), cases })).toMatchObject({
      ...{ sound: true, faults: [], failed: [], version: '2027-01-01', ends: '2026-04-01' },
      examples: (cases.match(/^ {2}- name:/gmu) ?? []).length,
    });
    expect(existsSync(path.join(PLACE, '2027-01-01.yaml'))).toBe(false);
    expect(readFileSync(path.join(PLACE, '2026-04-01.yaml'), 'utf8')).toBe(text);
  });

  it('has its faults told with line and column', async () => {
    const { text, cases } = await held();
    const wrong = later(text).replace('fact: disease.stage', 'fact: disease.stages');
    const line = wrong.split('\n').findIndex((one) => one.includes('disease.stages')) + 1;
    expect(await lint({ text: wrong, cases })).toMatchObject({
      sound: false,
      faults: [{ where: 'fep/tarlatamab/2027-01-01.yaml', line, column: 11 }],
    });
  });

  it('of a version that is held already is refused, and so is one of another policy', async () => {
    const { text, cases } = await held();
    const same = await lint({ text: `${text}\n`, cases });
    expect(same.faults.map(({ what }) => what)).toContain(
      'the version 2026-04-01 is held already, and findings may rest on it',
    );
    const other = await lint({ text: later(text).replace('id: fep-5.21.223', 'id: fep-other'), cases });
    expect(other.faults.map(({ what }) => what)).toContain('this is a draft of fep-5.21.223');
    expect((await post('policy-author', `${OLD}/drafts/publish`, { text: `${text}\n`, cases })).statusCode).toBe(422);
    expect(readFileSync(path.join(PLACE, '2026-04-01.yaml'), 'utf8')).toBe(text);
  });

  it('with a worked example that does not come out is told which, and is not published', async () => {
    const { text, cases } = await held();
    const wrong = { text: later(text), cases: cases.replace('outcome: criteria-met', 'outcome: criteria-not-met') };
    const report = await lint(wrong);
    expect(report).toMatchObject({ sound: false, faults: [] });
    expect(report.failed.map(({ name }) => name)).toEqual([
      'A second-line patient meets every criterion for twelve months',
    ]);
    expect((await post('policy-author', `${OLD}/drafts/publish`, wrong)).statusCode).toBe(422);
    expect(existsSync(path.join(PLACE, '2027-01-01.yaml'))).toBe(false);
  });

  it.each(['nurse', 'reviewer', 'clinician', 'administrator'] as const)('is not for the %s', async (role) => {
    expect((await post(role, `${OLD}/drafts/publish`, { text: '', cases: '' })).statusCode).toBe(403);
  });

  it('that is sound is published once, as a file of its own, and the record knows by whom', async () => {
    const { text, cases } = await held();
    const draft = {
      text: later(text, '2026-07-10').replaceAll('at-least: 18', 'at-least: 99'),
      cases: beforeJuly(cases),
    };
    const request = await post('nurse', '/v1/requests', {
      ...{ side: 'payer', kind: 'initial', policy: 'fep-5.21.223', drug: 'tarlatamab', lineOfBusiness: 'fehb' },
    });
    const { id } = request.json<{ id: string }>();
    const looked = await post('reviewer', `/v1/requests/${id}/determinations`, { chart, answers, on: '2026-07-20' });
    const { sequence } = looked.json<{ sequence: number }>();
    const [told, again] = [
      await post('policy-author', `${OLD}/drafts/publish`, draft, 'publish-key-1'),
      await post('policy-author', `${OLD}/drafts/publish`, draft, 'publish-key-1'),
    ];
    expect(told.statusCode, told.body).toBe(201);
    expect(again.json()).toEqual(told.json());
    expect(told.json()).toMatchObject({
      ...{ policy: 'fep-5.21.223', version: '2026-07-10', ended: '2026-04-01', by: 'A policy-author' },
      affected: { count: 1, requests: [{ id, outcomes: { before: 'criteria-met', after: 'criteria-not-met' } }] },
    });
    expect(readFileSync(path.join(PLACE, '2026-07-10.yaml'), 'utf8')).toBe(draft.text);
    const ended = readFileSync(path.join(PLACE, '2026-04-01.yaml'), 'utf8');
    expect(ended).toBe(text.replace('  from: 2026-04-01\n', '  from: 2026-04-01\n  to: 2026-07-09\n'));
    // What was found under the version before is found again as it was.
    const replay = await get<{ same: boolean }>(
      'reviewer',
      `/v1/requests/${id}/determinations/${String(sequence)}/replay`,
    );
    expect(replay.same).toBe(true);
    expect(await get('nurse', '/v1/policies/published')).toMatchObject({
      rows: [{ policy: 'fep-5.21.223', version: '2026-07-10', ended: '2026-04-01', by: 'A policy-author' }],
    });
    expect((await get<{ text: string }>('policy-author', '/v1/policies/fep-5.21.223/2026-07-10/files')).text).toBe(
      draft.text,
    );
    // Of the requests in the record it is said what each version makes of them.
    expect(
      await get('reviewer', '/v1/policies/impact?from=fep-5.21.223@2026-04-01&to=fep-5.21.223@2026-07-10'),
    ).toMatchObject({
      ...{ count: 1, looked: 1 },
      requests: [{ id, kind: 'initial', before: 'criteria-met', after: 'criteria-not-met' }],
    });
  });
});

describe('a version as a document', () => {
  it('has its criteria, its document and what no rule says', async () => {
    const told = await get<{ policy: { requests: { initial: { criteria: { id: string } } } }; notEncoded: unknown[] }>(
      'nurse',
      '/v1/policies/prime-ic-0789/2025-05-05',
    );
    expect(told).toMatchObject({ document: { id: 'policy-prime-ic-0789' }, coverage: null });
    expect(told.policy.requests.initial.criteria.id).toBe('initial');
    expect(told.notEncoded.length).toBeGreaterThan(0);
    const missing = await open.call('nurse', { method: 'GET', url: '/v1/policies/prime-ic-0789/2020-01-01' });
    expect(missing.statusCode).toBe(404);
  });
});

describe('the queue', () => {
  it('has what is overdue first, then what is due next, then what no limit runs on, page by page', async () => {
    const drafted = async (day: string, lineOfBusiness: string): Promise<string> => {
      const draft = { side: 'payer', kind: 'initial', policy: 'fep-5.21.223', drug: 'tarlatamab', lineOfBusiness };
      const told = await post('nurse', '/v1/requests', { ...draft, at: `${day}T09:00:00-04:00` });
      const { id } = told.json<{ id: string }>();
      const entry = { type: 'submitted', channel: 'fax', at: `${day}T10:00:00-04:00` };
      expect((await post('nurse', `/v1/requests/${id}/entries`, { entries: [entry] })).statusCode).toBe(201);
      return id;
    };
    const [none, next, over] = [
      await drafted('2026-05-01', 'other'),
      await drafted('2026-07-18', 'medicare-advantage'),
      await drafted('2026-06-01', 'medicare-advantage'),
    ];
    interface Page {
      readonly rows: readonly { readonly id: string }[];
      readonly next: string | null;
    }
    const whole = await get<Page>('reviewer', '/v1/queue?side=payer');
    expect(whole.rows.map(({ id }) => id)).toEqual([over, next, none]);
    const first = await get<Page>('reviewer', '/v1/queue?side=payer&limit=2');
    expect(first.rows.map(({ id }) => id)).toEqual([over, next]);
    const rest = await get<Page>('reviewer', `/v1/queue?side=payer&limit=2&cursor=${first.next ?? ''}`);
    expect(rest).toMatchObject({ rows: [{ id: none }], next: null });
  });
});

/** Worked examples on days before the new version alone, as those of the old one are. */
function beforeJuly(cases: string): string {
  return cases.replaceAll(/on: (\d{4}-\d{2}-\d{2})/gu, (whole, day: string) =>
    day < '2026-07-10' ? whole : 'on: 2026-07-01',
  );
}
