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

/** All events of one stream that the transaction may see, oldest first. */
export async function eventsOf(transaction: Kysely<Tables>, stream: string): Promise<readonly RecordedEvent[]> {
  const rows = await transaction
    .selectFrom('event')
    .select(['sequence', 'type', 'at', 'recorded_at', 'actor', 'body', 'hash'])
    .where('stream', '=', stream)
    .orderBy('sequence')
    .execute();
  return rows.map(({ recorded_at, actor, body, ...row }) => ({
    ...row,
    recordedAt: recorded_at,
    actor: JSON.parse(actor) as Actor,
    body: JSON.parse(body) as unknown,
  }));
}
