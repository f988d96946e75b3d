import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Determination } from '../../../core/coverage/determination.ts';
import type { RequestEntry } from '../../../core/requests/entry.ts';
import { read, send } from './call.ts';
import type { Recorded } from './courses.ts';
import type { Chart } from './coverage.ts';
import { KEYS } from './keys.ts';

/** What was found of a request, with what it was found from, as the record keeps it. */
export interface KeptFinding {
  /** Which entry of the request it is, from 1. */
  readonly sequence: number;
  readonly at: string;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly found: Determination;
  readonly notEnough: readonly { readonly fact: string; readonly because: string }[];
}

/** What was found then, and what is found from the same now. */
export interface Replayed {
  readonly same: boolean;
  readonly kept: Determination;
  readonly again: Determination;
}

/** The last finding among the entries of a request; undefined where the program has not looked. */
export function lastFinding(entries: readonly RequestEntry[]): KeptFinding | undefined {
  const index = entries.findLastIndex(({ type }) => type === 'determined');
  const entry = entries[index];
  return entry === undefined ? undefined : { ...(entry as unknown as KeptFinding), sequence: index + 1 };
}

/** The chart with which it was found; null where there was none. */
export function chartOf({ asked: { chart } }: KeptFinding): Chart | null {
  if (typeof chart === 'string') return JSON.parse(chart) as Chart;
  return typeof chart === 'object' && chart !== null ? (chart as Chart) : null;
}

/** Finds again what was found then, once it is wanted. */
export function useReplay(id: string, sequence: number, wanted: boolean): UseQueryResult<Replayed> {
  return useQuery({
    queryKey: [...KEYS.requests, id, 'replay', sequence],
    enabled: wanted,
    queryFn: async ({ signal }) =>
      (await read<Replayed>(`/v1/requests/${encodeURIComponent(id)}/determinations/${String(sequence)}/replay`, signal))
        .value,
  });
}

/** Documents with which the program is to look, under a key of this one look. */
interface Look {
  readonly asked: Readonly<Record<string, unknown>>;
  readonly key: string;
}

/** Has the program look at a request once more and keep what it finds. */
export function useLookAgain(id: string): UseMutationResult<Recorded, Error, Look> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ asked, key }) =>
      send<Recorded>(`/v1/requests/${encodeURIComponent(id)}/determinations`, asked, key),
    onSettled: async () => client.invalidateQueries({ queryKey: KEYS.requests }),
  });
}
