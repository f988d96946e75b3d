import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyStore } from '../../shells/store/verify.ts';
import {
  COURSE_HEAD,
  newKey,
  OF_PATIENTS,
  openShared,
  served,
  toldBy,
  type Served,
  type SharedDatabase,
} from '../support/served.ts';

const WRITERS = 50;
const entry = (note: string): unknown => ({ type: 'assessed', at: '2026-06-14T09:00-04:00', response: 'stable', note });

let shared: SharedDatabase;
let [one, two]: [Served, Served] = [undefined as unknown as Served, undefined as unknown as Served];
beforeAll(async () => {
  shared = await openShared();
  [one, two] = [await served({ DATABASE_URL: shared.url }), await served({ DATABASE_URL: shared.url })];
}, 60_000);
afterAll(async () => {
  await two.close();
  await shared.close();
}, 60_000);

const written = (text: unknown): { id: string; sequence: number } => text as { id: string; sequence: number };

async function opened(by: Served, organisation = 'clinic'): Promise<string> {
  const told = await by.ask('nurse', 'POST', '/v1/courses', {
    ...{ body: COURSE_HEAD, organisation },
    headers: { 'idempotency-key': newKey() },
  });
  expect(told.status, told.text).toBe(201);
  return written(told.json).id;
}

const add = (by: Served, id: string, note: string, key: string, more: Readonly<Record<string, string>> = {}) =>
  by.ask('nurse', 'POST', `/v1/courses/${id}/events`, {
    body: { events: [entry(note)] },
    headers: { 'idempotency-key': key, ...more },
  });

