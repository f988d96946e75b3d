import type { RequestEntry } from '../../core/requests/entry.ts';
import type { Caller } from '../server/caller.ts';
import { actorOf } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import { entriesOf } from '../server/summarise.ts';
import { ConflictError } from '../store/store.ts';
import type { Desk } from './plan.ts';
import { eventsOfDraft, type Draft } from './request-entries.ts';

const KIND = 'request';

/** The entries of a request, the reading logged; empty where it is not there. */
export async function entriesOfRequest(
  { store }: Pick<Service, 'store'>,
  caller: Caller,
  request: string,
  what: string,
  at: string,
): Promise<readonly RequestEntry[]> {
  return entriesOf(await store.read(actorOf(caller), request, what, at));
}

/**
 * Writes what a call leads to.
 * @returns the request with it; as somebody else has begun it meanwhile, where the same call came twice
 * @throws ConflictError where it was changed meanwhile
 */
export async function written(
  request: string,
  draft: Draft,
  caller: Caller,
  { service, at }: Desk,
): Promise<readonly RequestEntry[]> {
  const { before, added } = draft;
  if (added.length === 0) return before;
  try {
    await service.store.append({
      ...{ actor: actorOf(caller), stream: request, kind: KIND, now: at },
      ...{ expected: before.length, events: eventsOfDraft(draft) },
    });
    return [...before, ...added];
  } catch (error) {
    if (!(error instanceof ConflictError) || before.length > 0) throw error;
    const there = await entriesOfRequest(service, caller, request, 'submit', at);
    if (there.length === 0) throw error;
    return there;
  }
}
