import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { z } from 'zod';
import { InputError } from '../input/input-error.ts';
import type { Caller } from './caller.ts';
import { allOf, ofSummary, withWords } from './filters.ts';
import { followersOf, placedOn } from './request-links.ts';
import type { Service } from './service.ts';
import type { pageQuery, rows } from './shapes.ts';
import { todayFor } from './zones.ts';

/** A page of a list: its rows, and where the next one begins; null after the last. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** The place after a row, as a word that means nothing to whoever carries it. */
function cursorAfter(...key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws InputError where the word is none that was given out */
export function placeOf(cursor: string, parts: number): readonly string[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(read) && read.length === parts && read.every((part) => typeof part === 'string')) return read;
  } catch {
    // What is no JSON was not given out either.
  }
  throw new InputError([
    { where: 'cursor', what: 'this is no place in the list', mend: 'Use `next` of the page before' },
  ]);
}

/** One row more than a page is asked for: whether there is a next page is known without counting. */
export function pageOf<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => readonly string[]): Page<Row> {
  const last = rows[limit - 1];
  const more = rows.length > limit && last !== undefined;
  return { rows: rows.slice(0, limit), next: more ? cursorAfter(...keyOf(last)) : null };
}

type Asked = z.output<typeof pageQuery>;

/** A page of the summaries of one kind; of requests with where each stands today, and which requests follow it. */
export async function listOf(
  service: Service,
  caller: Caller,
  kind: 'course' | 'request' | 'assertion',
  asked: Asked,
): Promise<z.input<typeof rows>> {
  const { cursor, limit } = asked;
  const [after = ''] = cursor === undefined ? [] : placeOf(cursor, 1);
  const on = todayFor(service, caller.organisation);
  return service.database.as(caller.organisation, async (transaction) => {
    const found = await transaction
      .selectFrom('summary')
      .select(['stream', 'title', 'body', 'sequence'])
      .where('kind', '=', kind)
      .where('stream', '>', after)
      .where(conditionOf(asked, on))
      .orderBy('stream')
      .limit(limit + 1)
      .execute();
    const page = pageOf(found, limit, ({ stream }) => [stream]);
    const ids = page.rows.map(({ stream }) => stream);
    const followers = kind === 'request' ? await followersOf(transaction, ids, on) : undefined;
    return {
      next: page.next,
      rows: page.rows.map(({ stream, title, body, sequence }) => ({
        ...{ id: stream, title, sequence },
        state:
          followers === undefined
            ? (JSON.parse(body) as unknown)
            : { ...placedOn(body, on), followedBy: followers.get(stream) ?? [] },
      })),
    };
  });
}

const APPROVED = ['approved', 'approved-in-part'];

function conditionOf({ status, course, ...asked }: Asked, on: string): RawBuilder<SqlBool> {
  const lastDay = sql`summary.body::jsonb #>> '{approval,to}'`;
  const approved = sql`summary.its_status in (${sql.join(APPROVED)})`;
  const ended = sql<SqlBool>`(${approved} and ${lastDay} < ${on})`;
  const standing =
    status === undefined
      ? []
      : [
          status === 'expired'
            ? ended
            : sql<SqlBool>`(summary.its_status = ${status} and not coalesce(${ended}, false))`,
        ];
  return allOf([
    ...ofSummary(asked),
    ...withWords(['summary.title'], asked),
    ...(course === undefined ? [] : [sql<SqlBool>`summary.its_course = ${course}`]),
    ...standing,
  ]);
}
