import type { Kysely } from 'kysely';
import type { Approval } from '../../core/requests/entry.ts';
import { standingOn, type Standing } from '../../core/requests/standing.ts';
import type { RequestStatus } from '../../core/requests/state.ts';
import { InputError } from '../input/input-error.ts';
import type { Tables } from '../store/tables.ts';
import type { Caller } from './caller.ts';
import type { Service } from './service.ts';

/** A request that stands before or after another one, as far as a list shows it. */
export interface LinkedRequest {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly standing: Standing;
}

/** The requests that a request belongs with. */
export interface RequestLinks {
  /** Whose authorization it renews or amends; null where it is the first. */
  readonly follows: LinkedRequest | null;
  /** Those that renew or amend its own, the oldest first. */
  readonly followedBy: readonly LinkedRequest[];
}

interface Body {
  readonly status: RequestStatus;
  readonly kind: string;
  readonly approval: Approval | null;
  readonly of?: string | null;
}

/** What the summary of a request says, with where it stands on a day. */
export function placedOn(summary: string, on: string): Body & { readonly standing: Standing } {
  const body = JSON.parse(summary) as Body;
  const { status, approval } = body;
  return { ...body, standing: standingOn(approval === null ? { status } : { status, approval }, on) };
}

/** The requests that follow each of some, by the id of the one that they follow. */
export async function followersOf(
  transaction: Kysely<Tables>,
  ids: readonly string[],
  on: string,
): Promise<ReadonlyMap<string, readonly LinkedRequest[]>> {
  if (ids.length === 0) return new Map();
  const found = await transaction
    .selectFrom('summary')
    .select(['stream', 'title', 'body', 'its_of'])
    .where('kind', '=', 'request')
    .where('its_of', 'in', ids)
    .execute();
  const followers = new Map<string, LinkedRequest[]>();
  for (const { stream, title, body, its_of: of } of found.toSorted((a, b) => (sinceOf(a) < sinceOf(b) ? -1 : 1))) {
    const { kind, standing } = placedOn(body, on);
    followers.set(of ?? '', [...(followers.get(of ?? '') ?? []), { id: stream, title, kind, standing }]);
  }
  return followers;
}

/** The requests before and after one, as of a day (YYYY-MM-DD). */
export async function linksOf(
  { database }: Pick<Service, 'database'>,
  { organisation }: Pick<Caller, 'organisation'>,
  { id, of }: { readonly id: string; readonly of: string | undefined },
  on: string,
): Promise<RequestLinks> {
  return database.as(organisation, async (transaction) => {
    const followers = await followersOf(transaction, [id], on);
    const followedBy = followers.get(id) ?? [];
    if (of === undefined) return { follows: null, followedBy };
    const before = await transaction
      .selectFrom('summary')
      .select(['title', 'body'])
      .where('stream', '=', of)
      .where('kind', '=', 'request')
      .executeTakeFirst();
    if (before === undefined) return { follows: null, followedBy };
    const { kind, standing } = placedOn(before.body, on);
    return { follows: { id: of, title: before.title, kind, standing }, followedBy };
  });
}

/**
 * Refuses a draft that names a request or a course that the caller's organisation does not have.
 * @throws InputError with each
 */
export async function refuseLostLinks(
  { database }: Pick<Service, 'database'>,
  { organisation }: Pick<Caller, 'organisation'>,
  draft: Readonly<Record<string, unknown>>,
): Promise<void> {
  const named = [
    { field: 'of', kind: 'request', id: draft['of'] },
    { field: 'course', kind: 'course', id: draft['course'] },
  ].filter((one): one is { field: string; kind: string; id: string } => typeof one.id === 'string');
  if (named.length === 0) return;
  const held = await database.as(organisation, (transaction) =>
    transaction
      .selectFrom('summary')
      .select(['stream', 'kind'])
      .where(
        'stream',
        'in',
        named.map(({ id }) => id),
      )
      .execute(),
  );
  const lost = named.filter(({ id, kind }) => !held.some((one) => one.stream === id && one.kind === kind));
  if (lost.length > 0)
    throw new InputError(
      lost.map(({ field, kind }) => ({
        where: field,
        what: `there is no such ${kind}`,
        mend: 'Give the id of one of yours',
      })),
    );
}

function sinceOf({ body }: { readonly body: string }): string {
  return (JSON.parse(body) as { readonly since?: string }).since ?? '';
}
