import { useQuery, useQueryClient, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query';
import { read } from './call.ts';
import { KEYS } from './keys.ts';
import { usePages } from './work.ts';

/** Whether a record is as it was written. */
export interface Chain {
  readonly sound: boolean;
  readonly events: number;
  /** Of the newest event. */
  readonly hash: string;
  /** The first event that is wrong. */
  readonly broken: { readonly sequence: number; readonly what: string } | null;
}

/** Somebody has read a record. */
export interface AccessRow {
  readonly by: { readonly organisation: string; readonly id: string; readonly role: string };
  /** For what: `export pdf`. */
  readonly what: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** The chain of hashes of a course, computed anew after every write. */
export function useChain(id: string): UseQueryResult<Chain> {
  const client = useQueryClient();
  return useQuery({
    queryKey: [...KEYS.courses, id, 'chain'],
    queryFn: async ({ signal }) => {
      const { value } = await read<Chain>(`/v1/courses/${encodeURIComponent(id)}/chain`, signal);
      // It was a reading of the record as well: whoever looks at these sees this one.
      void client.invalidateQueries({ queryKey: accessKey(id) });
      return value;
    },
  });
}

const accessKey = (id: string): readonly string[] => ['access', id];

/** Who has read a record, the first one first, page by page. */
export function useAccess(id: string): UseInfiniteQueryResult<readonly AccessRow[]> {
  return usePages<AccessRow>(accessKey(id), `/v1/access?limit=200&stream=${encodeURIComponent(id)}`);
}

/** Where a record is fetched as a file. */
export function exportOf(id: string, format: 'json' | 'fhir' | 'pdf'): string {
  return `/v1/courses/${encodeURIComponent(id)}/export?format=${format}`;
}
