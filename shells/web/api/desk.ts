import { useQuery, useQueryClient, useSuspenseQuery, type UseQueryResult } from '@tanstack/react-query';
import { ask, read } from './call.ts';
import { KEYS } from './keys.ts';

/** Who is signed in, where, and what they may. */
export interface Desk {
  readonly caller: {
    readonly organisation: string;
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly npi?: string;
  };
  readonly organisation: { readonly id: string; readonly name: string; readonly kind: string };
  /** IANA zone of the clock by which days are counted. */
  readonly timeZone: string;
  /** What that clock showed when the service answered, ISO 8601 with its offset. */
  readonly now: string;
  /** YYYY-MM-DD on that clock. */
  readonly today: string;
  /** Rows of the table of roles that this role is in. */
  readonly may: readonly string[];
  /** On one machine one person works in any role: those there are; null where a provider says who is who. */
  readonly roles: readonly string[] | null;
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
}

const readDesk = async (): Promise<Desk> => (await read<Desk>('/v1/desk')).value;
/** Who is asked, how, and for how long the answer is good. */
export const deskQuery = { queryKey: KEYS.desk, queryFn: readDesk, staleTime: 60_000 };

/** For the frame of the page alone, which shows the way in where nobody is signed in. */
export function useSignIn(): UseQueryResult<Desk> {
  return useQuery(deskQuery);
}

/** Who is signed in, inside the page. */
export function useDesk(): Desk {
  return useSuspenseQuery(deskQuery).data;
}

/** Whether the role may call a route, by its row in the table of roles. */
export function useMay(): (route: string) => boolean {
  const { may } = useDesk();
  return (route) => may.includes(route);
}

/** Works in another role, or for another organisation, of one machine: nothing of the one before is kept. */
export function useSignInAs(): (role: string, organisation: string) => Promise<void> {
  const client = useQueryClient();
  return async (role, organisation) => {
    await ask('/sign-in/as', { role, organisation });
    client.clear();
  };
}

/** How one gets in: an address of the provider, or null where the link that was printed does it. */
export async function wayIn(): Promise<string | null> {
  const { value } = await read<{ readonly provider: string | null }>('/sign-in/way');
  return value.provider;
}

export async function signOut(): Promise<void> {
  await ask('/sign-out', {});
}
