import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { WorkList } from '../../core/foresight/work.ts';
import type { AnswerDue } from '../../core/requests/due.ts';
import type { RequestStatus } from '../../core/requests/state.ts';
import type { Tables } from '../store/tables.ts';
import { allOf, ofSummary, withWords, type Filters } from './filters.ts';
import { pageOf, type Page } from './pages.ts';

/** What is asked of a list. */
export interface AskedWork {
  /** Rows that concern somebody on this day, YYYY-MM-DD. */
  readonly on: string;
  /** The moment up to which a limit has passed, an instant in UTC. */
  readonly now: string;
  /** Rows since this day and until that one, both inside. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly filters: Filters;
}

export interface WorkRow {
  readonly stream: string;
  readonly since: string;
  readonly title: string;
  readonly reason: string;
  readonly action: string;
  /** Of a request whose answer is due: the last moment, in UTC. */
  readonly due?: string;
}

interface Paged {
  readonly limit: number;
  /** Where the page begins: the day or the moment, the stream and the reason of the row before it. */
  readonly place: readonly string[] | undefined;
}

/** The lists that are read off the limits of requests, and not off a day. */
const BY_LIMIT = ['answers-due', 'answers-overdue'] as const satisfies readonly WorkList[];
type ByLimit = (typeof BY_LIMIT)[number];
const isByLimit = (list: WorkList): list is ByLimit => BY_LIMIT.some((one) => one === list);

/** How many rows each list has; a list without rows is left out. */
export async function countWork(transaction: Kysely<Tables>, asked: AskedWork): Promise<ReadonlyMap<string, number>> {
  const byDay = await transaction
    .selectFrom('work')
    .select(({ fn }) => ['list', fn.countAll<string>().as('count')])
    .where(dayConditions(asked))
    .groupBy('list')
    .execute();
  const byLimit = await Promise.all(
    BY_LIMIT.map(async (list) => {
      const { count } = await transaction
        .selectFrom('summary')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where(limitConditions(list, asked))
        .executeTakeFirstOrThrow();
      return { list, count };
    }),
  );
  return new Map([...byDay, ...byLimit].map(({ list, count }) => [list, Number(count)]));
}

/** A page of one list: what has waited longest, or is due first, comes first. */
export async function workOf(
  transaction: Kysely<Tables>,
  list: WorkList,
  asked: AskedWork,
  paged: Paged,
): Promise<Page<WorkRow>> {
  return isByLimit(list) ? answersOf(transaction, list, asked, paged) : daysOf(transaction, list, asked, paged);
}

async function daysOf(
  transaction: Kysely<Tables>,
  list: WorkList,
  asked: AskedWork,
  { limit, place }: Paged,
): Promise<Page<WorkRow>> {
  const after = place === undefined ? [] : [sql<SqlBool>`(since, stream, reason) > (${sql.join(place)})`];
  const rows = await transaction
    .selectFrom('work')
    .select(['stream', 'since', 'title', 'reason', 'action'])
    .where('list', '=', list)
    .where(allOf([dayConditions(asked), ...after]))
    .orderBy('since')
    .orderBy('stream')
    .orderBy('reason')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, ({ since, stream, reason }) => [since, stream, reason]);
}

function dayConditions({ on, since, until, filters }: AskedWork): RawBuilder<SqlBool> {
  const last = until !== undefined && until < on ? until : on;
  const parts = ofSummary(filters);
  return allOf([
    sql<SqlBool>`since <= ${last}`,
    stillRunning(on),
    ...(since === undefined ? [] : [sql<SqlBool>`since >= ${since}`]),
    ...withWords(['title', 'reason'], filters),
    ...(parts.length === 0
      ? []
      : [sql<SqlBool>`exists (select from summary where summary.stream = work.stream and ${allOf(parts)})`]),
  ]);
}

/** An authorization whose days are over, that was renewed, or whose renewal was handed in, is not running out any more. */
function stillRunning(on: string): RawBuilder<SqlBool> {
  const list: WorkList = 'authorizations-running-out';
  return sql<SqlBool>`(list <> ${list} or stream not in (
    select its_of from summary
    where its_of is not null
      and case when body::jsonb ->> 'kind' = 'renewal' then its_status not in (${sql.join(NOT_ASKED)})
          else its_status in (${sql.join(APPROVED)}) end
    union all
    select stream from summary
    where kind = 'request' and its_course is null and body::jsonb #>> '{approval,to}' < ${on}))`;
}

/** Statuses of a renewal under which it does not go on. */
const NOT_ASKED: readonly RequestStatus[] = ['draft', 'withdrawn', 'denied', 'rescinded'];
const APPROVED: readonly RequestStatus[] = ['approved', 'approved-in-part'];

async function answersOf(
  transaction: Kysely<Tables>,
  list: ByLimit,
  asked: AskedWork,
  { limit, place }: Paged,
): Promise<Page<WorkRow>> {
  const [due = '', stream = ''] = place ?? [];
  const after = place === undefined ? [] : [sql<SqlBool>`(its_due, stream) > (${due}, ${stream})`];
  const found = await transaction
    .selectFrom('summary')
    .select(['stream', 'title', 'body'])
    .where(allOf([limitConditions(list, asked), ...after]))
    .orderBy('its_due')
    .orderBy('stream')
    .limit(limit + 1)
    .execute();
  const rows = found.map(({ stream: id, title, body }) => ({ stream: id, title, ...rowOf(body, list) }));
  return pageOf(rows, limit, (row) => [row.due, row.stream, '']);
}

function limitConditions(list: ByLimit, { now, since, until, filters }: AskedWork): RawBuilder<SqlBool> {
  return allOf([
    list === 'answers-due' ? sql<SqlBool>`its_due > ${now}` : sql<SqlBool>`its_due <= ${now}`,
    ...(since === undefined ? [] : [sql<SqlBool>`its_due >= ${since}`]),
    ...(until === undefined ? [] : [sql<SqlBool>`its_due < ${`${until}T99`}`]),
    ...ofSummary(filters),
    ...withWords(['title'], filters),
  ]);
}

function rowOf(body: string, list: ByLimit): Omit<WorkRow, 'stream' | 'title'> & { readonly due: string } {
  const { limit } = JSON.parse(body) as { readonly limit: AnswerDue };
  const missed = list === 'answers-overdue';
  return {
    since: limit.due.slice(0, 10),
    due: limit.at,
    reason: missed
      ? `the answer was due on ${shown(limit.due)} (${limit.limit}); ${limit.effect}`
      : `the answer is due by ${shown(limit.due)} (${limit.limit})`,
    action: 'Answer the request',
  };
}

/** `2026-06-27T23:59:00-04:00[America/New_York]` as `2026-06-27 23:59, America/New_York`. */
function shown(due: string): string {
  const zone = /\[([^\]]+)\]$/u.exec(due)?.[1];
  return `${due.slice(0, 10)} ${due.slice(11, 16)}${zone === undefined ? '' : `, ${zone}`}`;
}
