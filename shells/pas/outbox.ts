import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Caller } from '../server/caller.ts';
import { actorOf, utc } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import { canonical } from '../store/chain.ts';
import type { Tables } from '../store/tables.ts';
import { ConflictError } from '../store/store.ts';
import { CLAIM, TOLD, type Answered, type ClaimRecord } from './claim-record.ts';
import { responseBundle } from './claim-response.ts';
import { below } from '../chart/elm.ts';
import { standingsOf } from './inquire.ts';
import { changed } from './notification.ts';
import { claimBy } from './submit.ts';
import { SUBSCRIPTION, subscriptionOf, type SubscriptionRecord } from './subscription.ts';

/** As whom the service itself reads and writes. */
export function program(organisation: string): Caller {
  return { organisation, id: 'stepwise', name: 'Stepwise', role: 'machine', kind: 'machine' };
}

const AT_ONCE = 20;

/** Whether there is a decision to look at, or a notice to send: asked often, so that it takes one question. */
export async function isSomethingDue({ database }: Pick<Service, 'database'>): Promise<boolean> {
  const { rows } = await sql<{ readonly due: boolean }>`
    select exists (select from notice_due) or exists (
      select from notice where next_at <= now() and not exists (
        select from notice earlier where earlier.subscription = notice.subscription and earlier.id < notice.id)) as due`.execute(
    database.owner,
  );
  return rows[0]?.due === true;
}

/**
 * Works out who has to be told of decisions that were written, and keeps what they are told. Several instances may do so
 * at once: each decision is taken by one.
 * @returns how many decisions were looked at
 */
export async function noteDecisions(service: Service): Promise<number> {
  const { owner } = service.database;
  const changes = new Map<string, Change>();
  const count = await owner.transaction().execute(async (transaction) => {
    const due = await transaction
      .selectFrom('notice_due')
      .select(['stream', 'sequence', 'organisation'])
      .orderBy('stream')
      .orderBy('sequence')
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const { stream, sequence, organisation } of due) {
      const change = await changeBy(service, stream, organisation);
      // Several decisions on one claim are one change of its answer.
      if (change !== undefined && !changes.has(change.claim.stream)) {
        changes.set(change.claim.stream, change);
        await keepFor(service, transaction, change);
      }
      await transaction
        .deleteFrom('notice_due')
        .where('stream', '=', stream)
        .where('sequence', '=', sequence)
        .execute();
    }
    return due.length;
  });
  // Once the notices stand: before, one that broke off would count as told.
  for (const change of changes.values()) await record(service, change);
  return count;
}

/** Has it looked at who is to be told of a request, of what was written by a program that will not be told otherwise. */
export async function isDue(
  { database }: Pick<Service, 'database'>,
  organisation: string,
  stream: string,
  sequence: number,
): Promise<void> {
  await database.owner
    .insertInto('notice_due')
    .values({ stream, sequence, organisation })
    .onConflict((conflict) => conflict.columns(['stream', 'sequence']).doNothing())
    .execute();
}

/** An answer that is another one than was given or told last. */
interface Change {
  readonly organisation: string;
  readonly claim: ClaimRecord;
  readonly told: Answered;
  readonly at: string;
}

async function changeBy(service: Service, request: string, organisation: string): Promise<Change | undefined> {
  const caller = program(organisation);
  const at = utc(service.now());
  const events = await service.store.read(actorOf(caller), request, 'notify', at);
  const stream = below(events[0]?.body, 'claim', 'id');
  const claim = typeof stream === 'string' ? await claimBy(stream, caller, { service, at }, 'notify') : undefined;
  // A request that stands for no claim.
  if (claim === undefined) return undefined;
  const standings = await standingsOf(claim, caller, { service, at });
  if (canonical(standings) === canonical(claim.told)) return undefined;
  const response = responseBundle(claim.submission, standings, { id: randomUUID(), at });
  return { organisation, claim, told: { standings, response }, at };
}

async function keepFor(
  service: Service,
  transaction: Kysely<Tables>,
  { organisation, claim, told, at }: Change,
): Promise<void> {
  for (const { id } of await subscriptionsOf(service, organisation, claim.submitter, at))
    await keep(transaction, organisation, id, (count) =>
      changed({ subscription: addressOf(service, id), status: 'active', count, at }, told.response),
    );
}

async function record({ store }: Service, { organisation, claim, told, at }: Change): Promise<void> {
  try {
    await store.append({
      ...{ actor: actorOf(program(organisation)), stream: claim.stream, kind: CLAIM, expected: claim.length, now: at },
      events: [{ type: TOLD, at, body: told }],
    });
  } catch (error) {
    // Whoever wrote meanwhile was answered with what stands.
    if (!(error instanceof ConflictError)) throw error;
  }
}

/** Keeps a notice until it has been heard, with its number among those of its subscription. */
export async function keep(
  transaction: Kysely<Tables>,
  organisation: string,
  subscription: string,
  noticeOf: (count: number) => unknown,
  counts = true,
): Promise<void> {
  const { count } = await transaction
    .insertInto('notice_count')
    .values({ subscription, count: counts ? 1 : 0 })
    .onConflict((conflict) =>
      conflict
        .column('subscription')
        .doUpdateSet({ count: counts ? sql<number>`notice_count.count + 1` : sql<number>`notice_count.count` }),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('notice')
    .values({ organisation, subscription, number: count, body: JSON.stringify(noticeOf(count)) })
    .execute();
}

/** Address of a subscription. */
export function addressOf({ origin }: Pick<Service, 'origin'>, subscription: string): string {
  return `${origin()}/fhir/Subscription/${subscription}`;
}

/** The subscriptions of one sender that are not ended. */
async function subscriptionsOf(
  { database, store }: Service,
  organisation: string,
  submitter: string,
  at: string,
): Promise<readonly SubscriptionRecord[]> {
  const ids = await subscriptionIds({ database }, organisation, submitter);
  const found: SubscriptionRecord[] = [];
  for (const id of ids) {
    const events = await store.read(actorOf(program(organisation)), id, 'notify', at);
    const subscription = subscriptionOf(id, events);
    if (subscription !== undefined && subscription.status !== 'off') found.push(subscription);
  }
  return found;
}

/** The ids of the subscriptions of one sender, ended ones with them. */
export async function subscriptionIds(
  { database }: Pick<Service, 'database'>,
  organisation: string,
  submitter: string,
): Promise<readonly string[]> {
  const rows = await database.as(organisation, (transaction) =>
    transaction
      .selectFrom('summary')
      .select('stream')
      .where('kind', '=', SUBSCRIPTION)
      .where(sql<boolean>`body::jsonb ->> 'submitter' = ${submitter}`)
      .orderBy('stream')
      .execute(),
  );
  return rows.map(({ stream }) => stream);
}
