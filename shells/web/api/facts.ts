import { useSuspenseQuery } from '@tanstack/react-query';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { read } from './call.ts';

/** How the facts are read and remembered. */
export const FACTS = {
  queryKey: ['facts'],
  staleTime: Infinity,
  queryFn: async (): Promise<ReadonlyMap<string, FactDefinition>> => {
    const { value } = await read<{ readonly facts: readonly FactDefinition[] }>('/v1/facts');
    return new Map(value.facts.map((fact) => [fact.id, fact]));
  },
};

/** What may be asked of a patient, by the ids of facts; suspends until it is there. */
export function useFacts(): ReadonlyMap<string, FactDefinition> {
  return useSuspenseQuery(FACTS).data;
}
