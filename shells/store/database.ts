import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { openEmbedded } from './embedded.ts';
import { MIGRATIONS, ORGANISATION_SETTING, SERVICE_ROLE } from './migrations.ts';
import type { Tables } from './tables.ts';
import { announcer, listen, type Written } from './written.ts';

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
  /** Calls a routine of the record, which takes the same role by itself: one transaction in one way to the database. */
  readonly call: <Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>;
  /** Tells every process on the database that something stands; resolves once it is told, or cannot be. */
  readonly announce: (written: Written) => Promise<void>;
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

/** A question to the database in one call, prepared once on each connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * Opens the record, starting the embedded server where there is no `url`, and brings its tables up to date.
 * @throws Error where it cannot be reached, or where the role of the service could pass row security
 */
export async function openDatabase({ url, folder }: Place): Promise<Database> {
  const server = url === undefined ? await openEmbedded(folder) : { url, close: () => Promise.resolve() };
  const pool = poolOf(server.url, CONNECTIONS, SERVICE_MS);
  // Looks at the record as a whole take as long as they take.
  const wholePool = poolOf(server.url, CONNECTIONS, 0);
  const service = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const owner = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: wholePool }) });
  const close = async (): Promise<void> => {
    await Promise.all([service.destroy(), owner.destroy()]);
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
    announce: announcer(pool),
    connections: () => pool.totalCount + wholePool.totalCount,
    call: async <Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]) =>
      (await pool.query<Row>({ ...statement, values: [...values] })).rows,
    onWritten: (listener, missed) => listen(server.url, listener, missed),
    as: (organisation, work) =>
      service.transaction().execute(async (transaction) => {
        // Both until the transaction ends, in one call: every transaction begins with it.
        await sql`select set_config('role', ${SERVICE_ROLE}, true), set_config(${ORGANISATION_SETTING}, ${organisation}, true)`.execute(
          transaction,
        );
        return work(transaction);
      }),
  };
}

const CONNECTIONS = 10;
/** The longest that a call of the service may keep the database, and a transaction may do nothing, milliseconds. */
const SERVICE_MS = 30_000;
const IDLE_MS = 60_000;

function poolOf(url: string, max: number, statementMs: number): pg.Pool {
  const pool = new pg.Pool({
    ...{ connectionString: url, max, connectionTimeoutMillis: 10_000, statement_timeout: statementMs },
    // What hangs in a transaction would hold its stream against every other writer.
    idle_in_transaction_session_timeout: IDLE_MS,
  });
  // A connection that breaks while nobody uses it is replaced by the pool; unheard, it would end the process.
  pool.on('error', () => undefined);
  // One that breaks while it is used tells so twice: to the query, which fails, and to whoever hears.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
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
