import { createReadStream, createWriteStream, renameSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** What a backup holds, in the order in which it can be put back. Summaries are made again instead. */
const TABLES = ['organisation', 'stream', 'event', 'idempotency', 'access'] as const;
type BackedUp = (typeof TABLES)[number];
const ORDER: Readonly<Record<BackedUp, readonly string[]>> = {
  organisation: ['id'],
  stream: ['id'],
  event: ['stream', 'sequence'],
  idempotency: ['organisation', 'key'],
  access: ['id'],
};
const FORMAT = 'stepwise-backup-1';
const PAGE = 1_000;

/**
 * Writes the record as it is at one moment to one compressed file of JSON lines; the first says what it is, the last
 * how many rows came before it. The file appears under its name once it is whole.
 * @returns the rows written
 */
export async function backUp(owner: Kysely<Tables>, file: string): Promise<number> {
  return owner
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      let rows = 0;
      const unfinished = `${file}.unfinished`;
      await pipeline(
        Readable.from(
          linesOf(transaction, () => {
            rows += 1;
          }),
        ),
        createGzip(),
        createWriteStream(unfinished, { mode: 0o600, flush: true }),
      );
      renameSync(unfinished, file);
      return rows;
    });
}

async function* linesOf(transaction: Kysely<Tables>, onRow: () => void): AsyncGenerator<string> {
  let rows = 0;
  yield `${JSON.stringify({ format: FORMAT })}\n`;
  for (const table of TABLES) {
    const columns = ORDER[table];
    const order = sql.join(columns.map((column) => sql.ref(column)));
    for (let last: Record<string, unknown> | undefined; ;) {
      const from = last;
      const after =
        from === undefined ? sql`true` : sql`(${order}) > (${sql.join(columns.map((column) => from[column]))})`;
      const page = await sql<Record<string, unknown>>`
        select * from ${sql.table(table)} where ${after} order by ${order} limit ${PAGE}`.execute(transaction);
      for (const row of page.rows) {
        rows += 1;
        onRow();
        yield `${JSON.stringify({ table, row })}\n`;
      }
      last = page.rows.at(-1);
      if (page.rows.length < PAGE) break;
    }
  }
  yield `${JSON.stringify({ rows })}\n`;
}

/**
 * Puts a backup into an empty record, all of it or nothing. Summaries are made afterwards by `rebuildSummaries`.
 * @throws Error where the record is not empty, or the file is no whole backup
 */
export async function restore(owner: Kysely<Tables>, file: string): Promise<number> {
  return owner.transaction().execute(async (transaction) => {
    const held = await transaction.selectFrom('organisation').select('id').limit(1).execute();
    if (held.length > 0) throw new Error('The record is not empty: restore into a new one');
    let rows = 0;
    let [begun, whole] = [false, false];
    let page: { table: BackedUp; rows: Record<string, unknown>[] } | undefined;
    const flush = async (): Promise<void> => {
      if (page !== undefined) await insert(transaction, page.table, page.rows);
      page = undefined;
    };
    for await (const text of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
      const line = JSON.parse(text) as Line;
      if (!begun) {
        if (line.format !== FORMAT) throw new Error(`${file} is no backup of this program`);
        begun = true;
      } else if (line.table !== undefined && line.row !== undefined) {
        if (page !== undefined && (page.table !== line.table || page.rows.length >= PAGE)) await flush();
        page ??= { table: line.table, rows: [] };
        page.rows.push(line.row);
        rows += 1;
      } else whole = line.rows === rows;
    }
    await flush();
    // The next reading that is logged takes the number after the last one.
    await sql`select setval(pg_get_serial_sequence('access', 'id'), greatest(max(id), 1)) from access`.execute(
      transaction,
    );
    if (!whole) throw new Error(`${file} is not whole: it ends before its last line`);
    return rows;
  });
}

interface Line {
  readonly format?: string;
  readonly table?: BackedUp;
  readonly row?: Record<string, unknown>;
  readonly rows?: number;
}

async function insert(transaction: Kysely<Tables>, table: BackedUp, rows: Record<string, unknown>[]): Promise<void> {
  // One parameter for the page, however many rows and columns it has.
  const values = sql`jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`;
  const overriding = table === 'access' ? sql`overriding system value` : sql``;
  await sql`insert into ${sql.table(table)} ${overriding} select * from ${values}`.execute(transaction);
}
