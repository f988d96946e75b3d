import { tmpdir } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';

/** A row of an answer. Days are YYYY-MM-DD; whole numbers of 64 bits, as counts, are texts. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** Told how far a statement is, in percent from 0 to 100, a few times a second. */
export type Progress = (percent: number) => void;

/** A database for the time of one question: it holds nothing afterwards. */
export interface PopulationDatabase {
  /** Runs one statement and gives all its rows: meant for answers that are small. */
  readonly query: (sql: string, progress?: Progress) => Promise<readonly SqlRow[]>;
  readonly close: () => void;
}

/** What the database may use; with Node beside it the process stays below 4 GB. */
const MEMORY = '3GB';
const EVERY = 100;

/** Opens an empty database in memory. What does not fit goes to the machine's folder for temporary files. */
export async function openPopulationDatabase(): Promise<PopulationDatabase> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    temp_directory: tmpdir(),
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
