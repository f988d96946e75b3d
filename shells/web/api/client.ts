import { QueryClient } from '@tanstack/react-query';
import { isAway } from './problem.ts';

/** How often a call is made again where the service was away; what it answered is not asked for again. */
const TRIES = 4;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 1_600;

/** What the page remembers of the service's answers; `live.ts` says when they are to be read anew. */
export function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < TRIES && isAway(error),
        // Somebody waits: after some four seconds they are told, and may try again themselves.
        retryDelay: (failures) => Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS),
        networkMode: 'always',
      },
      // What changes the record waits for the person who sent it: they see that it failed, and send it again.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
