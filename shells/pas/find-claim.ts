import type { Caller } from '../server/caller.ts';
import type { Service } from '../server/service.ts';

/** What lists show of a request, as far as it is read here. */
interface Shown {
  /** The stream of the claim that it came in. */
  readonly claim?: string;
}

/** The streams of the claims for a member of an organisation, by any of the member's ids. */
export async function claimsOf(
  { database }: Pick<Service, 'database'>,
  { organisation }: Caller,
  memberIds: readonly string[],
): Promise<readonly string[]> {
  if (memberIds.length === 0) return [];
  const rows = await database.as(organisation, (transaction) =>
    transaction
      .selectFrom('request_member as one')
      .innerJoin('summary', 'summary.stream', 'one.stream')
      .select('summary.body')
      .where('one.member', 'in', memberIds)
      .execute(),
  );
  return [...new Set(rows.flatMap(({ body }) => (JSON.parse(body) as Shown).claim ?? []))].sort();
}
