import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildSummaries } from '../../shells/store/rebuild.ts';
import { ConflictError, KeyReusedError, type Change, type Decided } from '../../shells/store/store.ts';
import { verifyStore } from '../../shells/store/verify.ts';
import { CLINIC, counted, openStore, type OpenStore } from '../support/store.ts';

const NOW = '2026-06-15T12:00:00Z';
const note = (body: unknown): Decided => ({ events: [{ type: 'note', at: NOW, body }] });
const change = (stream: string, key: string, request: unknown = 'one'): Change => ({
  ...{ actor: CLINIC, stream, kind: 'course', what: 'add', once: { key, request }, now: NOW },
});

let open: OpenStore;
beforeAll(async () => {
  open = await openStore();
});
afterAll(async () => {
  await open.close();
});

const logged = async (stream: string): Promise<readonly string[]> => {
  const rows = await open.database.owner.selectFrom('access').select('what').where('stream', '=', stream).execute();
  return rows.map(({ what }) => what);
};
const length = async (stream: string): Promise<number> => {
  const rows = await open.database.owner.selectFrom('event').select('hash').where('stream', '=', stream).execute();
  return rows.length;
};

describe('a change of a stream', () => {
  it('is decided over what stands, and logged as a reading of it', async () => {
    const begun = await open.store.change(change('plain', 'begun-1'), () => note(1));
    expect(begun).toMatchObject({ appended: { stream: 'plain', sequence: 1 }, events: [], isRepeated: false });
    expect(await logged('plain')).toEqual([]);
    const { appended, events } = await open.store.change(change('plain', 'added-1'), async (before) => {
      await Promise.resolve();
      return note({ after: before.map(({ body }) => body) });
    });
    expect(appended.sequence).toBe(2);
    expect(events.map(({ body, actor, recordedAt }) => ({ body, actor, recordedAt }))).toEqual([
      { body: 1, actor: CLINIC, recordedAt: NOW },
    ]);
    expect(await logged('plain')).toEqual(['add']);
    const read = await open.store.read(CLINIC, 'plain', 'test', NOW);
    expect(read.map(({ body }) => body)).toEqual([1, { after: [1] }]);
  });

  it('that is refused writes nothing, and is logged all the same', async () => {
    await open.store.change(change('refused', 'begun-2'), () => note(1));
    const refusal = new Error('refused');
    await expect(
      open.store.change(change('refused', 'added-2'), () => {
        throw refusal;
      }),
    ).rejects.toBe(refusal);
    expect([await length('refused'), await logged('refused')]).toEqual([1, ['add']]);
    // Its key was not used up.
    expect((await open.store.change(change('refused', 'added-2'), () => note(2))).appended.sequence).toBe(2);
  });

  it('that was made before is answered as before, decides nothing, and is logged', async () => {
    await open.store.change(change('again', 'begun-3'), () => note(1));
    const first = await open.store.change(change('again', 'added-3'), () => note(2));
    const again = await open.store.change(change('again', 'added-3'), () => {
      throw new Error('nothing is decided');
    });
    expect(again).toMatchObject({ appended: first.appended, isRepeated: true });
    expect(again.events.map(({ body }) => body)).toEqual([1, 2]);
    const other = change('again', 'added-3', 'another');
    await expect(open.store.change(other, () => note(3))).rejects.toThrow(KeyReusedError);
    expect([await length('again'), await logged('again')]).toEqual([2, ['add', 'add', 'add']]);
  });

  it('writes nothing where somebody else has written meanwhile, or knows of another number of entries', async () => {
    await open.store.change(change('meanwhile', 'begun-4'), () => note(1));
    await expect(
      open.store.change(change('meanwhile', 'slow-4'), async () => {
        await open.store.change(change('meanwhile', 'fast-4'), () => note('fast'));
        return note('slow');
      }),
    ).rejects.toThrow(ConflictError);
    await expect(
      open.store.change(change('meanwhile', 'knows-4'), () => ({ ...note(3), expected: 1 })),
    ).rejects.toMatchObject({ expected: 1, found: 2 });
    const read = await open.store.read(CLINIC, 'meanwhile', 'test', NOW);
    expect(read.map(({ body }) => body)).toEqual([1, 'fast']);
    expect(await logged('meanwhile')).toEqual(['add', 'add', 'add', 'test']);
  });

  it('sent eight times at once under one key, each for a new stream, begins one', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => {
        const stream = `new-${randomUUID()}`;
        return open.store.change(change(stream, 'new-5'), () => note(1));
      }),
    );
    expect(new Set(made.map(({ appended }) => appended.stream)).size).toBe(1);
    expect(made.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1);
    const held = await sql<{ id: string }>`select id from stream where id like 'new-%'`.execute(open.database.owner);
    expect(held.rows.map(({ id }) => id)).toEqual([made[0]?.appended.stream]);
  });

  it('is summarised as it will be read: made again, the lists are the same, and the chain is sound', async () => {
    const { owner } = open.database;
    await open.store.change(change('lists', 'begun-6'), () =>
      note({ z: [undefined, -0, '\u2028'], b: undefined, a: 1 }),
    );
    await open.store.change(change('lists', 'added-6'), () => note({ 10: 'ten', 9: 'nine' }));
    const all = async (): Promise<unknown> => [
      await owner.selectFrom('summary').selectAll().orderBy('stream').execute(),
      await owner.selectFrom('work').selectAll().orderBy('stream').execute(),
    ];
    const before = await all();
    await rebuildSummaries(owner, counted, () => undefined);
    expect(await all()).toEqual(before);
    expect((await verifyStore(owner, () => undefined)).broken).toEqual([]);
  });
});

describe('the database', () => {
  it('lets no call of the service hang, nor a transaction do nothing, and leaves long looks alone', async () => {
    const shown = `select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle`;
    const { rows } = await open.database.as('clinic', (transaction) => sql.raw(shown).execute(transaction));
    expect(rows).toEqual([{ statement: '30s', idle: '1min' }]);
    expect((await sql.raw(shown).execute(open.database.owner)).rows).toEqual([{ statement: '0', idle: '1min' }]);
  });

  it('tells every listener what stands, and of it no more than where it is', async () => {
    const told: unknown[] = [];
    const stop = open.database.onWritten(
      (written) => told.push(written),
      () => undefined,
    );
    // It listens once its connection is made: the first words that it hears say so.
    for (let tried = 1; told.length === 0 && tried < 100; tried++) {
      await open.store.change(change(`told-${String(tried)}`, `told-key-${String(tried)}`), () => note('secret'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await stop();
    expect(told[0]).toEqual({
      organisation: 'clinic',
      stream: expect.stringMatching(/^told-\d+$/u) as string,
      kind: 'course',
      sequence: 1,
    });
  });
});
