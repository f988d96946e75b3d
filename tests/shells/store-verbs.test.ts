import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDemo } from '../../shells/server/demo.ts';
import { summariser } from '../../shells/server/summarise.ts';
import { LiveKnowledge } from '../../shells/knowledge/live.ts';
import { openDatabase, type Database } from '../../shells/store/database.ts';
import { Store } from '../../shells/store/store.ts';
import { stepwise, type Call } from '../support/cli.ts';
import { ROOT } from '../support/knowledge.ts';
import { NOW } from '../support/service.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-store-verbs-'));
const at = (name: string): string => path.join(folder, name);

/** A verb over the record in a folder, as a process of its own would see its settings. */
async function over(record: string, ...args: readonly string[]): Promise<Call> {
  const before = process.env['STEPWISE_DATA'];
  process.env['STEPWISE_DATA'] = at(record);
  try {
    return await stepwise('store', ...args);
  } finally {
    if (before === undefined) delete process.env['STEPWISE_DATA'];
    else process.env['STEPWISE_DATA'] = before;
  }
}

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ folder: at('first') });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const lists = (): Promise<readonly unknown[]> =>
  withDatabase(
    async ({ owner }) =>
      (await sql`select list, reason, since from work order by list, reason, since`.execute(owner)).rows,
  );

beforeAll(async () => {
  // Run by root, the server is a user of its own who has to pass through.
  chmodSync(folder, 0o711);
  const database = await openDatabase({ folder: at('first') });
  const knowledge = new LiveKnowledge(path.join(ROOT, 'knowledge'));
  await fillDemo(database, new Store(database, summariser(knowledge)), knowledge.current(), NOW);
  await database.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the record, looked after from the command line', () => {
  it('is backed up, put back into another one, and is the same there', async () => {
    const verified = await over('first', 'verify', '--json');
    expect(verified.status).toBe(0);
    const found = JSON.parse(verified.out) as { streams: number; events: number; broken: unknown[] };
    expect(found).toMatchObject({ streams: 30, broken: [] });

    const file = at('one.backup');
    const written = await over('first', 'backup', '--out', file, '--json');
    expect(written.status, written.err).toBe(0);
    const { rows } = JSON.parse(written.out) as { rows: number };
    expect((await over('first', 'backup', '--out', file)).status).toBe(2);

    const restored = await over('second', 'restore', '--from', file, '--json');
    expect(restored.status, restored.err).toBe(0);
    expect(JSON.parse(restored.out)).toEqual({ file, rows, rebuilt: 30, ...found });
    const again = await over('second', 'restore', '--from', file);
    expect(again).toMatchObject({ status: 2, out: '' });
    expect(again.err).toContain('the record is not empty');
  });

  it('has its lists made again by the same rules', async () => {
    const before = await lists();
    expect(before.length).toBeGreaterThan(20);
    await withDatabase(({ owner }) => owner.deleteFrom('work').execute());
    expect(await lists()).toEqual([]);
    const { status, out } = await over('first', 'rebuild');
    expect({ status, out }).toEqual({ status: 0, out: 'Made again: 30 records.\n' });
    expect(await lists()).toEqual(before);
  });

  it('has its lists made again by the days of the place that the setting names', async () => {
    const due = (): Promise<readonly unknown[]> =>
      withDatabase(
        async ({ owner }) =>
          (
            await sql`select stream, its_due from summary where kind = 'request' and its_due is not null order by stream`.execute(
              owner,
            )
          ).rows,
      );
    const before = process.env['STEPWISE_TIME_ZONE'];
    const inZone = async (zone: string): Promise<readonly unknown[]> => {
      process.env['STEPWISE_TIME_ZONE'] = zone;
      expect((await over('first', 'rebuild')).status).toBe(0);
      return due();
    };
    try {
      const [west, east] = [await inZone('Pacific/Pago_Pago'), await inZone('Pacific/Kiritimati')];
      expect(west.length).toBeGreaterThan(0);
      expect(west.length).toBe(east.length);
      expect(west).not.toEqual(east);
    } finally {
      if (before === undefined) delete process.env['STEPWISE_TIME_ZONE'];
      else process.env['STEPWISE_TIME_ZONE'] = before;
    }
  });

  it('is told to be broken, with the event, and the status is 20', async () => {
    const database = await openDatabase({ folder: at('first') });
    await sql`alter table event disable trigger event_stands`.execute(database.owner);
    const { stream } = await database.owner
      .updateTable('event')
      .set({ body: '{}' } as never)
      .where('sequence', '=', 2)
      .where('stream', 'in', sql<string>`(select min(stream) from event where sequence = 2)`)
      .returning('stream')
      .executeTakeFirstOrThrow();
    await database.close();
    const { status, out } = await over('first', 'verify');
    expect(status).toBe(20);
    expect(out).toContain(`✗ ${stream}, event 2: it was changed after it was written`);
    const json = await over('first', 'verify', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ broken: [{ stream, sequence: 2 }] });
  });

  it.each([
    ['no record', ['verify'], 'STEPWISE_DATA: there is no record'],
    ['no file', ['restore', '--from', 'none.backup'], 'none.backup: the file given with --from cannot be read'],
    ['a folder that is not there', ['backup', '--out', 'none/x'], 'there is no record'],
    ['no option', ['backup'], "required option '--out <file>'"],
  ])('%s is bad input', async (_name, args, words) => {
    const { status, out, err } = await over('nothing', ...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(words);
  });

  it('takes no file that is no whole backup, and keeps nothing of it', async () => {
    writeFileSync(at('text.backup'), 'no backup');
    for (let turn = 0; turn < 2; turn++) {
      const { status, err } = await over('third', 'restore', '--from', at('text.backup'));
      expect({ status, err }).toMatchObject({ status: 2 });
      expect(err).toContain('this is no whole backup');
    }
    const elsewhere = await over('third', 'backup', '--out', at('none/x'));
    expect(elsewhere.status).toBe(2);
    expect(elsewhere.err).toContain('the file cannot be written');
  });
});
