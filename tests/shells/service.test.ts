import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../shells/server/caller.ts';
import { verifyStore } from '../../shells/store/verify.ts';
import { stepwise } from '../support/cli.ts';
import { ROOT } from '../support/knowledge.ts';
import { openService, type OpenService } from '../support/service.ts';

const example = (name: string): unknown => JSON.parse(readFileSync(path.join(ROOT, 'examples', name), 'utf8'));

let open: OpenService;
beforeAll(async () => {
  open = await openService();
});
afterAll(async () => {
  await open.close();
});

/** Opens a course of an example, with all its entries. */
async function opened(name: string, key: string, organisation = 'clinic'): Promise<string> {
  const { events, ...head } = example(`courses/${name}`) as { events: { id?: string }[] };
  const first = await open.call('nurse', {
    ...{ method: 'POST', url: '/v1/courses', payload: head, organisation },
    headers: { 'idempotency-key': `${key}-open` },
  });
  expect(first.statusCode, first.body).toBe(201);
  const { id } = first.json<{ id: string }>();
  const added = await open.call('nurse', {
    ...{ method: 'POST', url: `/v1/courses/${id}/events`, organisation },
    payload: { events: events.map((entry) => ({ ...entry, id: undefined })) },
    headers: { 'idempotency-key': `${key}-add` },
  });
  expect(added.statusCode, added.body).toBe(201);
  return id;
}

describe('the answers', () => {
  it('are those of the command line, with its exit status', async () => {
    const course = example('courses/visit-first-cycles.json');
    const asked = { course, on: '2026-03-30' };
    const told = await open.call('nurse', { method: 'POST', url: '/v1/answers/visit', payload: asked });
    const said = await stepwise(
      'visit',
      '--course',
      'examples/courses/visit-first-cycles.json',
      '--on',
      '2026-03-30',
      '--json',
    );
    expect(told.json()).toEqual(JSON.parse(said.out));
    expect(told.headers['stepwise-exit']).toBe(String(said.status));
  });

  it.each([
    ['an answer that is none', 'forecast', {}, 'there is no answer'],
    ['a verb that is not served', 'policy new', {}, 'there is no answer'],
    ['an option that is none', 'mac', { stat: 'VA' }, 'no option'],
    ['a file to be written', 'check', { packet: '/tmp/x.pdf' }, 'no option'],
    ['a file of the machine', 'visit', { course: '/etc/passwd', on: '2026-06-15' }, 'expected object, received string'],
    ['another knowledge folder', 'mac', { knowledge: '/tmp', state: 'VA' }, 'no option'],
    ['a day that is none', 'calendar', { start: '2026-02-30' }, 'not a day'],
    ['a list', 'mac', { state: ['VA'] }, 'a text or a number'],
  ])('refuse %s, with its place and how to mend it', async (_name, verb, payload, words) => {
    const told = await open.call('nurse', { method: 'POST', url: `/v1/answers/${encodeURIComponent(verb)}`, payload });
    expect(told.statusCode, told.body).toBe(400);
    expect(told.headers['content-type']).toContain('application/problem+json');
    const { faults } = told.json<{ faults: { where: string; what: string; mend: string }[] }>();
    expect(JSON.stringify(faults)).toContain(words);
    for (const { where, mend } of faults) expect([where, mend].every((text) => text.length > 0)).toBe(true);
  });
});

