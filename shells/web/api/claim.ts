import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Claim } from '../../../core/billing/claim-answer.ts';
import type { ClaimWarning } from '../../../core/billing/checks/check-claim.ts';
import { ask, read, send } from './call.ts';
import { useCourseAnswer } from './courses.ts';
import { KEYS } from './keys.ts';

/** The claim of a course with what the checks have against it. */
export type CheckedClaim = Claim & { readonly checks: readonly ClaimWarning[] };

/** What a claim is written as. */
export const FORMATS = ['837p', '837i', 'cms1500', 'fhir'] as const;
export type Format = (typeof FORMATS)[number];

/** A claim in one of its forms; `document` is null where there is no line. */
export type FormAnswer = Claim & { readonly format: Format; readonly document: unknown };

/** Who bills whom, as it was kept: parts of a billing file. */
export type Billing = Readonly<Record<string, unknown>>;
export interface Parties {
  readonly billing: Billing;
  readonly sequence: number;
}

const PARTIES = 'parties';
const pathOf = (course: string | null): string =>
  course === null ? '/v1/parties' : `/v1/parties?course=${encodeURIComponent(course)}`;

/** The claim of one dose; of all that were not claimed where none is named. */
export function useClaim(id: string, dose: string): UseQueryResult<CheckedClaim> {
  return useCourseAnswer<CheckedClaim>(id, 'claim', dose === '' ? {} : { dose });
}

/** The form of a claim, as far as it can be written. */
export function useClaimForm(id: string, format: Format, dose: string): UseQueryResult<FormAnswer> {
  return useQuery({
    queryKey: [...KEYS.courses, id, 'claim-form', format, dose],
    queryFn: async ({ signal }) =>
      ask<FormAnswer>(
        `/v1/courses/${encodeURIComponent(id)}/claim-form`,
        { format, ...(dose === '' ? {} : { dose }) },
        signal,
      ),
  });
}

/** What is kept for every claim of the practice, or for those of one course. */
export function useParties(course: string | null): UseQueryResult<Parties> {
  return useQuery({
    queryKey: [PARTIES, course],
    queryFn: async ({ signal }) => (await read<Parties>(pathOf(course), signal)).value,
  });
}

/** Keeps it. Where somebody else kept other parties meanwhile the error is a conflict. */
export function useKeepParties(
  course: string | null,
): UseMutationResult<unknown, Error, Parties & { readonly key: string }> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ billing, key, sequence }) => send(pathOf(course), { billing }, key, sequence),
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: [PARTIES, course] }),
        client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] === 'claim-form' }),
      ]);
    },
  });
}
