import type { Database, Statement } from './database.ts';
import type { EventRow } from './events.ts';
import type { Summary } from './summary.ts';

/** What is looked at, and by whom. */
export interface Reading {
  readonly organisation: string;
  readonly stream: string;
  /** Idempotency key whose answer is wanted too. */
  readonly key?: string;
  /** Canonical JSON. */
  readonly actor: string;
  /** What the access log says of it, `now` being ISO 8601 in UTC; left out where it is not logged, or not yet. */
  readonly logged?: { readonly what: string; readonly now: string };
}

/** The answer that a key was given. */
export interface KeptAnswer {
  readonly requestHash: string;
  /** Canonical JSON. */
  readonly answer: string;
}

export interface FoundRows {
  readonly rows: readonly EventRow[];
  readonly answer?: KeptAnswer;
}

const READ: Statement = { name: 'record-read', text: 'select * from record_read($1, $2, $3, $4, $5, $6)' };

/** The rows of a stream, oldest first, and what a key was answered, as of one moment at which both stood. */
export async function readRows(
  database: Pick<Database, 'call'>,
  { organisation, stream, key, actor, logged }: Reading,
): Promise<FoundRows> {
  const values = [organisation, stream, key ?? null, actor, logged?.what ?? null, logged?.now ?? null];
  const rows = await database.call<EventRow>(READ, values);
  const [first] = rows;
  // Events are counted from 1: what stands at 0 is the key.
  if (first?.sequence !== 0) return { rows };
  return { rows: rows.slice(1), answer: { requestHash: first.hash, answer: first.body } };
}

/** What is written of a stream in one go. */
export interface Writing {
  readonly organisation: string;
  readonly stream: string;
  readonly kind: string;
  /** How many events there are as far as the writer knows, and the hash of the last one. */
  readonly head: number;
  readonly headHash: string;
  /** Canonical JSON. */
  readonly actor: string;
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly events: readonly Pick<EventRow, 'type' | 'at' | 'body' | 'hash'>[];
  readonly summary: Omit<Summary, 'body'> & { readonly body: string };
  readonly once?: KeptAnswer & { readonly key: string };
  /** A reading that is logged with it. */
  readonly what?: string;
}

/** Whether it was written, and how many events there are: -1 where the stream is somebody else's. */
export interface WrittenRows {
  readonly written: boolean;
  readonly head: number;
}

const APPEND: Statement = {
  name: 'record-append',
  text: `select * from record_append(${Array.from({ length: 21 }, (_, index) => `$${String(index + 1)}`).join(', ')})`,
};

/** @throws what PostgreSQL throws: `idempotency_pkey` is violated where the key was used */
export async function writeRows(database: Pick<Database, 'call'>, writing: Writing): Promise<WrittenRows> {
  const { organisation, stream, kind, head, headHash, actor, now, events, summary, once, what } = writing;
  const { title, body, work } = summary;
  const [written] = await database.call<WrittenRows>(APPEND, [
    ...[organisation, stream, kind, head, headHash, actor, now],
    ...[events.map(({ type }) => type), events.map(({ at }) => at)],
    ...[events.map((event) => event.body), events.map(({ hash }) => hash)],
    ...[title, body, work.map(({ list }) => list), work.map(({ since }) => since)],
    ...[work.map(({ reason }) => reason), work.map(({ action }) => action)],
    ...[once?.key ?? null, once?.requestHash ?? null, once?.answer ?? null, what ?? null],
  ]);
  if (written === undefined) throw new Error('a routine of one row has one');
  return written;
}
