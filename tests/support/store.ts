import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, type Database } from '../../shells/store/database.ts';
import type { Actor } from '../../shells/store/events.ts';
import { Store } from '../../shells/store/store.ts';
import type { Summarise } from '../../shells/store/summary.ts';

export const CLINIC: Actor = { organisation: 'clinic', id: 'nurse-1', role: 'nurse' };
export const PAYER: Actor = { organisation: 'payer', id: 'reviewer-1', role: 'reviewer' };

/** A summary that says how many events there are and what the newest one is. */
export const counted: Summarise = ({ events }) => ({
  title: `${String(events.length)} events`,
  body: { newest: events.at(-1)?.type ?? null },
  work: events.map(({ at, type }) => ({ list: 'seen', since: at.slice(0, 10), reason: type, action: 'look' })),
});

export interface OpenStore {
  readonly folder: string;
  readonly database: Database;
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/** A record in a folder of its own, with two organisations. `close` removes it. */
export async function openStore(folder = mkdtempSync(path.join(tmpdir(), 'stepwise-store-'))): Promise<OpenStore> {
  const database = await openDatabase({ folder });
  await database.owner
    .insertInto('organisation')
    .values([
      { id: 'clinic', name: 'A clinic', kind: 'practice' },
      { id: 'payer', name: 'A payer', kind: 'payer' },
    ])
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return {
    folder,
    database,
    store: new Store(database, counted),
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
