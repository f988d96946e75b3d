import type { Kysely } from 'kysely';
import { eventsOf } from './events.ts';
import { writeSummary, type Summarise } from './summary.ts';
import type { Tables } from './tables.ts';

const PAGE = 500;

/**
 * Makes every summary again from the events, stream by stream, each in a transaction that holds the stream: writers wait
 * for one stream at most, and lists stay readable meanwhile.
 * @param progress is told how many streams are done, of how many
 * @returns how many were made
 */
export async function rebuildSummaries(
  owner: Kysely<Tables>,
  summarise: Summarise,
  progress: (done: number, of: number) => void,
): Promise<number> {
  const { count } = await owner
    .selectFrom('stream')
    .select((build) => build.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  let [done, after] = [0, ''];
  for (;;) {
    const page = await owner
      .selectFrom('stream')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    if (page.length === 0) return done;
    for (const { id } of page) {
      await owner.transaction().execute((transaction) => rebuildOne(transaction, id, summarise));
      done += 1;
      progress(done, Number(count));
    }
    after = page.at(-1)?.id ?? after;
  }
}

async function rebuildOne(transaction: Kysely<Tables>, id: string, summarise: Summarise): Promise<void> {
  const { kind, organisation } = await transaction
    .selectFrom('stream')
    .select(['kind', 'organisation'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const events = await eventsOf(transaction, id);
  await writeSummary(transaction, { stream: id, kind, organisation, events }, summarise);
}
