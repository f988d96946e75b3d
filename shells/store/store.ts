import { createHash } from 'node:crypto';
import { BEFORE_FIRST, canonical, chainHash, inOrder } from './chain.ts';
import type { Database } from './database.ts';
import { recordedEvent, type Actor, type NewEvent, type RecordedEvent } from './events.ts';
import { readRows, writeRows, type FoundRows, type Reading, type Writing } from './statements.ts';
import type { Summarise } from './summary.ts';

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

/** A stream that is looked at in order to add to it. */
export interface Change {
  readonly actor: Actor;
  readonly stream: string;
  /** What the stream is, where it has to be begun. */
  readonly kind: string;
  /** What the access log says that it was read for. */
  readonly what: string;
  readonly once: Once;
  /** The instant of reading and of recording, ISO 8601 in UTC. */
  readonly now: string;
}

/** What is added; `expected` is how many events its writer knows of, where that is not what was read. */
export interface Decided {
  readonly events: readonly NewEvent[];
  readonly expected?: number;
}

export interface Changed {
  readonly appended: Appended;
  /** The stream before; where the call was made before, the stream with what it wrote. */
  readonly events: readonly RecordedEvent[];
  /** The call was made before: nothing is written. */
  readonly isRepeated: boolean;
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
    const { actor, stream, once, expected } = append;
    const isBegun = expected > 0 || append.events.length === 0;
    const { events, answer } = isBegun ? await this.#look(actor, stream, once) : NOTHING;
    if (answer !== undefined) return answer;
    try {
      return await this.#write(append, events);
    } catch (error) {
      const before = once !== undefined && isKeyTaken(error) ? await this.answered(actor, once) : undefined;
      if (before === undefined) throw error;
      return before;
    }
  }

  /**
   * Reads a stream, has `decide` say what is added, and adds it, unless the call was made before. Nothing is held while
   * it decides: where somebody else writes meanwhile, nothing is added. That it was read is logged, whatever comes of it.
   * @throws ConflictError where the stream has other than `expected` events, or than were read
   * @throws KeyReusedError where the key was used for another request
   */
  async change(
    change: Change,
    decide: (events: readonly RecordedEvent[]) => Decided | Promise<Decided>,
  ): Promise<Changed> {
    const { actor, stream, what, once } = change;
    const found = await readRows(this.#database, { ...readingOf(actor, stream), key: once.key });
    const events = found.rows.map(recordedEvent);
    const log = async (): Promise<void> => {
      if (events.length > 0) await this.#logged(change);
    };
    try {
      const answer = answerOf(found, once);
      if (answer === undefined) {
        const decided = await decide(events);
        const append = { expected: events.length, ...change, ...decided };
        return { appended: await this.#write(append, events, what), events, isRepeated: false };
      }
      await log();
      return { appended: answer, events, isRepeated: true };
    } catch (error) {
      // The same call at the same time: this one is told what the other was answered.
      if (isKeyTaken(error)) return this.change(change, decide);
      await log();
      throw error;
    }
  }

  /**
   * What a call was answered before, where it was made before; undefined where it was not.
   * @throws KeyReusedError where the key was used for another request
   */
  async answered(actor: Actor, once: Once): Promise<Appended | undefined> {
    return (await this.#look(actor, NO_STREAM, once)).answer;
  }

  /** The events of a stream, oldest first, empty where there is none; the reading is written to the access log. */
  async read(actor: Actor, stream: string, what: string, now: string): Promise<readonly RecordedEvent[]> {
    const { rows } = await readRows(this.#database, { ...readingOf(actor, stream), logged: { what, now } });
    return rows.map(recordedEvent);
  }

  async #look(actor: Actor, stream: string, once: Once | undefined): Promise<Looked> {
    const key = once === undefined ? {} : { key: once.key };
    const found = await readRows(this.#database, { ...readingOf(actor, stream), ...key });
    const answer = once && answerOf(found, once);
    return { events: found.rows.map(recordedEvent), ...(answer === undefined ? {} : { answer }) };
  }

  /** @param before the events that the stream has, as far as is known */
  async #write(append: Append, before: readonly RecordedEvent[], what?: string): Promise<Appended> {
    const { actor, stream, kind, expected, once, now } = append;
    const { organisation } = actor;
    if (before.length !== expected) throw new ConflictError(stream, expected, before.length);
    const headHash = before.at(-1)?.hash ?? BEFORE_FIRST;
    const added = chained(append, headHash);
    const last = added.at(-1);
    if (last === undefined) return { stream, sequence: before.length, hash: headHash };
    const events = [...before, ...added.map(({ event }) => event)];
    const { body, ...summary } = this.#summarise({ stream, kind, organisation, events });
    const appended = { stream, sequence: events.length, hash: last.row.hash };
    const kept = once && { key: once.key, requestHash: requestHash(once.request), answer: canonical(appended) };
    const { written, head } = await writeRows(this.#database, {
      ...{ organisation, stream, kind, head: expected, headHash, actor: canonical(actor), now },
      ...{ events: added.map(({ row }) => row), summary: { ...summary, body: canonical(body) } },
      ...(kept === undefined ? {} : { once: kept }),
      ...(what === undefined || before.length === 0 ? {} : { what }),
    });
    if (!written) throw new ConflictError(stream, expected, head);
    await this.#database.announce({ organisation, kind, stream, sequence: appended.sequence });
    return appended;
  }

  async #logged({ actor, stream, what, now }: Change): Promise<void> {
    const { organisation } = actor;
    await this.#database.as(organisation, (transaction) =>
      transaction
        .insertInto('access')
        .values({ organisation, stream, actor: canonical(actor), what, at: now })
        .execute(),
    );
  }
}

interface Looked {
  readonly events: readonly RecordedEvent[];
  readonly answer?: Appended;
}

const NOTHING: Looked = { events: [] };
/** No stream has it as its id: the key alone is wanted. */
const NO_STREAM = '';

const readingOf = (actor: Actor, stream: string): Pick<Reading, 'organisation' | 'stream' | 'actor'> => ({
  organisation: actor.organisation,
  stream,
  actor: canonical(actor),
});

function isKeyTaken(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'idempotency_pkey';
}

/** @throws KeyReusedError where the key was used for another request */
function answerOf({ answer }: FoundRows, { key, request }: Once): Appended | undefined {
  if (answer === undefined) return undefined;
  if (answer.requestHash !== requestHash(request)) throw new KeyReusedError(key);
  return JSON.parse(answer.answer) as Appended;
}

interface Link {
  readonly row: Writing['events'][number];
  /** As it will be read. */
  readonly event: RecordedEvent;
}

function chained({ stream, actor, expected, events, now }: Append, headHash: string): readonly Link[] {
  const links: Link[] = [];
  const by = canonical(actor);
  let before = headHash;
  for (const [index, { type, at, body }] of events.entries()) {
    const ordered = inOrder(body);
    const sequence = expected + index + 1;
    const row = { stream, sequence, type, at, recordedAt: now, actor: by, body: JSON.stringify(ordered) };
    const hash = chainHash(row, before);
    links.push({
      row: { type, at, body: row.body, hash },
      event: { sequence, type, at, recordedAt: now, actor, body: ordered, hash },
    });
    before = hash;
  }
  return links;
}

function requestHash(request: unknown): string {
  return createHash('sha256').update(canonical(request)).digest('hex');
}
