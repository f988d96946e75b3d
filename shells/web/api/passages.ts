import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { DocumentCitation } from '../../../core/values/citation.ts';
import { read } from './call.ts';

/** A cited passage, from the practice's own copy of the document. */
export interface ShownPassage {
  readonly title: string;
  readonly fromLine: number;
  readonly toLine: number;
  readonly lines: readonly string[];
}

/** The passage of a citation, read once it is wanted; an error 404 says that no copy is held. */
export function usePassage(cite: DocumentCitation, wanted: boolean): UseQueryResult<ShownPassage> {
  const { source, section, words, fingerprint, nth } = cite;
  return useQuery({
    queryKey: ['passages', source, section, fingerprint, nth],
    enabled: wanted,
    staleTime: Infinity,
    retry: false,
    queryFn: async ({ signal }) => {
      const asked = new URLSearchParams({
        ...{ source, section, words: String(words), fingerprint },
        ...(nth === undefined ? {} : { nth: String(nth) }),
      });
      return (await read<ShownPassage>(`/v1/passages?${asked.toString()}`, signal)).value;
    },
  });
}
