import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { BEFORE_FIRST, canonical, chainHash } from './chain.ts';
import type { Database } from './database.ts';
import { eventsOf, type Actor, type NewEvent, type RecordedEvent } from './events.ts';
import { WRITTEN_CHANNEL } from './migrations.ts';
import { writeSummary, type Summarise } from './summary.ts';
import type { Tables } from './tables.ts';

export interface Appended {
  readonly stream: string;
  /** Of the newest event. */
  readonly sequence: number;
  readonly hash: string;
}

/** Somebody else has written to the stream meanwhile: read it again and decide anew. */
export class ConflictError extends Error {
  readonly expected: number;
  readonly found: number;
  constructor(stream: string, expected: number, found: number) {
    super(`The record ${stream} has ${String(found)} entries, not ${String(expected)}: it was changed meanwhile`);
    this.name = 'ConflictError';
    this.expected = expected;
    this.found = found;
  }
}

/** The same key was used for something else. */
export class KeyReusedError extends Error {
  constructor(key: string) {
    super(`The idempotency key "${key}" was used for another request`);
    this.name = 'KeyReusedError';
  }
}

/** What makes a call one that may be sent again. */
export interface Once {
  readonly key: string;
  /** What was asked for, as the caller sent it. */
  readonly request: unknown;
}

/** What is written in one go: all of it or nothing. */
export interface Append {
  readonly actor: Actor;
  readonly stream: string;
  /** What the stream is, where it has to be begun. */
  readonly kind: string;
  /** How many events it has as far as the writer knows: 0 begins it. */
  readonly expected: number;
  readonly events: readonly NewEvent[];
  /** The same key and the same request give the same answer, and are written once. */
  readonly once?: Once;
  /** The instant of recording, ISO 8601 in UTC. */
  readonly now: string;
}

/** The record: streams of events that are only ever added to. */
export class Store {
  readonly #database: Database;
  readonly #summarise: Summarise;

  constructor(database: Database, summarise: Summarise) {
    this.#database = database;
    this.#summarise = summarise;
  }

  /**
   * Adds events to a stream, with its summary, in one transaction.
   * @throws ConflictError where the stream has other than `expected` events
   * @throws KeyReusedError where the key was used for another request
   */
  async append(append: Append): Promise<Appended> {
    try {
      return await this.#appended(append);
    } catch (error) {
      if (error instanceof AnsweredBefore) return error.answer;
      // The same call came to another stream at the same time, and stands there: what it was answered is the answer.
      const before = append.once && isKeyTaken(error) ? await this.answered(append.actor, append.once) : undefined;
      if (before === undefined) throw error;
      return before;
    }
  }

  async #appended(append: Append): Promise<Appended> {
    return this.#database.as(append.actor.organisation, async (transaction) => {
      const head = await lockedHead(transaction, append);
      // Asked once the stream is held: of two requests with one key the second finds what the first was answered.
      const { once, actor } = append;
      const before = once === undefined ? undefined : await answeredBefore(transaction, actor, once);
      // Thrown, so that a stream which was begun for it is not kept.
      if (before !== undefined) throw new AnsweredBefore(before);
      if (head.sequence !== append.expected) throw new ConflictError(append.stream, append.expected, head.sequence);
      const rows = chained(append, head.hash);
      const last = rows.at(-1);
      if (last === undefined) return { stream: append.stream, sequence: head.sequence, hash: head.hash };
      await transaction.insertInto('event').values(rows).execute();
      await transaction
        .updateTable('stream')
        .set({ head: last.sequence, head_hash: last.hash })
        .where('id', '=', append.stream)
        .execute();
      await this.#summarised(transaction, append);
      const appended = { stream: append.stream, sequence: last.sequence, hash: last.hash };
      await keepAnswer(transaction, append, appended);
      const told = {
        organisation: append.actor.organisation,
        kind: append.kind,
        stream: append.stream,
        sequence: last.sequence,
      };
      // Delivered when the transaction stands, and not where it does not.
      await sql`select pg_notify(${WRITTEN_CHANNEL}, ${JSON.stringify(told)})`.execute(transaction);
      return appended;
    });
  }

  /**
   * What a call was answered before, where it was made before; undefined where it was not.
   * @throws KeyReusedError where the key was used for another request
   */
  async answered(actor: Actor, once: Once): Promise<Appended | undefined> {
    return this.#database.as(actor.organisation, (transaction) => answeredBefore(transaction, actor, once));
  }

  /** The events of a stream, oldest first, empty where there is none; the reading is written to the access log. */
  async read(actor: Actor, stream: string, what: string, now: string): Promise<readonly RecordedEvent[]> {
    return this.#database.as(actor.organisation, async (transaction) => {
      const events = await eventsOf(transaction, stream);
      if (events.length > 0)
        await transaction
          .insertInto('access')
          .values({ organisation: actor.organisation, stream, actor: canonical(actor), what, at: now })
          .execute();
      return events;
    });
  }

  async #summarised(transaction: Kysely<Tables>, { actor, stream, kind }: Append): Promise<void> {
    const events = await eventsOf(transaction, stream);
    await writeSummary(transaction, { stream, kind, organisation: actor.organisation, events }, this.#summarise);
  }
}

