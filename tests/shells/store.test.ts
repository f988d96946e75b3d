import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, restore } from '../../shells/store/backup.ts';
import { rebuildSummaries } from '../../shells/store/rebuild.ts';
import type { Actor, NewEvent } from '../../shells/store/events.ts';
import { ConflictError, KeyReusedError, type Append } from '../../shells/store/store.ts';
import { verifyStore } from '../../shells/store/verify.ts';
import { CLINIC, counted, openStore, PAYER, type OpenStore } from '../support/store.ts';

const NOW = '2026-06-15T12:00:00Z';
const none = (): void => undefined;
const event = (number: number): NewEvent => ({
  type: 'lab-resulted',
  at: '2026-06-15T08:00-04:00',
  body: { number, text: 'ß "quoted" \\ 😀', nested: { b: [1.5, null], a: true } },
});
const append = (stream: string, expected: number, events: readonly NewEvent[], more: Partial<Append> = {}): Append => ({
  actor: CLINIC,
  stream,
  kind: 'course',
  expected,
  events,
  now: NOW,
  ...more,
});

let open: OpenStore;
beforeAll(async () => {
  open = await openStore();
});
afterAll(async () => {
  await open.close();
});

describe('the record', () => {
  it('gives back what was written, in order, with who wrote it and when', async () => {
    const first = await open.store.append(append('plain', 0, [event(1), event(2)]));
    expect(first.sequence).toBe(2);
    await open.store.append(append('plain', 2, [event(3)]));
    const read = await open.store.read(CLINIC, 'plain', 'test', NOW);
    expect(read.map(({ sequence, body }) => [sequence, body])).toEqual([
      [1, event(1).body],
      [2, event(2).body],
      [3, event(3).body],
    ]);
    expect(read[0]).toMatchObject({ actor: CLINIC, recordedAt: NOW, at: '2026-06-15T08:00-04:00' });
  });

  it('writes nothing where somebody else has written meanwhile, and says so', async () => {
    await open.store.append(append('contested', 0, [event(1)]));
    await expect(open.store.append(append('contested', 0, [event(2)]))).rejects.toThrow(ConflictError);
    await expect(open.store.append(append('contested', 2, [event(2)]))).rejects.toThrow(ConflictError);
    expect(await open.store.read(CLINIC, 'contested', 'test', NOW)).toHaveLength(1);
  });

  it('answers the same key with the same answer and writes once, also at the same time', async () => {
    const once = append('keyed', 0, [event(1)], { once: { key: 'k-1', request: 'one' } });
    const answers = await Promise.all(Array.from({ length: 8 }, () => open.store.append(once)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await open.store.read(CLINIC, 'keyed', 'test', NOW)).toHaveLength(1);
    await expect(
      open.store.append(append('keyed', 1, [event(2)], { once: { key: 'k-1', request: 'another' } })),
    ).rejects.toThrow(KeyReusedError);
  });

  it('loses no update of fifty writers on one stream, and leaves no gap', async () => {
    const write = async (number: number): Promise<void> => {
      for (;;) {
        const known = await open.store.read(CLINIC, 'busy', 'test', NOW);
        try {
          await open.store.append(append('busy', known.length, [event(number)]));
          return;
        } catch (error) {
          if (!(error instanceof ConflictError)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, number) => write(number)));
    const read = await open.store.read(CLINIC, 'busy', 'test', NOW);
    expect(read.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    const numbers = read.map(({ body }) => (body as { number: number }).number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect((await verifyStore(open.database.owner, none)).broken).toEqual([]);
  });

  it('keeps who has read', async () => {
    await open.store.append(append('looked-at', 0, [event(1)]));
    await open.store.read(CLINIC, 'looked-at', 'the visit page', NOW);
    const log = await open.database.owner.selectFrom('access').selectAll().where('stream', '=', 'looked-at').execute();
    expect(log).toMatchObject([{ organisation: 'clinic', what: 'the visit page', at: NOW }]);
    expect(JSON.parse(log[0]?.actor ?? '')).toEqual(CLINIC);
  });
});

describe('the second wall', () => {
  const asWrong = <T>(work: Parameters<OpenStore['database']['as']>[1]): Promise<T> =>
    open.database.as('payer', work) as Promise<T>;

  it('shows another organisation nothing, whatever it asks in SQL', async () => {
    await open.store.append(append('private', 0, [event(1)], { once: { key: 'private-key', request: 'one' } }));
    for (const table of ['stream', 'event', 'idempotency', 'access', 'summary', 'work']) {
      const found = await asWrong<{ rows: unknown[] }>((transaction) =>
        sql`select * from ${sql.table(table)} where organisation = 'clinic'`.execute(transaction),
      );
      expect(found.rows, table).toEqual([]);
    }
    const own = await asWrong<{ rows: unknown[] }>((transaction) =>
      sql`select id from organisation`.execute(transaction),
    );
    expect(own.rows).toEqual([{ id: 'payer' }]);
  });

  it.each([
    ['write for another', `insert into stream values ('mine', 'clinic', 'course', 0, '')`],
    ['add to another’s stream', `insert into event values ('private', 9, 'payer', 't', 'a', 'r', '{}', '{}', 'h')`],
    ['change an event', `update event set body = '{}'`],
    ['remove an event', `delete from event`],
    ['empty the record', `truncate event`],
    ['make another organisation', `insert into organisation values ('x', 'X', 'payer')`],
    ['remove what was logged', `delete from access`],
    ['read by a routine for another', `select * from record_read('clinic', 'private', null, '{}', null, null)`],
    ['let itself out', `alter role stepwise_service bypassrls`],
    ['switch the wall off', `alter table event disable row level security`],
    ['drop the guard', `drop trigger event_stands on event`],
  ])('lets the service not %s', async (_name, statement) => {
    await expect(open.database.as('payer', (transaction) => sql.raw(statement).execute(transaction))).rejects.toThrow(
      /row-level security|permission denied|must be owner|foreign key|only ever added/u,
    );
  });

  it('gives a stream that another organisation has begun to nobody else', async () => {
    const actor: Actor = PAYER;
    await expect(open.store.append(append('private', 0, [event(1)], { actor }))).rejects.toThrow(ConflictError);
    expect(await open.store.read(actor, 'private', 'test', NOW)).toEqual([]);
  });

  it('lets not even the owner change an event', async () => {
    const { owner } = open.database;
    await expect(sql`update event set type = 'x'`.execute(owner)).rejects.toThrow(/only ever added/u);
    await expect(sql`delete from event`.execute(owner)).rejects.toThrow(/only ever added/u);
  });
});

describe('the chain', () => {
  it.each([
    ['a body changed', `update event set body = replace(body, '1', '7') where stream = 'chain' and sequence = 2`, 2],
    ['a time changed', `update event set at = '2026-06-15T08:01-04:00' where stream = 'chain' and sequence = 1`, 1],
    ['a writer changed', `update event set actor = '{}' where stream = 'chain' and sequence = 3`, 3],
    ['the last one taken out', `delete from event where stream = 'chain' and sequence = 3`, 3],
    ['one in the middle taken out', `delete from event where stream = 'chain' and sequence = 2`, 2],
    ['the head moved', `update stream set head = 2 where id = 'chain'`, 2],
  ])('shows %s', async (_name, statement, sequence) => {
    if ((await open.store.read(CLINIC, 'chain', 'test', NOW)).length === 0)
      await open.store.append(append('chain', 0, [event(1), event(1), event(1)]));
    const { owner } = open.database;
    const back = new Error('put it back');
    const tampered = owner.transaction().execute(async (transaction) => {
      // As somebody who owns the server could.
      await sql`alter table event disable trigger event_stands`.execute(transaction);
      await sql.raw(statement).execute(transaction);
      const { broken } = await verifyStore(transaction, none);
      expect(broken).toMatchObject([{ stream: 'chain', sequence }]);
      throw back;
    });
    await expect(tampered).rejects.toBe(back);
    expect((await verifyStore(owner, none)).broken).toEqual([]);
  });
});

describe('lists', () => {
  it('made again from the events are the same', async () => {
    const { owner } = open.database;
    const all = async (): Promise<unknown> => [
      await owner.selectFrom('summary').selectAll().orderBy('stream').execute(),
      await owner.selectFrom('work').selectAll().orderBy('stream').execute(),
    ];
    const before = await all();
    await sql`update summary set title = 'spoilt', body = '{}'`.execute(owner);
    await sql`delete from work where stream < 'd'`.execute(owner);
    const told: number[] = [];
    const made = await rebuildSummaries(owner, counted, (done) => void told.push(done));
    expect(made).toBeGreaterThan(4);
    expect(told.at(-1)).toBe(made);
    expect(await all()).toEqual(before);
  });
});

describe('a backup', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stepwise-backup-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('put into an empty record is the same record, its chain intact, and goes on being written', async () => {
    const file = path.join(folder, 'record.gz');
    const rows = await backUp(open.database.owner, file);
    const other = await openStore(mkdtempSync(path.join(tmpdir(), 'stepwise-store-')));
    try {
      await sql`delete from organisation`.execute(other.database.owner);
      expect(await restore(other.database.owner, file)).toBe(rows);
      await rebuildSummaries(other.database.owner, counted, none);
      const dump = async ({ database }: OpenStore): Promise<unknown> =>
        Promise.all(
          (['organisation', 'stream', 'event', 'idempotency', 'access', 'summary', 'work'] as const).map((table) =>
            sql`select * from ${sql.table(table)} order by 1, 2, 3`.execute(database.owner).then((found) => found.rows),
          ),
        );
      expect(await dump(other)).toEqual(await dump(open));
      expect((await verifyStore(other.database.owner, none)).broken).toEqual([]);
      await other.store.append(append('plain', 3, [event(4)]));
      expect(await other.store.read(CLINIC, 'plain', 'test', NOW)).toHaveLength(4);
      await expect(restore(other.database.owner, file)).rejects.toThrow(/not empty/u);
    } finally {
      await other.close();
    }
  });

  it.each([
    ['that ends early', (text: string) => text.split('\n').slice(0, -2).join('\n'), /not whole/u],
    ['that lost a line', (text: string) => text.split('\n').toSpliced(4, 1).join('\n'), /not whole|foreign key/u],
    ['of something else', () => '{"format":"other"}\n', /no backup/u],
  ])('%s is refused, and nothing of it stays', async (_name, spoil, message) => {
    const sound = path.join(folder, 'sound.gz');
    await backUp(open.database.owner, sound);
    const spoilt = path.join(folder, 'spoilt.gz');
    writeFileSync(spoilt, gzipSync(spoil(gunzipSync(readFileSync(sound)).toString())));
    const other = await openStore(mkdtempSync(path.join(tmpdir(), 'stepwise-store-')));
    try {
      await sql`delete from organisation`.execute(other.database.owner);
      await expect(restore(other.database.owner, spoilt)).rejects.toThrow(message);
      expect(await other.database.owner.selectFrom('organisation').selectAll().execute()).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
