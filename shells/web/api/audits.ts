import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Citation } from '../../../core/values/citation.ts';
import { newKey } from '../drafts/draft.ts';
import { read, send } from './call.ts';
import { CallError, isAway, type Fault, type Problem } from './problem.ts';

/** How many findings a group has, of how many lines and members, and cents in question. */
export interface Tally {
  readonly findings: number;
  readonly lines: number;
  readonly members: number;
  readonly centsInQuestion: number;
}

/** What an audit found, as the command line prints it with --json. */
export interface AuditAnswer {
  readonly policy: { readonly id: string; readonly versions: readonly string[] };
  readonly lines: { readonly read: number; readonly ofDrug: number; readonly setAside: number };
  readonly total: Tally;
  readonly byRule: readonly (Tally & {
    readonly rule: string;
    readonly severity: 'error' | 'review';
    readonly what: string;
    readonly cites: readonly Citation[];
  })[];
  readonly byProvider: readonly (Tally & { readonly provider: string | null })[];
  readonly byMonth: readonly (Tally & { readonly month: string })[];
  readonly open: readonly { readonly rule: string; readonly what: string; readonly lines: number }[];
  readonly setAside: {
    readonly lines: number;
    readonly first: readonly {
      readonly file: string;
      readonly line: number;
      readonly what: string;
      readonly mend: string;
    }[];
  };
}

/** An audit as it stands. */
export interface Audit {
  readonly id: string;
  readonly policy: string;
  readonly made: string;
  /** It is gone after that, ISO 8601 in UTC. */
  readonly until: string;
  readonly state: 'receiving' | 'waiting' | 'running' | 'done' | 'refused' | 'broken';
  readonly files: Readonly<Partial<Record<Taken, { readonly name: string; readonly bytes: number }>>>;
  readonly progress: { readonly part: string; readonly percent: number } | null;
  readonly faults: readonly Fault[];
  /** Null until it is done. */
  readonly answer: AuditAnswer | null;
}

export type Taken = 'claims' | 'members' | 'authorizations';

/** A line of a claim that proves a finding. */
export interface ProvingLine {
  readonly claim_id: string;
  readonly line_no: number;
  readonly date_of_service: string;
  readonly hcpcs: string | null;
  readonly units: string | number | null;
  readonly modifiers: string | null;
  readonly ndc11: string | null;
  readonly charge_cents: string | number | null;
  readonly paid_cents: string | number | null;
}

export interface FindingRow {
  readonly rule: string;
  readonly what: string;
  readonly member_id: string;
  readonly claim_id: string;
  readonly line_no: number;
  readonly provider: string | null;
  readonly date_of_service: string;
  readonly units: string | number;
  readonly units_in_question: string | number;
  readonly cents_in_question: string | number | null;
  readonly source_file: string;
  readonly source_line: number;
  readonly proving: readonly ProvingLine[];
}

/** Which findings are shown. */
export interface Wanted {
  readonly rule?: string;
  readonly provider?: string;
  readonly month?: string;
}

const AUDITS = ['audits'];
const POLL_MS = 700;
/** What goes in one call: small enough to be sent again where the line broke. */
const PIECE = 8_000_000;
const RUNNING: readonly Audit['state'][] = ['waiting', 'running'];
const pathOf = (id: string): string => `/v1/audits/${encodeURIComponent(id)}`;

/** Audits of whoever is signed in, the newest first. */
export function useAudits(): UseQueryResult<readonly Audit[]> {
  return useQuery({
    queryKey: [...AUDITS, 'list'],
    queryFn: async ({ signal }) => (await read<{ readonly rows: readonly Audit[] }>('/v1/audits', signal)).value.rows,
  });
}

/** One audit, asked for again and again while it runs. */
export function useAudit(id: string): UseQueryResult<Audit> {
  return useQuery({
    queryKey: [...AUDITS, id],
    queryFn: async ({ signal }) => (await read<Audit>(pathOf(id), signal)).value,
    refetchInterval: ({ state: { data } }) => (data !== undefined && RUNNING.includes(data.state) ? POLL_MS : false),
  });
}

/** Its findings with the lines that prove them, page by page. */
export function useFindings(
  id: string,
  wanted: Wanted,
): UseInfiniteQueryResult<{ readonly count: number; readonly rows: readonly FindingRow[] }> {
  const query = new URLSearchParams({ limit: '25', ...wanted }).toString();
  return useInfiniteQuery({
    queryKey: [...AUDITS, id, 'findings', query],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `&cursor=${pageParam}`;
      const { value } = await read<{
        readonly count: number;
        readonly rows: readonly FindingRow[];
        readonly next: string | null;
      }>(`${pathOf(id)}/findings?${query}${cursor}`, signal);
      return value;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => ({ count: pages[0]?.count ?? 0, rows: pages.flatMap(({ rows }) => rows) }),
  });
}

/** Where a file of an audit is fetched. */
export function auditFile(id: string, form: 'csv' | 'parquet' | 'set-aside' | 'report'): string {
  return `${pathOf(id)}/file?form=${form}`;
}

/** What is sent to be looked at. */
export interface Sent {
  readonly policy: string;
  readonly files: Readonly<Partial<Record<Taken, File>>>;
  /** @param share of all bytes that are there, 0 to 1 */
  readonly progress: (share: number) => void;
}

/** Sends the files piece by piece and has them looked at. */
export function useSendAudit(): UseMutationResult<string, Error, Sent> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ policy, files, progress }) => {
      const id = newKey();
      await put(pathOf(id), JSON.stringify({ policy }), 'application/json');
      const given = Object.entries(files);
      const total = given.reduce((sum, [, { size }]) => sum + size, 0);
      let sent = 0;
      for (const [what, file] of given) {
        // An empty file is sent too: the service says what is wrong with it.
        for (let from = 0; from === 0 || from < file.size; from += PIECE) {
          const query = new URLSearchParams({ name: file.name, from: String(from) }).toString();
          const piece = file.slice(from, from + PIECE);
          await again(async () => put(`${pathOf(id)}/files/${what}?${query}`, piece, 'application/octet-stream'));
          sent += piece.size;
          progress(total === 0 ? 1 : sent / total);
        }
      }
      await send(`${pathOf(id)}/start`, {}, newKey());
      return id;
    },
    onSettled: async () => client.invalidateQueries({ queryKey: AUDITS }),
  });
}

/** Takes an audit away with all that it holds. */
export function useRemoveAudit(): UseMutationResult<unknown, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id) => toldBy(await fetch(pathOf(id), { method: 'DELETE', credentials: 'same-origin' })),
    onSettled: async () => client.invalidateQueries({ queryKey: [...AUDITS, 'list'] }),
  });
}

const TRIES = 5;
const WAIT_MS = 2_000;

/** A line that breaks for a moment does not lose what was sent. */
async function again(call: () => Promise<void>, tries = TRIES): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (tries <= 1 || !isAway(error)) throw error;
    await new Promise((resolve) => window.setTimeout(resolve, WAIT_MS));
    await again(call, tries - 1);
  }
}

async function put(path: string, body: string | Blob, type: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'PUT',
      body,
      headers: { 'content-type': type },
      credentials: 'same-origin',
    });
  } catch {
    throw new CallError({ title: 'The service cannot be reached', status: 0 });
  }
  await toldBy(response);
}

async function toldBy(response: Response): Promise<void> {
  if (response.ok) return;
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  throw new CallError({ title: 'The service refused', ...problem, status: response.status });
}
