import { useInfiniteQuery, useQuery, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query';
import { read } from './call.ts';
import { KEYS } from './keys.ts';

/** How many rows each list has. */
export interface WorkCounts {
  readonly on: string;
  readonly lists: readonly { readonly list: string; readonly title: string; readonly count: number }[];
}

/** Why somebody has to look at a record, since when, and what to do. */
export interface WorkRow {
  readonly stream: string;
  readonly since: string;
  readonly title: string;
  readonly reason: string;
  readonly action: string;
}

/** A page of rows; `next` is where the next one begins. */
export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** How much there is on each list today. @param wanted false for a role that has no lists */
export function useWorkCounts(wanted: boolean): UseQueryResult<WorkCounts> {
  return useQuery({
    enabled: wanted,
    queryKey: [...KEYS.work, 'counts'],
    queryFn: async ({ signal }) => (await read<WorkCounts>('/v1/work', signal)).value,
  });
}

/** The rows of one list, the longest due first; all that were asked for so far. */
export function useWorkList(list: string): UseInfiniteQueryResult<readonly WorkRow[]> {
  return usePages<WorkRow>([...KEYS.work, list], `/v1/work/${encodeURIComponent(list)}?limit=25`);
}

/** The rows of a list that is read page by page. @param path with its query begun */
export function usePages<Row>(key: readonly unknown[], path: string): UseInfiniteQueryResult<readonly Row[]> {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      return (await read<RowPage<Row>>(path + cursor, signal)).value;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
  });
}
