import { Temporal } from 'temporal-polyfill';
import type { Actor, RecordedEvent } from '../store/events.ts';
import type { Caller } from './caller.ts';
import { ProblemError } from './problem.ts';
import type { Service } from './service.ts';

/** How the streams of each kind begin. */
const BEGINS = { course: 'opened', request: 'drafted' } as const;

/** The events of one stream of a kind, of the caller's organisation, the reading logged. @throws ProblemError 404 */
export async function readStream(
  { store, now }: Service,
  caller: Caller,
  kind: keyof typeof BEGINS,
  id: string,
  what: string,
): Promise<readonly RecordedEvent[]> {
  const events = await store.read(actorOf(caller), id, what, utc(now()));
  refuseUnlessBegun(kind, events);
  return events;
}

/** @throws ProblemError 404 where the events are of no stream of the kind */
export function refuseUnlessBegun(kind: keyof typeof BEGINS, [first]: readonly RecordedEvent[]): void {
  if (first?.type !== BEGINS[kind]) throw new ProblemError(404, 'There is no such record');
}

export function actorOf({ organisation, id, role }: Caller): Actor {
  return { organisation, id, role };
}

/** An instant as the record keeps it. */
export function utc(moment: string): string {
  return Temporal.Instant.from(moment).toString();
}
