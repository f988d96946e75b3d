import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Determination } from '../../../core/coverage/determination.ts';
import type { Comparison } from '../../../core/explain/compare.ts';
import type { FactValue } from '../../../core/values/fact.ts';
import { ask, read, send } from './call.ts';
import type { Recorded } from './courses.ts';
import { KEYS } from './keys.ts';
import type { RequestRow } from './requests.ts';

/** A value with whoever said it. */
export interface Said {
  readonly value: FactValue;
  readonly by: string;
  readonly role: string;
  /** YYYY-MM-DD. */
  readonly at: string;
}

/** Answers by the ids of their facts, as an answers file has them. */
export type Answers = Readonly<Record<string, FactValue | Said>>;

/** A FHIR Bundle of one patient, as it was handed in. */
export interface Chart {
  readonly resourceType: string;
  readonly entry?: readonly { readonly resource?: Readonly<Record<string, unknown>> }[];
}

/** The chart and answers with which the program last looked at a request for a course. */
export interface KeptDocuments {
  readonly request: string | null;
  readonly policy: string | null;
  readonly kind: 'initial' | 'renewal' | null;
  readonly chart: Chart | null;
  readonly answers: Answers;
}

/** What is asked of the criteria. */
export interface Asked {
  readonly policies: readonly string[];
  readonly kind: 'initial' | 'renewal';
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly answers: Answers;
  readonly chart: Chart | null;
  /** Tells one chart from another without reading it. */
  readonly chartName: string;
}

/** What the program finds under each policy, and what separates them where there are several. */
export interface Found {
  readonly determinations: readonly Determination[];
  readonly comparison?: Comparison;
}

const pathOf = (course: string): string => `/v1/courses/${encodeURIComponent(course)}`;

/** What was last kept for a course; suspends until it is there. */
export function useKept(course: string): KeptDocuments {
  const { data } = useSuspenseQuery({
    queryKey: [...KEYS.courses, course, 'kept'],
    queryFn: async ({ signal }) => (await read<KeptDocuments>(`${pathOf(course)}/coverage`, signal)).value,
  });
  return data;
}

/** What the program finds for a course and what is beside it; the finding before stays until the new one is there. */
export function useFinding(course: string, asked: Asked): UseQueryResult<Found> {
  const { chart, ...small } = asked;
  return useQuery({
    queryKey: [...KEYS.courses, course, 'finding', small],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => ask<Found>(`${pathOf(course)}/answers/check`, bodyOf(small, chart), signal),
  });
}

/** The requests for a course, the newest first. */
export function useRequestsFor(course: string): UseQueryResult<readonly RequestRow[]> {
  return useQuery({
    queryKey: [...KEYS.courses, course, 'requests'],
    queryFn: async ({ signal }) =>
      (await read<{ readonly rows: readonly RequestRow[] }>(`${pathOf(course)}/requests`, signal)).value.rows,
  });
}

/** A request to be drafted, under the key of its draft. */
export interface NewRequest {
  readonly draft: Readonly<Record<string, unknown>>;
  readonly key: string;
}

/** Drafts a request for a course. */
export function useDraftRequest(course: string): UseMutationResult<Recorded, Error, NewRequest> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ draft, key }) => send<Recorded>('/v1/requests', { ...draft, course }, key),
    onSettled: async () => client.invalidateQueries({ queryKey: [...KEYS.courses, course] }),
  });
}

/** A finding to be kept with its documents in a request. */
export interface ToKeep {
  readonly request: string;
  readonly asked: Asked;
  readonly course: unknown;
  readonly key: string;
}

/** Has the program look once more and keep what it finds with everything it was found from. */
export function useKeepFinding(course: string): UseMutationResult<Recorded, Error, ToKeep> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ request, asked: { on, answers, chart }, course: document, key }) =>
      send<Recorded>(
        `/v1/requests/${encodeURIComponent(request)}/determinations`,
        { on, answers, course: document, ...(chart === null ? {} : { chart }) },
        key,
      ),
    onSettled: async () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [...KEYS.courses, course] }),
        client.invalidateQueries({ queryKey: KEYS.requests }),
      ]),
  });
}

function bodyOf(
  { policies, kind, on, answers }: Omit<Asked, 'chart'>,
  chart: Chart | null,
): Readonly<Record<string, unknown>> {
  return { policy: policies.join(','), request: kind, on, answers, ...(chart === null ? {} : { chart }) };
}
