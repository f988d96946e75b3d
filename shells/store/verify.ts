import type { Kysely } from 'kysely';
import { BEFORE_FIRST, chainHash } from './chain.ts';
import type { Tables } from './tables.ts';

/** Something in the record that is not as it was written. */
export interface BrokenStream {
  readonly stream: string;
  /** The first event that is wrong; the head itself where all events are sound. */
  readonly sequence: number;
  readonly what: string;
}

export interface Verified {
  readonly streams: number;
  readonly events: number;
  readonly broken: readonly BrokenStream[];
}

const PAGE = 1_000;

/**
 * Looks at every event of every stream: nothing changed, nothing missing, nothing too many, and the head is the last one.
 * @param progress is told how many streams have been looked at, of how many
 */
export async function verifyStore(
  owner: Kysely<Tables>,
  progress: (done: number, of: number) => void,
): Promise<Verified> {
  const { count } = await owner
    .selectFrom('stream')
    .select((build) => build.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const broken: BrokenStream[] = [];
  let [streams, events, after] = [0, 0, ''];
  for (;;) {
    const page = await owner
      .selectFrom('stream')
      .select(['id', 'head', 'head_hash', 'organisation'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    if (page.length === 0) break;
    for (const stream of page) {
      const { seen, wrong } = await verifyStream(owner, stream);
      events += seen;
      if (wrong !== undefined) broken.push(wrong);
      streams += 1;
      progress(streams, Number(count));
    }
    after = page.at(-1)?.id ?? after;
  }
  return { streams, events, broken };
}

/**
 * Looks at every event of one stream, as `verifyStore` does of all.
 * @param transaction that may see the stream: what it may not see is not there
 * @returns how many events it has and the hash of the newest; undefined where there is no such stream
 */
export async function verifyOne(
  transaction: Kysely<Tables>,
  id: string,
): Promise<{ readonly events: number; readonly hash: string; readonly broken?: BrokenStream } | undefined> {
  const stream = await transaction
    .selectFrom('stream')
    .select(['id', 'head', 'head_hash', 'organisation'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (stream === undefined) return undefined;
  const { seen, wrong } = await verifyStream(transaction, stream);
  return { events: seen, hash: stream.head_hash, ...(wrong === undefined ? {} : { broken: wrong }) };
}

interface Head {
  readonly id: string;
  readonly head: number;
  readonly head_hash: string;
  readonly organisation: string;
}

async function verifyStream(
  owner: Kysely<Tables>,
  { id, head, head_hash: headHash, organisation }: Head,
): Promise<{ readonly seen: number; readonly wrong?: BrokenStream }> {
  const rows = await owner.selectFrom('event').selectAll().where('stream', '=', id).orderBy('sequence').execute();
  let before = BEFORE_FIRST;
  for (const [index, row] of rows.entries()) {
    const at = (what: string): { readonly seen: number; readonly wrong: BrokenStream } => ({
      seen: rows.length,
      wrong: { stream: id, sequence: index + 1, what },
    });
    if (row.sequence !== index + 1) return at(`event ${String(index + 1)} is missing`);
    if (row.organisation !== organisation) return at('it is of another organisation than its stream');
    const { recorded_at: recordedAt, hash, ...rest } = row;
    if (chainHash({ ...rest, recordedAt }, before) !== hash) return at('it was changed after it was written');
    before = hash;
  }
  if (rows.length === head && before === headHash) return { seen: rows.length };
  const what = `the stream says ${String(head)} events and holds ${String(rows.length)}, or ends in another hash`;
  return { seen: rows.length, wrong: { stream: id, sequence: head, what } };
}
