import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answer } from '../../api/answers.ts';

/** How long typing has to rest before it is asked about. */
const SETTLED_MS = 150;

/**
 * The answer of a verb to what is typed; the one before stays in sight meanwhile.
 * @param asked options by their long names; undefined while something is missing
 */
export function useCalculated<T>(
  verb: string,
  asked: Readonly<Record<string, unknown>> | undefined,
): UseQueryResult<T> {
  const text = asked === undefined ? '' : JSON.stringify(asked);
  const [settled] = useDebouncedValue(text, SETTLED_MS);
  const wanted = text === '' ? '' : settled;
  return useQuery({
    queryKey: ['calculated', verb, wanted],
    enabled: wanted !== '',
    retry: false,
    ...(text === '' ? {} : { placeholderData: keepPreviousData }),
    queryFn: async ({ signal }) => answer<T>(verb, JSON.parse(wanted), signal),
  });
}

/** The fields that are filled in, as options of a verb. */
export function given(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== ''));
}
