import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBAppender } from '@duckdb/node-api';
import { openDuckDb, type Progress, type SqlRow } from '../duckdb.ts';

/** A database on disk for the time of one audit: what does not fit into memory is written beside it. */
export interface AuditDatabase {
  /** A folder of its own, gone with the database. */
  readonly folder: string;
  /** Runs one statement and gives all its rows: meant for answers that are small. */
  readonly query: (sql: string, progress?: Progress) => Promise<readonly SqlRow[]>;
  readonly append: (table: string) => Promise<DuckDBAppender>;
  readonly close: () => void;
}

/** What the database may use; with Node beside it the process stays below 4 GB. */
const MEMORY = '2600MB';

export async function openAuditDatabase(): Promise<AuditDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-audit-'));
  const { connection, query, close } = await openDuckDb(path.join(folder, 'audit.duckdb'), MEMORY, folder);
  return {
    folder,
    query,
    append: (table) => connection.createAppender(table),
    close: () => {
      close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
