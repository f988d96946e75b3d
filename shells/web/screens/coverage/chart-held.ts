import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Chart } from '../../api/coverage.ts';
import { KEYS } from '../../api/keys.ts';

/** A chart that was added here; null where the one of the record is left out. */
interface Added {
  readonly chart: Chart | null;
  readonly name: string;
}

/**
 * A chart that was added and is not yet kept with a request. It stays in the memory of the page alone, and is gone with
 * it: a chart is much, and easily added again.
 */
export function useChart(course: string): readonly [Added | undefined, (added: Added | undefined) => void] {
  const client = useQueryClient();
  const key = [...KEYS.courses, 'added-chart', course];
  const { data } = useQuery<Added | null>({ queryKey: key, enabled: false, initialData: null, gcTime: Infinity });
  return [
    data ?? undefined,
    (added) => {
      client.setQueryData(key, added ?? null);
    },
  ];
}

/** The bundle in a file. @returns undefined where it is none */
export async function chartOf(file: File): Promise<Chart | undefined> {
  try {
    const read: unknown = JSON.parse(await file.text());
    const is = typeof read === 'object' && read !== null && 'resourceType' in read && read.resourceType === 'Bundle';
    return is ? (read as Chart) : undefined;
  } catch {
    return undefined;
  }
}
