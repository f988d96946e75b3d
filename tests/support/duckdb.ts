import { DuckDBInstance } from '@duckdb/node-api';
import type { SqlRow } from '../../shells/bulk/duckdb.ts';

/** A database in memory that is gone when it is closed. */
export interface DuckDb {
  /** Runs statements whose answers nobody wants. */
  readonly run: (sql: string) => Promise<void>;
  /** The rows of one query, as they come: never all of them at once. */
  readonly rows: (sql: string) => AsyncGenerator<SqlRow>;
  readonly close: () => void;
}

export async function openDuckDb(): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async function* rows(sql) {
      const result = await connection.stream(sql);
      for await (const some of result.yieldRowObjectJson()) yield* some;
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
