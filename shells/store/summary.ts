import type { Kysely } from 'kysely';
import { canonical } from './chain.ts';
import type { RecordedEvent } from './events.ts';
import type { Tables } from './tables.ts';

/** A stream with its events, as a summary is made of it. */
export interface StreamEvents {
  readonly stream: string;
  readonly kind: string;
  readonly organisation: string;
  readonly events: readonly RecordedEvent[];
}

/** What lists show of a stream. */
export interface Summary {
  readonly title: string;
  readonly body: unknown;
  readonly work: readonly WorkItem[];
}

/** One reason why somebody has to look. */
export interface WorkItem {
  readonly list: string;
  /** YYYY-MM-DD: from that day on. */
  readonly since: string;
  readonly reason: string;
  readonly action: string;
}

/** A pure function of a stream: lists made again from the events are the same lists. */
export type Summarise = (stream: StreamEvents) => Summary;

/** Writes the summary of a stream and its rows on the lists, in place of those before. */
export async function writeSummary(
  transaction: Kysely<Tables>,
  stream: StreamEvents,
  summarise: Summarise,
): Promise<void> {
  const { title, body, work } = summarise(stream);
  const { stream: id, organisation, kind, events } = stream;
  const row = { stream: id, organisation, kind, sequence: events.length, title, body: canonical(body) };
  await transaction
    .insertInto('summary')
    .values(row)
    .onConflict((conflict) => conflict.column('stream').doUpdateSet(row))
    .execute();
  await transaction.deleteFrom('work').where('stream', '=', id).execute();
  if (work.length === 0) return;
  await transaction
    .insertInto('work')
    .values(work.map((item) => ({ ...item, stream: id, organisation, title })))
    .execute();
}