describe('two services on one database', () => {
  it('lose no update of fifty writers on one course, and leave no gap', { timeout: 60_000 }, async () => {
    const id = await opened(one);
    const statuses = new Set<number>();
    const write = async (number: number): Promise<number> => {
      for (;;) {
        // Reads from one and writes to the other, as two desks behind a balancer would.
        const [from, to] = Math.random() < 0.5 ? [one, two] : [two, one];
        const etag = (await from.ask('nurse', 'GET', `/v1/courses/${id}`)).headers.get('etag') ?? '';
        const told = await add(to, id, `writer ${String(number)}`, newKey(), { 'if-match': etag });
        statuses.add(told.status);
        if (told.status === 201) return written(told.json).sequence;
      }
    };
    const sequences = await Promise.all(Array.from({ length: WRITERS }, (_, number) => write(number)));
    expect(sequences.sort((a, b) => a - b)).toEqual(Array.from({ length: WRITERS }, (_, index) => index + 2));
    expect([...statuses].sort()).toEqual([201, 409]);
    const { events } = (await two.ask('auditor', 'GET', `/v1/courses/${id}/events`)).json as {
      events: { sequence: number; body: { note?: string } }[];
    };
    expect(events.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: WRITERS + 1 }, (_, index) => index + 1),
    );
    const notes = new Set(events.slice(1).map(({ body }) => body.note));
    expect(notes).toEqual(new Set(Array.from({ length: WRITERS }, (_, number) => `writer ${String(number)}`)));
    expect((await verifyStore(two.database.owner, () => undefined)).broken).toEqual([]);
  });

  it('do once what both are sent at once under one key: an entry, and a new course', async () => {
    const id = await opened(one);
    const key = newKey();
    const entries = await Promise.all(Array.from({ length: 12 }, (_, at) => add(at % 2 ? one : two, id, 'once', key)));
    expect(entries.map(({ status, json }) => [status, json])).toEqual(entries.map(() => [201, { id, sequence: 2 }]));
    const open = newKey();
    const courses = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        (at % 2 ? one : two).ask('nurse', 'POST', '/v1/courses', {
          body: COURSE_HEAD,
          headers: { 'idempotency-key': open },
        }),
      ),
    );
    expect(courses.map(({ status }) => status)).toEqual(courses.map(() => 201));
    expect(new Set(courses.map(({ json }) => written(json).id)).size).toBe(1);
    const kept = await one.database.owner.selectFrom('stream').select('id').where('head', '=', 0).execute();
    expect(kept).toEqual([]);
  });

  it('refuse a key that was used for something else, also on another route and another record', async () => {
    const [id, other] = [await opened(one), await opened(one)];
    const key = newKey();
    expect((await add(one, id, 'first', key)).status).toBe(201);
    expect((await add(two, id, 'second', key)).status).toBe(422);
    expect((await add(two, other, 'first', key)).status).toBe(422);
    const draft = { side: 'payer', kind: 'initial', policy: 'fep-5.21.223', drug: 'tarlatamab' };
    const request = newKey();
    const headers = { 'idempotency-key': request };
    expect((await one.ask('nurse', 'POST', '/v1/requests', { body: draft, headers })).status).toBe(201);
    expect((await two.ask('nurse', 'POST', '/v1/courses', { body: draft, headers })).status).toBe(422);
  });

  it('show on the live line of one what the other writes, and nothing of another organisation', async () => {
    const [ours, theirs] = [await line(one, 'clinic'), await line(one, 'other')];
    const id = await opened(two);
    await add(two, id, 'live', newKey());
    const ofOther = await opened(two, 'other');
    expect(await ours.next()).toEqual({ id, kind: 'course', sequence: 1 });
    expect(await ours.next()).toEqual({ id, kind: 'course', sequence: 2 });
    // Lines come in the order of writing: theirs begins with their own.
    expect(await theirs.next()).toEqual({ id: ofOther, kind: 'course', sequence: 1 });
    await Promise.all([ours.close(), theirs.close()]);
  });

  it('let calls that run end before one of them closes', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => opened(one)));
    const live = await line(one, 'clinic');
    // Whoever holds the streams keeps the calls waiting, so that they surely run when the service is told to close.
    let [release, held]: [() => void, () => void] = [() => undefined, () => undefined];
    const isHeld = new Promise<void>((resolve) => (held = resolve));
    const holding = two.database.owner.transaction().execute(async (transaction) => {
      await sql`select id from stream for update`.execute(transaction);
      held();
      await new Promise<void>((resolve) => (release = resolve));
    });
    await isHeld;
    const calls = ids.map((id) => add(one, id, 'while it closes', newKey()));
    await waiting(two, ids.length);
    const closed = one.close();
    release();
    await holding;
    expect((await Promise.all(calls)).map(({ status, text }) => [status, text.length > 0])).toEqual(
      ids.map(() => [201, true]),
    );
    await closed;
    // What was written is told as far as it comes through; then the line ends.
    for (let told = await live.next(); told !== undefined; told = await live.next()) expect(told).toBeDefined();
    await expect(one.ask('nurse', 'GET', '/v1/me')).rejects.toThrow('fetch failed');
    const read = await two.ask('nurse', 'GET', `/v1/courses/${ids[0] ?? ''}`);
    expect(read.headers.get('etag')).toBe('"2"');
  });

  it('write no token, no connection string and nothing of a patient to their logs', () => {
    const log = [...one.log, ...two.log];
    expect(log.length).toBeGreaterThan(40);
    const words = [...one.secrets, ...two.secrets, new URL(shared.url).password, shared.url, 'Bearer', ...OF_PATIENTS];
    expect(toldBy(log, words)).toEqual([]);
  });
});

/** Until so many sessions of the database wait for a lock. */
async function waiting(by: Served, count: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ count: string }>`
      select count(*) from pg_stat_activity where wait_event_type = 'Lock'`.execute(by.database.owner);
    if (Number(rows[0]?.count) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

interface Line {
  /** What was written next; undefined once the line has ended. */
  readonly next: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

async function line(by: Served, organisation: string): Promise<Line> {
  const headers = { authorization: await by.bearer('nurse', organisation) };
  const { body } = await fetch(`${by.origin}/v1/live`, { headers });
  const reader = (body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  const next = async (): Promise<unknown> => {
    for (;;) {
      const found = /^event: written\ndata: (.*)\n\n/mu.exec(buffer);
      if (found?.[1] !== undefined) {
        buffer = buffer.slice(found.index + found[0].length);
        return JSON.parse(found[1]) as unknown;
      }
      const { value, done } = await reader.read();
      if (done) return undefined;
      buffer += value;
    }
  };
  // The first bytes say that the line listens.
  const { value = '' } = await reader.read();
  buffer += value;
  return { next, close: () => reader.cancel() };
}
