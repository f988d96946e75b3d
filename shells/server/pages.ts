import type { z } from 'zod';
import { InputError } from '../input/input-error.ts';
import type { Caller } from './caller.ts';
import type { Service } from './service.ts';
import type { pageQuery, rows } from './shapes.ts';

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

/** A page of the summaries of one kind. */
export async function listOf(
  { database }: Service,
  caller: Caller,
  kind: string,
  { cursor, limit, search }: z.output<typeof pageQuery>,
): Promise<z.input<typeof rows>> {
  const [after = ''] = cursor === undefined ? [] : placeOf(cursor, 1);
  const found = await database.as(caller.organisation, (transaction) =>
    transaction
      .selectFrom('summary')
      .select(['stream', 'title', 'body', 'sequence'])
      .where('kind', '=', kind)
      .where('stream', '>', after)
      .$if(search !== undefined, (query) => query.where('title', 'ilike', `%${escaped(search ?? '')}%`))
      .orderBy('stream')
      .limit(limit + 1)
      .execute(),
  );
  const page = pageOf(found, limit, ({ stream }) => [stream]);
  return {
    next: page.next,
    rows: page.rows.map(({ stream, title, body, sequence }) => ({
      id: stream,
      title,
      sequence,
      state: JSON.parse(body) as unknown,
    })),
  };
}

const escaped = (text: string): string => text.replace(/[\\%_]/gu, (sign) => `\\${sign}`);
