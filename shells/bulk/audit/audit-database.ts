import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance, type DuckDBAppender } from '@duckdb/node-api';
import type { Progress, SqlRow } from '../population-database.ts';

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
const EVERY = 100;

export async function openAuditDatabase(): Promise<AuditDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-audit-'));
  const instance = await DuckDBInstance.create(path.join(folder, 'audit.duckdb'), {
    memory_limit: MEMORY,
    temp_directory: folder,
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  for (const setting of [
    'enable_progress_bar = true',
    'enable_progress_bar_print = false',
    'progress_bar_time = 0',
    'preserve_insertion_order = true',
  ])
    await connection.run(`SET ${setting}`);
  return {
    folder,
    query: async (sql, progress) => {
      const timer = setInterval(() => {
        const { percentage } = connection.progress;
        if (percentage >= 0) progress?.(percentage);
      }, EVERY);
      try {
        return (await connection.runAndReadAll(sql)).getRowObjectsJson();
      } finally {
        clearInterval(timer);
      }
    },
    append: (table) => connection.createAppender(table),
    close: () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
