import { sql } from 'kysely';
import { actorOf, utc } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import { program } from './outbox.ts';
import { FAILED, HEARD, mayReach, SUBSCRIPTION, subscriptionOf, type SubscriptionRecord } from './subscription.ts';
import { submitterOf } from './submitter.ts';

const TIMEOUT_MS = 5_000;
/** After so many tries nobody is told any more until the subscription is asked for anew: about two days. */
const MOST_TRIES = 60;
const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 3_600;

/**
 * Sends one notice that is due, the oldest of its subscription first, and keeps it where it was not heard. Of several
 * instances one sends it: the row is held while it does.
 * @returns false where nothing is due
 */
export async function deliverOne(service: Service): Promise<boolean> {
  return service.database.owner.transaction().execute(async (transaction) => {
    const notice = await transaction
      .selectFrom('notice')
      .select(['id', 'organisation', 'subscription', 'body', 'attempts'])
      .where('next_at', '<=', sql<Date>`now()`)
      .where((build) =>
        build.not(
          build.exists(
            build
              .selectFrom('notice as earlier')
              .select('earlier.id')
              .whereRef('earlier.subscription', '=', 'notice.subscription')
              .whereRef('earlier.id', '<', 'notice.id'),
          ),
        ),
      )
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (notice === undefined) return false;
    const { id, organisation, attempts } = notice;
    const subscription = await subscriptionBy(service, organisation, notice.subscription);
    const heard = subscription !== undefined && (await send(service, subscription, notice.body));
    const isOver = subscription === undefined || subscription.status === 'off' || attempts + 1 >= MOST_TRIES;
    if (heard || isOver) await transaction.deleteFrom('notice').where('id', '=', id).execute();
    else {
      const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** attempts, LONGEST_WAIT_SECONDS);
      await transaction
        .updateTable('notice')
        .set({ attempts: attempts + 1, next_at: sql<Date>`now() + make_interval(secs => ${wait})` })
        .where('id', '=', id)
        .execute();
    }
    if (subscription !== undefined) await mark(service, organisation, subscription, heard);
    return true;
  });
}

/** Writes to the record of the subscription what has changed: that it hears, or that it does not. */
async function mark(
  { store, now }: Service,
  organisation: string,
  { id, length, status }: SubscriptionRecord,
  heard: boolean,
): Promise<void> {
  if (status === 'off' || (heard ? status === 'active' : status === 'error')) return;
  const at = utc(now());
  await store.append({
    ...{ actor: actorOf(program(organisation)), stream: id, kind: SUBSCRIPTION, expected: length, now: at },
    events: [{ type: heard ? HEARD : FAILED, at, body: {} }],
  });
}

async function subscriptionBy(
  { store, now }: Service,
  organisation: string,
  id: string,
): Promise<SubscriptionRecord | undefined> {
  return subscriptionOf(id, await store.read(actorOf(program(organisation)), id, 'notify', utc(now())));
}

/** Whether the endpoint took it: what it may be sent to is looked up anew, and it is never followed elsewhere. */
async function send(service: Service, subscription: SubscriptionRecord, body: string): Promise<boolean> {
  const { client, endpoint, headers } = subscription;
  const submitter = submitterOf(service, { ...program(''), id: client });
  if (subscription.status === 'off' || !mayReach(endpoint, submitter, service.origin())) return false;
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { ...linesOf(headers), 'content-type': 'application/fhir+json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // Nobody there, or too slow: it is tried again.
    return false;
  }
}

function linesOf(headers: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    headers.map((line) => {
      const [name = '', value = ''] = /^([^:]+): ?(.*)$/su.exec(line)?.slice(1) ?? [];
      return [name, value];
    }),
  );
}
