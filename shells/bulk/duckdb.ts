import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** A row of an answer. Days are YYYY-MM-DD; whole numbers of 64 bits, as counts, are texts. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** Told how far a statement is, in percent from 0 to 100, a few times a second. */
export type Progress = (percent: number) => void;

/** An open DuckDB with its one connection. */
export interface DuckDb {
  readonly connection: DuckDBConnection;
  /** Runs one statement and gives all its rows: meant for answers that are small. */
  readonly query: (sql: string, progress?: Progress) => Promise<readonly SqlRow[]>;
  readonly close: () => void;
}

const EVERY = 100;

/**
 * Opens a database.
 * @param place a file, or `:memory:`
 * @param memory what it may use, as DuckDB writes it; what does not fit goes to `overflow`, a folder
 */
export async function openDuckDb(place: string, memory: string, overflow: string): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(place, {
    memory_limit: memory,
    temp_directory: overflow,
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  // The database counts its progress only for a bar, which it must not print itself.
  for (const setting of [
    'enable_progress_bar = true',
    'enable_progress_bar_print = false',
    'progress_bar_time = 0',
    'preserve_insertion_order = true',
  ])
    await connection.run(`SET ${setting}`);
  return {
    connection,
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
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
