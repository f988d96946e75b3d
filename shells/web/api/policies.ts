import { useSuspenseQuery } from '@tanstack/react-query';
import { read } from './call.ts';
import { KEYS } from './keys.ts';

/** A version of a policy that is held. */
export interface HeldPolicy {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly payer: { readonly id: string; readonly name: string };
  readonly drug: string;
  readonly inForce: { readonly from: string; readonly to: string | null };
}

/** Every version of every policy; suspends until it is there. */
export function usePolicies(): readonly HeldPolicy[] {
  const { data } = useSuspenseQuery({
    queryKey: [...KEYS.policies, 'list'],
    queryFn: async ({ signal }) =>
      (await read<{ readonly policies: readonly HeldPolicy[] }>('/v1/policies', signal)).value.policies,
  });
  return data;
}
