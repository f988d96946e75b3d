import { sql } from 'kysely';
import type { Caller } from '../server/caller.ts';
import type { Service } from '../server/service.ts';
import { uuidOf } from './ids.ts';

/**
 * Works on the claims of a member while no other call does, in this process or another one on the database: what is
 * authorized is looked up before something is, and two calls that looked at the same moment would both find nothing.
 * `work` asks nothing of the owner's connections: waiting calls hold them.
 * @param memberIds each of them is waited for
 */
export async function oneAtATime<T>(
  { database }: Pick<Service, 'database'>,
  { organisation }: Caller,
  memberIds: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  // In one order for everybody: two calls never wait for each other.
  const keys = [...new Set(memberIds)].map((id) => uuidOf('member', organisation, id)).sort();
  if (keys.length === 0) return work();
  return database.owner.transaction().execute(async (transaction) => {
    for (const key of keys) await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(transaction);
    return work();
  });
}