/** Ends a transaction that has nothing to write: its call was made before. */
class AnsweredBefore extends Error {
  readonly answer: Appended;
  constructor(answer: Appended) {
    super('the call was made before');
    this.answer = answer;
  }
}

function isKeyTaken(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'idempotency_pkey';
}

async function answeredBefore(
  transaction: Kysely<Tables>,
  { organisation }: Actor,
  { key, request }: Once,
): Promise<Appended | undefined> {
  const found = await transaction
    .selectFrom('idempotency')
    .select(['request_hash', 'answer'])
    .where('organisation', '=', organisation)
    .where('key', '=', key)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  if (found.request_hash !== requestHash(request)) throw new KeyReusedError(key);
  return JSON.parse(found.answer) as Appended;
}

/** The stream, begun if need be, held against other writers until the transaction ends. */
async function lockedHead(
  transaction: Kysely<Tables>,
  { stream, kind, actor }: Append,
): Promise<{ readonly sequence: number; readonly hash: string }> {
  await transaction
    .insertInto('stream')
    .values({ id: stream, organisation: actor.organisation, kind, head: 0, head_hash: BEFORE_FIRST })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const found = await transaction
    .selectFrom('stream')
    .select(['head', 'head_hash'])
    .where('id', '=', stream)
    .forUpdate()
    .executeTakeFirst();
  // Another organisation has a stream of this id: to this one it is as if the id were taken.
  if (found === undefined) throw new ConflictError(stream, 0, -1);
  return { sequence: found.head, hash: found.head_hash };
}

function chained(append: Append, headHash: string): readonly EventRow[] {
  const rows: EventRow[] = [];
  let before = headHash;
  for (const [index, { type, at, body }] of append.events.entries()) {
    const event = {
      stream: append.stream,
      sequence: append.expected + index + 1,
      type,
      at,
      recordedAt: append.now,
      actor: canonical(append.actor),
      body: canonical(body),
    };
    const hash = chainHash(event, before);
    const { recordedAt, ...rest } = event;
    rows.push({ ...rest, recorded_at: recordedAt, organisation: append.actor.organisation, hash });
    before = hash;
  }
  return rows;
}

interface EventRow {
  readonly stream: string;
  readonly sequence: number;
  readonly organisation: string;
  readonly type: string;
  readonly at: string;
  readonly recorded_at: string;
  readonly actor: string;
  readonly body: string;
  readonly hash: string;
}

async function keepAnswer(transaction: Kysely<Tables>, append: Append, answer: Appended): Promise<void> {
  if (append.once === undefined) return;
  const { key, request } = append.once;
  await transaction
    .insertInto('idempotency')
    .values({
      organisation: append.actor.organisation,
      key,
      request_hash: requestHash(request),
      answer: canonical(answer),
      at: append.now,
    })
    .execute();
}

function requestHash(request: unknown): string {
  return createHash('sha256').update(canonical(request)).digest('hex');
}