describe('a course in the record', () => {
  it('is what was sent, and answers as the file does', async () => {
    const id = await opened('visit-first-cycles.json', 'first-cycles');
    const told = await open.call('nurse', { method: 'GET', url: `/v1/courses/${id}/answers/visit?on=2026-03-30` });
    const said = await stepwise(
      'visit',
      '--course',
      'examples/courses/visit-first-cycles.json',
      '--on',
      '2026-03-30',
      '--json',
    );
    const word = (answer: unknown): unknown => {
      const { clearance, dose, mg, on } = answer as Readonly<Record<string, unknown>>;
      return { clearance, dose, mg, on };
    };
    expect(word(told.json())).toEqual(word(JSON.parse(said.out)));
    expect(told.headers['stepwise-exit']).toBe(String(said.status));
    expect((await verifyStore(open.database.owner, () => undefined)).broken).toEqual([]);
  });

  it('is opened and added to once, however often the same call is sent', async () => {
    const [first, second] = [await opened('second-line.json', 'again'), await opened('second-line.json', 'again')];
    expect(second).toBe(first);
    const told = await open.call('auditor', { method: 'GET', url: `/v1/courses/${first}/events` });
    const sent = (example('courses/second-line.json') as { events: unknown[] }).events.length;
    expect(told.json<{ events: unknown[] }>().events).toHaveLength(1 + sent);
  });

  it('refuses an entry that cannot have been, at its place, and keeps nothing of the call', async () => {
    const id = await opened('second-line.json', 'refused');
    const before = await open.call('nurse', { method: 'GET', url: `/v1/courses/${id}` });
    const told = await open.call('nurse', {
      ...{ method: 'POST', url: `/v1/courses/${id}/events`, headers: { 'idempotency-key': 'refused-1' } },
      payload: {
        events: [
          { type: 'assessed', at: '2026-06-14T09:00-04:00', response: 'stable' },
          { type: 'dose-given', at: '2030-06-14T09:00-04:00', dose: 'C1D8', mg: 10 },
        ],
      },
    });
    expect(told.statusCode).toBe(400);
    expect(told.json<{ faults: { where: string }[] }>().faults.map(({ where }) => where)).toEqual(['events.1']);
    expect((await open.call('nurse', { method: 'GET', url: `/v1/courses/${id}` })).json()).toEqual(before.json());
  });

  it('tells a writer who did not see the newest entry how many there are', async () => {
    const id = await opened('second-line.json', 'stale');
    const told = await open.call('nurse', {
      ...{ method: 'POST', url: `/v1/courses/${id}/events` },
      headers: { 'idempotency-key': 'stale-key-1', 'if-match': '"1"' },
      payload: { events: [{ type: 'assessed', at: '2026-06-14T09:00-04:00', response: 'stable' }] },
    });
    expect(told.statusCode).toBe(409);
    expect(told.json<{ sequence: number }>().sequence).toBeGreaterThan(1);
  });

  it('is nothing to another organisation, and there it is as if it were not', async () => {
    const id = await opened('second-line.json', 'private');
    const calls = [
      { method: 'GET', url: `/v1/courses/${id}` },
      { method: 'GET', url: `/v1/courses/${id}/events` },
      { method: 'GET', url: `/v1/courses/${id}/answers/visit` },
      {
        ...{ method: 'POST', url: `/v1/courses/${id}/events`, headers: { 'idempotency-key': 'private-2' } },
        payload: { events: [{ type: 'assessed', at: '2026-06-14T09:00-04:00', response: 'stable' }] },
      },
    ] as const;
    for (const one of calls)
      expect((await open.call('nurse', { ...one, organisation: 'other' })).statusCode, one.url).toBe(404);
    const listed = await open.call('nurse', { method: 'GET', url: '/v1/courses?limit=200', organisation: 'other' });
    expect(listed.json<{ rows: unknown[] }>().rows).toEqual([]);
  });

  it('is listed a page at a time, each once', async () => {
    const ids: string[] = [];
    for (let url = '/v1/courses?limit=2'; ;) {
      const page = (await open.call('nurse', { method: 'GET', url })).json<{
        rows: { id: string }[];
        next: string | null;
      }>();
      ids.push(...page.rows.map(({ id }) => id));
      if (page.next === null) break;
      url = `/v1/courses?limit=2&cursor=${page.next}`;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(3);
    expect((await open.call('nurse', { method: 'GET', url: '/v1/courses?cursor=bogus' })).statusCode).toBe(400);
  });

  it('keeps who has read it, for the auditor', async () => {
    const id = await opened('second-line.json', 'access');
    await open.call('pharmacist', { method: 'GET', url: `/v1/courses/${id}` });
    const told = await open.call('auditor', { method: 'GET', url: `/v1/access?stream=${id}` });
    const { rows } = told.json<{ rows: { by: { role: string }; what: string }[] }>();
    expect(rows.at(-1)).toMatchObject({ by: { role: 'pharmacist' }, what: 'course' });
  });

  it('stands on the lists that concern it, with a reason and the next action', async () => {
    const counts = (await open.call('nurse', { method: 'GET', url: '/v1/work?on=2026-06-15' })).json<{
      lists: { list: string; count: number }[];
    }>();
    for (const { list, count } of counts.lists) {
      const told = await open.call('nurse', { method: 'GET', url: `/v1/work/${list}?on=2026-06-15&limit=200` });
      const { rows } = told.json<{ rows: { reason: string; action: string; since: string }[] }>();
      expect(rows.length, list).toBe(Math.min(count, 200));
      for (const { reason, action, since } of rows) {
        expect([reason, action].every((text) => text.length > 0)).toBe(true);
        expect(since <= '2026-06-15').toBe(true);
      }
    }
    expect(counts.lists.filter(({ count }) => count > 0).map(({ list }) => list)).toContain('due-today');
  });
});

describe('a request', () => {
  const draft = { side: 'payer', kind: 'initial', policy: 'fep-5.21.223', drug: 'tarlatamab', lineOfBusiness: 'fehb' };
  const add = (id: string, role: Role, key: string, ...entries: unknown[]): ReturnType<OpenService['call']> =>
    open.call(role, {
      ...{ method: 'POST', url: `/v1/requests/${id}/entries`, payload: { entries }, organisation: 'payer' },
      headers: { 'idempotency-key': `request-${key}` },
    });
  const drafted = async (key: string, more: object = {}): Promise<string> => {
    const told = await open.call('reviewer', {
      ...{ method: 'POST', url: '/v1/requests', payload: { ...draft, ...more }, organisation: 'payer' },
      headers: { 'idempotency-key': `request-${key}` },
    });
    expect(told.statusCode, told.body).toBe(201);
    return told.json<{ id: string }>().id;
  };
  const stateOf = async (id: string): Promise<{ status: string }> =>
    (await open.call('reviewer', { method: 'GET', url: `/v1/requests/${id}`, organisation: 'payer' })).json<{
      state: { status: string };
    }>().state;

  it('is decided against the patient only by a clinician who signs', async () => {
    const id = await drafted('adverse');
    expect((await add(id, 'nurse', 'adverse-1', { type: 'submitted', channel: 'fax' })).statusCode).toBe(201);
    const signature = { name: 'Dr. Example', npi: '1234567893', specialty: 'oncology', reason: 'an example' };
    const denied = { type: 'decided', decision: 'denied', signature };
    for (const role of ['reviewer', 'nurse', 'prescriber', 'machine'] as const)
      expect((await add(id, role, `adverse-${role}`, denied)).statusCode, role).toBe(400);
    const unsigned = { ...denied, signature: { ...signature, npi: '1234567890' } };
    expect((await add(id, 'clinician', 'adverse-2', unsigned)).statusCode).toBe(400);
    expect(await stateOf(id)).toMatchObject({ status: 'in-review' });
    expect((await add(id, 'clinician', 'adverse-3', denied)).statusCode).toBe(201);
    expect(await stateOf(id)).toMatchObject({ status: 'denied', signature });
  });

  it('keeps what the program found with all that it was found from, and finds it again', async () => {
    const id = await drafted('found');
    const told = await open.call('reviewer', {
      ...{ method: 'POST', url: `/v1/requests/${id}/determinations`, organisation: 'payer' },
      payload: { chart: example('charts/second-line.json'), on: '2026-06-15' },
      headers: { 'idempotency-key': 'request-found-2' },
    });
    expect(told.statusCode, told.body).toBe(201);
    const { sequence } = told.json<{ sequence: number }>();
    const again = await open.call('reviewer', {
      ...{ method: 'GET', url: `/v1/requests/${id}/determinations/${sequence}/replay`, organisation: 'payer' },
    });
    expect(again.json()).toMatchObject({ same: true });
    // What nobody may write in the program's name.
    const forged = {
      type: 'determined',
      policy: { id: 'x', version: 'y' },
      on: '2026-06-15',
      outcome: 'criteria-met',
      notEnough: [],
    };
    expect((await add(id, 'reviewer', 'forged', forged)).statusCode).toBe(400);
  });

  it('has clocks that say when an answer was due, and stands where it stood', async () => {
    const id = await drafted('clock', { at: '2026-06-12T09:00:00-04:00' });
    await add(id, 'nurse', 'clock-1', { type: 'submitted', channel: 'fax', at: '2026-06-12T10:00:00-04:00' });
    const told = await open.call('reviewer', { method: 'GET', url: `/v1/requests/${id}`, organisation: 'payer' });
    expect(told.json<{ clocks: unknown[] }>().clocks).toMatchObject([
      { limit: 'fehb-standard', state: 'missed', due: '2026-06-27T23:59:00-04:00[America/New_York]' },
    ]);
    expect(await stateOf(id)).toMatchObject({ status: 'in-review' });
    const ahead = await add(id, 'nurse', 'clock-2', {
      type: 'withdrawn',
      reason: 'x',
      at: '2026-07-20T09:01:00-04:00',
    });
    expect(ahead.statusCode).toBe(400);
    expect(ahead.body).toContain('lies in the future');
  });
});

describe('the log', () => {
  it('has nothing of a patient, and no token', () => {
    const text = open.log.join('');
    for (const told of ['1958-03-09', 'C34.11', 'Fairfax', 'Bearer', 'stepwise-session'])
      expect(text).not.toContain(told);
  });
});
