import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { KEYS } from './keys.ts';
import { usePages } from './work.ts';

/** A request in the order in which it has to be answered. */
export interface QueueRow {
  readonly id: string;
  readonly title: string;
  readonly state: {
    readonly status: string;
    readonly standing: string;
    readonly policy: string;
    readonly lineOfBusiness: string | null;
    readonly since: string;
    /** The last moment of the limit that runs, an instant in UTC; null where none does. */
    readonly due: string | null;
  };
}

/** By what the queue is narrowed; an empty text narrows nothing. */
export interface Narrowed {
  /** Statuses, separated by commas. */
  readonly status: string;
  readonly policy: string;
  readonly search: string;
}

/** The requests of the organisation: overdue first, then by when they are due. */
export function useQueue({ status, policy, search }: Narrowed): UseInfiniteQueryResult<readonly QueueRow[]> {
  const asked = new URLSearchParams({
    ...{ limit: '50', status },
    ...(policy === '' ? {} : { policy }),
    ...(search === '' ? {} : { search }),
  });
  return usePages<QueueRow>([...KEYS.requests, 'queue', status, policy, search], `/v1/queue?${asked.toString()}`);
}
