import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './knowledge.ts';
import type { SqlDatabase } from './sql-database.ts';

/** The embedded ClickHouse is large and stands in a folder of its own; tests that need it are skipped where it is not. */
const FOLDER = path.join(ROOT, 'tests', 'clickhouse');

export const hasClickHouse = existsSync(path.join(FOLDER, 'node_modules', 'chdb', 'package.json'));

/** As much of the package as is used here. */
interface Chdb {
  readonly Session: new (folder: string) => {
    readonly query: (sql: string, format?: string) => string;
    readonly cleanup: () => void;
  };
}

/** A ClickHouse inside this process, its data in a temporary folder that `close` removes. */
export function openClickHouse(): Promise<SqlDatabase> {
  const load = createRequire(path.join(FOLDER, 'package.json'));
  const { Session } = load('chdb') as Chdb;
  const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-clickhouse-'));
  const session = new Session(folder);
  return Promise.resolve({
    name: 'ClickHouse',
    query: (sql) => {
      const text = session.query(sql, 'JSONEachRow');
      const rows = text.split('\n').filter((line) => line !== '');
      return Promise.resolve(rows.map((row) => JSON.parse(row) as Readonly<Record<string, unknown>>));
    },
    close: () => {
      session.cleanup();
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}
