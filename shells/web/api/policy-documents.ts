import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Decisive, Relation, Separating } from '../../../core/coverage/diff/diff.ts';
import type { Outcome } from '../../../core/coverage/determination.ts';
import type { Policy, PolicyCaution, RequestKind } from '../../../core/coverage/policy.ts';
import type { Criterion } from '../../../core/criteria/node.ts';
import type { Citation } from '../../../core/values/citation.ts';
import { answer } from './answers.ts';
import { ask, read, send } from './call.ts';
import { KEYS } from './keys.ts';
import type { Fault } from './problem.ts';

/** What a request of a policy asks, its criteria as a tree. */
export interface ToldRequest {
  readonly authorization: { readonly months: number | null; readonly cite: readonly Citation[] };
  readonly criteria: Criterion;
}

/** A version of a policy as data: as the core has it, with trees in place of what runs. */
export type ToldPolicy = Omit<Policy, 'requests' | 'cautions'> & {
  readonly requests: { readonly initial: ToldRequest; readonly renewal: ToldRequest | null };
  readonly cautions: readonly Omit<PolicyCaution, 'when'>[];
};

/** A passage that no rule says, with the reason. */
export interface UnruledPassage {
  readonly source: string;
  readonly section: string;
  readonly words: number;
  readonly fingerprint: string;
  readonly nth?: number;
  readonly reason: string;
}

/** A version as a document. */
export interface PolicyDocument {
  readonly policy: ToldPolicy;
  readonly document: {
    readonly id: string;
    readonly title: string;
    readonly publisher: string;
    readonly basis: 'document' | 'secondary';
    readonly url: string | null;
    readonly dates: Readonly<Record<string, string>>;
    readonly supersededBy: string | null;
    readonly sections: readonly { readonly id: string; readonly title: string }[];
  } | null;
  /** Null where no copy of the document is held here. */
  readonly coverage: {
    readonly found: number;
    readonly stale: readonly { readonly file: string; readonly at: string }[];
    readonly withRule: number;
    readonly notEncoded: number;
    readonly unaccounted: readonly { readonly fromLine: number; readonly toLine: number; readonly words: number }[];
  } | null;
  readonly notEncoded: readonly UnruledPassage[];
  readonly examples: number;
}

/** A draft of a version: its text, and the worked examples beside it. */
export interface PolicyDraft {
  readonly text: string;
  readonly cases: string;
}

/** What the service says of a draft. */
export interface DraftReport {
  readonly sound: boolean;
  readonly faults: readonly (Fault & { readonly where: string; readonly line?: number; readonly column?: number })[];
  readonly findings: readonly {
    readonly severity: 'error' | 'warning';
    readonly what: string;
    readonly mend: string;
  }[];
  readonly examples: number;
  readonly failed: readonly { readonly name: string; readonly differences: readonly string[] }[];
  readonly version: string | null;
  readonly ends: string | null;
}

/** What was published, and the open requests that it concerns. */
export interface Published {
  readonly policy: string;
  readonly version: string;
  readonly ended: string | null;
  readonly affected: {
    readonly count: number;
    readonly requests: readonly {
      readonly id: string;
      readonly title: string;
      readonly outcomes: { readonly before: Outcome | null; readonly after: Outcome | null };
    }[];
  };
}

/** One direction of a comparison: a patient whom one approves and the other does not. */
export interface ToldWitness {
  readonly decisive: readonly Decisive[];
  readonly separating: readonly Separating[];
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly notMet: readonly string[];
  readonly waiting?: readonly string[];
}

/** Whom two versions approve, as `policy diff` tells it. */
export interface ToldDiff {
  readonly requests: readonly {
    readonly kind: RequestKind;
    readonly relation: Relation;
    readonly reason?: string;
    readonly onlyFrom: ToldWitness | null;
    readonly onlyTo: ToldWitness | null;
  }[];
  readonly other: readonly string[];
}

/** What two versions make of the requests in the record. */
export interface Impact {
  readonly count: number;
  readonly looked: number;
  readonly requests: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: string;
    readonly before: Outcome | null;
    readonly after: Outcome | null;
  }[];
}

const pathOf = (id: string, version: string): string =>
  `/v1/policies/${encodeURIComponent(id)}/${encodeURIComponent(version)}`;

/** A version as a document; suspends until it is there. */
export function usePolicyDocument(id: string, version: string): PolicyDocument {
  const { data } = useSuspenseQuery({
    queryKey: [...KEYS.policies, 'document', id, version],
    queryFn: async ({ signal }) => (await read<PolicyDocument>(pathOf(id, version), signal)).value,
  });
  return data;
}

/** What keeps a newer folder of policies from use; empty where nothing does. */
export function useFolderFaults(): readonly Fault[] {
  const { data } = useSuspenseQuery({
    queryKey: [...KEYS.policies, 'faults'],
    queryFn: async ({ signal }) =>
      (await read<{ readonly faults: readonly Fault[] }>('/v1/policies', signal)).value.faults,
  });
  return data;
}

/** Who published which version here, the newest first. */
export function usePublished(): readonly PublishedRow[] {
  const { data } = useSuspenseQuery({
    queryKey: [...KEYS.policies, 'published'],
    queryFn: async ({ signal }) =>
      (await read<{ readonly rows: readonly PublishedRow[] }>('/v1/policies/published', signal)).value.rows,
  });
  return data;
}

export interface PublishedRow {
  readonly policy: string;
  readonly version: string;
  readonly by: string;
  readonly at: string;
}

/** Whom each of two versions (`id@version`) approves that the other does not. */
export function useDiff(from: string, to: string, on: string): UseQueryResult<ToldDiff> {
  return useQuery({
    queryKey: [...KEYS.policies, 'diff', from, to, on],
    queryFn: async ({ signal }) => answer<ToldDiff>('policy diff', { from, to, on }, signal),
  });
}

/** What each of two versions makes of the requests in the record. @param wanted false for a role that may not ask */
export function useImpact(from: string, to: string, wanted: boolean): UseQueryResult<Impact> {
  return useQuery({
    enabled: wanted,
    queryKey: [...KEYS.policies, 'impact', from, to],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ from, to });
      return (await read<Impact>(`/v1/policies/impact?${query.toString()}`, signal)).value;
    },
  });
}

/** The files of a version, to begin a draft with; suspends until they are there. */
export function usePolicyFiles(id: string, version: string): PolicyDraft {
  const { data } = useSuspenseQuery({
    queryKey: [...KEYS.policies, 'files', id, version],
    queryFn: async ({ signal }) => (await read<PolicyDraft>(`${pathOf(id, version)}/files`, signal)).value,
  });
  return data;
}

/** What is to be said of a draft; the report before stays until the new one is there. */
export function useDraftReport(id: string, version: string, draft: PolicyDraft): UseQueryResult<DraftReport> {
  return useQuery({
    queryKey: [...KEYS.policies, 'lint', id, version, draft],
    placeholderData: keepPreviousData,
    gcTime: 0,
    queryFn: async ({ signal }) => ask<DraftReport>(`${pathOf(id, version)}/drafts/lint`, draft, signal),
  });
}

interface ToPublish {
  readonly draft: PolicyDraft;
  readonly key: string;
}

/** Publishes a draft as a version of its own. */
export function usePublish(id: string, version: string): UseMutationResult<Published, Error, ToPublish> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ draft, key }) => send<Published>(`${pathOf(id, version)}/drafts/publish`, draft, key),
    onSuccess: async () => client.invalidateQueries({ queryKey: KEYS.policies }),
  });
}
