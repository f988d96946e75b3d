import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareInstants, instantOf } from '../../core/course/instant.ts';
import type { RequestEntry } from '../../core/requests/entry.ts';
import { mayAdd } from '../../core/requests/may-add.ts';
import { next, requestState } from '../../core/requests/state.ts';
import type { Role } from '../../shells/server/caller.ts';
import { may } from '../../shells/server/roles.ts';
import { ROOT } from '../support/knowledge.ts';
import { newKey, served, temporary, type Served, type Told } from '../support/served.ts';
import { command, type Command } from '../support/workflow-commands.ts';

/** Requests that are tried; each is worked on by a dozen calls. */
const REQUESTS = Number(process.env['STEPWISE_REQUESTS'] ?? 60);
const chart: unknown = JSON.parse(readFileSync(path.join(ROOT, 'examples/charts/second-line.json'), 'utf8'));
const HOUR = 3_600_000;

const folder = temporary('workflow');
let service: Served;
beforeAll(async () => {
  service = await served({ STEPWISE_DATA: folder });
}, 60_000);
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

interface View {
  readonly state: Readonly<Record<string, unknown>>;
  readonly entries: readonly RequestEntry[];
}

async function viewOf(id: string): Promise<View> {
  const told = await service.ask('reviewer', 'GET', `/v1/requests/${id}`, { organisation: 'payer' });
  expect(told.status, told.text).toBe(200);
  return told.json as View;
}

/** The rules of the core, asked of each entry where it comes in the order of time. */
function isSound([first, ...entries]: readonly RequestEntry[]): boolean {
  if (first === undefined) return false;
  const inOrder = entries.toSorted(
    (a, b) => compareInstants(instantOf(a.at), instantOf(b.at)) || (a.id < b.id ? -1 : 1),
  );
  let state = requestState([first]);
  for (const entry of inOrder) {
    if (mayAdd(state, entry, { approvesAlone: true }).length > 0) return false;
    state = next(state, entry);
  }
  return true;
}

/** What would stand if the call were taken; undefined where it cannot even be read. */
function candidate({ role, sent: given, ago }: Command, before: View): RequestEntry | undefined {
  const at = ago === undefined ? new Date().toISOString() : timeOf(ago);
  const id = `e${String(before.entries.length + 1).padStart(6, '0')}`;
  if (given === 'determine')
    return { type: 'determined', id, at: new Date().toISOString(), by: 'program', ...FOUND } as RequestEntry;
  if (given['type'] === 'drafted' || given['type'] === 'determined' || 'by' in given) return undefined;
  if (ago !== undefined && ago < 0) return undefined;
  const desk = role === 'machine' ? 'prior-authorization-specialist' : role;
  return { ...given, id, at, by: { name: 'x', role: desk } } as RequestEntry;
}

/** So many hours ago, and a little: the clock of the service shows whole seconds. */
const timeOf = (ago: number): string => new Date(Date.now() - ago * HOUR - 5_000).toISOString();

const FOUND = { policy: { id: 'x', version: 'x' }, on: '2026-06-15', outcome: 'criteria-met', notEnough: [] };

async function done(id: string, { role, sent: given, ago, seen, organisation }: Command, before: View): Promise<Told> {
  const headers: Record<string, string> = { 'idempotency-key': newKey() };
  if (given === 'determine')
    return service.ask(role, 'POST', `/v1/requests/${id}/determinations`, {
      ...{ body: { chart, on: '2026-06-15' }, headers, organisation },
    });
  if (seen !== 'unsaid') headers['if-match'] = `"${String(before.entries.length - (seen === 'older' ? 1 : 0))}"`;
  const at = ago === undefined ? {} : { at: timeOf(ago) };
  return service.ask(role, 'POST', `/v1/requests/${id}/entries`, {
    ...{ body: { entries: [{ ...given, ...at }] }, headers, organisation },
  });
}

/** A request of 200 hours ago, handed in ten hours later or not at all. */
async function drafted(handedIn: boolean): Promise<string> {
  const told = await service.ask('reviewer', 'POST', '/v1/requests', {
    body: {
      ...{ side: 'payer', kind: 'initial', policy: 'fep-5.21.223', drug: 'tarlatamab', lineOfBusiness: 'fehb' },
      at: new Date(Date.now() - 200 * HOUR).toISOString(),
    },
    headers: { 'idempotency-key': newKey() },
    organisation: 'payer',
  });
  expect(told.status, told.text).toBe(201);
  const { id } = told.json as { id: string };
  if (handedIn)
    expect((await add(id, 'nurse', { type: 'submitted', channel: 'fax', at: timeOf(190) })).status).toBe(201);
  return id;
}

const add = (id: string, role: Role, entry: unknown): Promise<Told> =>
  service.ask(role, 'POST', `/v1/requests/${id}/entries`, {
    ...{ body: { entries: [entry] }, organisation: 'payer', headers: { 'idempotency-key': newKey() } },
  });

