import { useMutation, useQueryClient, useSuspenseQuery, type UseMutationResult } from '@tanstack/react-query';
import type { RequestEntry } from '../../../core/requests/entry.ts';
import type { RequestState } from '../../../core/requests/state.ts';
import { read, send } from './call.ts';
import type { Entries, Recorded } from './courses.ts';
import { KEYS } from './keys.ts';

/** A request in a list. */
export interface RequestRow {
  readonly id: string;
  readonly title: string;
  readonly sequence: number;
  readonly state: {
    readonly status: string;
    readonly policy: string;
    readonly kind: string;
    readonly approval: unknown;
  };
}

/** A limit that runs on a request. */
export interface ShownClock {
  readonly limit: string;
  readonly due: string;
  readonly state: 'answered' | 'running' | 'paused' | 'missed';
}

/** A request, where it stands, and how many entries its record has. */
export interface OpenedRequest {
  readonly id: string;
  readonly state: RequestState;
  readonly clocks: readonly ShownClock[];
  readonly entries: readonly RequestEntry[];
  /** Where it stands today: as its status, or `expired` where what was approved has ended. */
  readonly standing?: string;
  /** Those that renew or amend it. */
  readonly followedBy?: readonly { readonly id: string }[];
  readonly sequence: number;
}

const pathOf = (id: string): string => `/v1/requests/${encodeURIComponent(id)}`;

/** One request; suspends until it is there, throws what the service said where it is not. */
export function useRequest(id: string): OpenedRequest {
  const { data } = useSuspenseQuery({
    queryKey: [...KEYS.requests, id, 'request'],
    queryFn: async ({ signal }) => {
      const { value, sequence = 0 } = await read<Omit<OpenedRequest, 'id' | 'sequence'>>(pathOf(id), signal);
      return { id, ...value, sequence };
    },
  });
  return data;
}

/** Adds entries to a request. Where somebody else wrote meanwhile the error is a conflict (`isConflict`). */
export function useAddToRequest(id: string): UseMutationResult<Recorded, Error, Entries> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ entries, key, sequence }) =>
      send<Recorded>(`${pathOf(id)}/entries`, { entries }, key, sequence),
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: KEYS.requests }),
        client.invalidateQueries({ queryKey: KEYS.work }),
      ]);
    },
  });
}
