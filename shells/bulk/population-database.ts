import { tmpdir } from 'node:os';
import { openDuckDb, type Progress, type SqlRow } from './duckdb.ts';

/** A database for the time of one question: it holds nothing afterwards. */
export interface PopulationDatabase {
  /** Runs one statement and gives all its rows: meant for answers that are small. */
  readonly query: (sql: string, progress?: Progress) => Promise<readonly SqlRow[]>;
  readonly close: () => void;
}

/** What the database may use; with Node beside it the process stays below 4 GB. */
const MEMORY = '3GB';

/** Opens an empty database in memory. What does not fit goes to the machine's folder for temporary files. */
export async function openPopulationDatabase(): Promise<PopulationDatabase> {
  const { query, close } = await openDuckDb(':memory:', MEMORY, tmpdir());
  return { query, close };
}
