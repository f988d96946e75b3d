import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { openEmbedded } from './embedded.ts';
import { MIGRATIONS, ORGANISATION_SETTING, SERVICE_ROLE, WRITTEN_CHANNEL } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Where the record is kept. */
export interface Place {
  /** A PostgreSQL of the user's own; without it the one that comes with the packages. */
  readonly url?: string;
  /** Its data, where it is the one that comes with the packages. */
  readonly folder: string;
}

/** The open database of the record. */
export interface Database {
  /** Works for one organisation under the role that owns nothing: row security shows it its own rows only. */
  readonly as: <T>(organisation: string, work: (transaction: Kysely<Tables>) => Promise<T>) => Promise<T>;
  /** Works on the store as a whole: verify, rebuild, backup, restore, organisations. */
  readonly owner: Kysely<Tables>;
  /** Connections that are open now. */
  readonly connections: () => number;
  /**
   * Is told of everything that is written, by any process on the database, until it is stopped; and of each time after
   * which something may have been missed, once it hears again.
   */
  readonly onWritten: (listener: (written: Written) => void, missed: () => void) => () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** That something was written, and nothing of what. */
export interface Written {
  readonly organisation: string;
  readonly stream: string;
  readonly kind: string;
  readonly sequence: number;
}

/**
 * Opens the record, starting the embedded server where there is no `url`, and brings its tables up to date.
 * @throws Error where it cannot be reached, or where the role of the service could pass row security
 */
export async function openDatabase({ url, folder }: Place): Promise<Database> {
  const server = url === undefined ? await openEmbedded(folder) : { url, close: () => Promise.resolve() };
  const pool = new pg.Pool({ connectionString: server.url, max: 10, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while nobody uses it is replaced by the pool; unheard, it would end the process.
  pool.on('error', () => undefined);
  // One that breaks while it is used tells so twice: to the query, which fails, and to whoever hears.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const owner = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    await owner.destroy();
    await server.close();
  };
  try {
    await migrate(owner);
    await refuseLooseRole(owner);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    owner,
    close,
    connections: () => pool.totalCount,
    onWritten: (listener, missed) => listen(server.url, listener, missed),
    as: (organisation, work) =>
      owner.transaction().execute(async (transaction) => {
        // Both until the transaction ends, in one call: every transaction begins with it.
        await sql`select set_config('role', ${SERVICE_ROLE}, true), set_config(${ORGANISATION_SETTING}, ${organisation}, true)`.execute(
          transaction,
        );
        return work(transaction);
      }),
  };
}

const LISTEN_AGAIN_MS = 1_000;

/** Listens on a connection of its own, and on another one where that breaks. */
function listen(url: string, listener: (written: Written) => void, missed: () => void): () => Promise<void> {
  let [client, stopped]: [pg.Client | undefined, boolean] = [undefined, false];
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url });
    next.on('notification', ({ payload }) => {
      listener(JSON.parse(payload ?? '{}') as Written);
    });
    next.on('error', () => undefined);
    next.once('end', () => {
      if (!stopped) setTimeout(() => void connect(), LISTEN_AGAIN_MS).unref();
    });
    try {
      await next.connect();
      await next.query(`listen ${WRITTEN_CHANNEL}`);
      if (client !== undefined) missed();
      client = next;
      if (stopped) await next.end();
    } catch {
      // It is asked again: `end` comes to a connection that was never made as well.
    }
  };
  const begun = connect();
  return async () => {
    stopped = true;
    await begun;
    await client?.end();
  };
}

async function migrate(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('the tables could not be brought up to date', { cause: error });
}

/** A role that is a superuser, or passes row security, would make the second wall void. */
async function refuseLooseRole(database: Kysely<Tables>): Promise<void> {
  const found = await sql<{ loose: boolean }>`
    select rolsuper or rolbypassrls or rolcreaterole as loose from pg_roles where rolname = ${SERVICE_ROLE}`.execute(
    database,
  );
  if (found.rows[0]?.loose !== false)
    throw new Error(`The role ${SERVICE_ROLE} may pass row security: take SUPERUSER, BYPASSRLS and CREATEROLE from it`);
}
