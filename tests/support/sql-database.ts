import { openDuckDb } from './duckdb.ts';

/** A database that tests run the same text on. */
export interface SqlDatabase {
  readonly name: string;
  readonly query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly close: () => Promise<void>;
}

export async function openDuckDbForTests(): Promise<SqlDatabase> {
  const database = await openDuckDb();
  return {
    name: 'DuckDB',
    query: async (sql) => {
      const rows = [];
      for await (const row of database.rows(sql)) rows.push(row);
      return rows;
    },
    close: () => {
      database.close();
      return Promise.resolve();
    },
  };
}
