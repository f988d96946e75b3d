import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Who writes or reads. */
export interface Actor {
  readonly organisation: string;
  /** A person's or a program's id, and what they are. */
  readonly id: string;
  readonly role: string;
}

/** An event to be added: `body` is JSON. */
export interface NewEvent {
  readonly type: string;
  /** When it happened, ISO 8601 with an offset. */
  readonly at: string;
  readonly body: unknown;
}

/** An event as it stands. */
export interface RecordedEvent extends NewEvent {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly hash: string;
}

/** An event as its row has it. */
export interface EventRow {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly recorded_at: string;
  /** Canonical JSON. */
  readonly actor: string;
  readonly body: string;
  readonly hash: string;
}

/** All events of one stream that the transaction may see, oldest first. */
export async function eventsOf(transaction: Kysely<Tables>, stream: string): Promise<readonly RecordedEvent[]> {
  const rows = await transaction
    .selectFrom('event')
    .select(['sequence', 'type', 'at', 'recorded_at', 'actor', 'body', 'hash'])
    .where('stream', '=', stream)
    .orderBy('sequence')
    .execute();
  return rows.map(recordedEvent);
}

/** The event of a row. */
export function recordedEvent({ recorded_at, actor, body, ...row }: EventRow): RecordedEvent {
  return {
    ...row,
    recordedAt: recorded_at,
    actor: JSON.parse(actor) as Actor,
    body: JSON.parse(body) as unknown,
  };
}
