import pg from 'pg';
import { WRITTEN_CHANNEL } from './migrations.ts';

/** That something was written, and nothing of what. */
export interface Written {
  readonly organisation: string;
  readonly stream: string;
  readonly kind: string;
  readonly sequence: number;
}

const LISTEN_AGAIN_MS = 1_000;

/** Listens on a connection of its own, and on another one where that breaks. */
export function listen(url: string, listener: (written: Written) => void, missed: () => void): () => Promise<void> {
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

/** What was not delivered is written nowhere, so that its transaction need not wait for the disk. */
const TELL = `select set_config('synchronous_commit', 'off', true), pg_notify($1, one) from unnest($2::text[]) as one`;

/**
 * What tells every process on the database that something stands. It is told after the write and not within it:
 * PostgreSQL lets transactions that notify stand one by one, each with a disk write of its own. What comes at one time is
 * told together. Where the database goes away meanwhile, whoever listens loses their line too, and hears that they may
 * have missed something: the write stands, so that this is no fault of it.
 */
export function announcer(pool: pg.Pool): (written: Written) => Promise<void> {
  let waiting: string[] = [];
  let next: Promise<void> | undefined;
  let telling: Promise<unknown> = Promise.resolve();
  const tell = async (): Promise<void> => {
    await telling;
    const words = waiting;
    [waiting, next] = [[], undefined];
    telling = pool.query({ name: 'tell', text: TELL, values: [WRITTEN_CHANNEL, words] }).catch(() => undefined);
    await telling;
  };
  return (written) => {
    waiting.push(JSON.stringify(written));
    next ??= tell();
    return next;
  };
}