const AGAINST = ['denied', 'approved-in-part', 'rescinded'];

describe('the workflow over HTTP', () => {
  it(
    'lets through what the rules of a request allow in the order of time, refuses the rest, and keeps nothing of it',
    { timeout: 600_000 },
    async () => {
      const statuses = new Map<string, number>();
      const reached = new Set<unknown>();
      await fc.assert(
        fc.asyncProperty(
          fc.boolean(),
          fc.array(command, { minLength: 6, maxLength: 14 }),
          async (handedIn, commands) => {
            const id = await drafted(handedIn);
            let before = await viewOf(id);
            for (const one of commands) {
              const told = await done(id, one, before);
              const key = `${one.sent === 'determine' ? 'determine' : String(one.sent['type'])} ${String(told.status)}`;
              statuses.set(key, (statuses.get(key) ?? 0) + 1);
              expect([201, 400, 403, 404, 409], told.text).toContain(told.status);
              const after = await viewOf(id);
              const added = after.entries.slice(before.entries.length);
              expect(after.entries.slice(0, before.entries.length)).toEqual(before.entries);
              expect(added).toHaveLength(told.status === 201 ? 1 : 0);
              // Whatever was answered, what stands could have been.
              expect(isSound(after.entries), JSON.stringify(after.entries)).toBe(true);
              expect(after.state).toEqual(JSON.parse(JSON.stringify(requestState(after.entries))));

              const wanted = candidate(one, before);
              const sound = wanted !== undefined && isSound([...before.entries, wanted]);
              if (!may(one.role, 'requests.add')) expect(told.status).toBe(403);
              else if (one.organisation === 'other') expect(told.status).toBe(404);
              else if (!sound) expect(told.status, told.text).toBe(400);
              else if (one.seen === 'older' && one.sent !== 'determine') expect(told.status).toBe(409);
              else expect(told.status, told.text).toBe(201);

              const status = String(after.state['status']);
              reached.add(status);
              // Against a patient: only where a clinician has signed for it, or an answer of a payer was typed in.
              if (AGAINST.includes(status)) {
                const by = after.entries.findLast(({ type }) =>
                  ['decided', 'appeal-decided', 'answer-recorded'].includes(type),
                );
                expect(by?.by === 'program' ? 'program' : by?.by.role).toBe('clinician');
              }
              before = after;
            }
          },
        ),
        { numRuns: REQUESTS },
      );
      if (process.env['STEPWISE_REQUESTS'] !== undefined) process.stdout.write(`${JSON.stringify([...statuses])}\n`);
      for (const status of ['draft', 'in-review', 'pended', 'with-clinician', 'approved', 'withdrawn'])
        expect([...reached], status).toContain(status);
    },
  );

  it('takes what is recorded late where it happened, and not where what followed could not have been', async () => {
    const id = await drafted(true);
    const asked = { type: 'information-requested', what: ['disease.stage'], at: timeOf(100) };
    expect((await add(id, 'reviewer', asked)).status).toBe(201);
    const late = await add(id, 'nurse', { type: 'withdrawn', reason: 'x', at: timeOf(150) });
    expect(late.status).toBe(400);
    const { faults } = late.json as { faults: { where: string; what: string }[] };
    expect(faults.map(({ where }) => where)).toEqual(['entries.0.at']);
    expect(faults[0]?.what).toMatch(
      /^with it at .*, information-requested of .* could not stand: the request is withdrawn$/u,
    );
    // Before the draft, and before it was handed in, there was nothing to refer.
    for (const hours of [210, 195])
      expect((await add(id, 'reviewer', { type: 'referred', reason: 'x', at: timeOf(hours) })).status).toBe(400);
    expect((await add(id, 'reviewer', { type: 'referred', reason: 'x', at: timeOf(150) })).status).toBe(201);
    const { state } = await viewOf(id);
    expect([state['status'], state['referred']]).toEqual(['pended', true]);
  });

  it('answers the same determination with what it found then, and none where nothing is to be found any more', async () => {
    const id = await drafted(false);
    const key = newKey();
    const look = (body: unknown, under: string): Promise<Told> =>
      service.ask('reviewer', 'POST', `/v1/requests/${id}/determinations`, {
        ...{ body, headers: { 'idempotency-key': under }, organisation: 'payer' },
      });
    const body = { chart, on: '2026-06-15' };
    const [first, again] = [await look(body, key), await look(body, key)];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json).toEqual(first.json);
    expect((await look({ ...body, on: '2026-06-16' }, key)).status).toBe(422);
    const added = await add(id, 'nurse', { type: 'withdrawn', reason: 'x' });
    expect(added.status, added.text).toBe(201);
    const late = await look(body, newKey());
    expect([late.status, (late.json as { faults: { what: string }[] }).faults[0]?.what]).toEqual([
      400,
      'the request is withdrawn',
    ]);
  });
});
