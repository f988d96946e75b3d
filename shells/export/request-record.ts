import { appealOf, type Appeal } from '../../core/explain/appeal.ts';
import type { Determination } from '../../core/coverage/determination.ts';
import type { RequestEntry, Signature } from '../../core/requests/entry.ts';
import { requestState, type RequestState, type RequestStatus } from '../../core/requests/state.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { RecordedEvent } from '../store/events.ts';

/** What was decided against what was asked for, as it was signed or heard. */
export interface AdverseDecision {
  readonly decision: string;
  readonly at: string;
  /** Of the payer's own record. */
  readonly signature?: Signature;
  /** Of an answer that came to the practice. */
  readonly heard?: string;
  readonly reason?: string;
}

/** One request with everything that was ever written to it, as it is handed out. */
export interface RequestRecord {
  readonly organisation: string;
  readonly id: string;
  readonly events: readonly RecordedEvent[];
  readonly entries: readonly RequestEntry[];
  readonly state: RequestState;
  /** The last decision against it that stands; null where there is none. */
  readonly decision: AdverseDecision | null;
  /** What an appeal can point to; null where nothing was found by the program, or its version is not held. */
  readonly appeal: Appeal | null;
  /** What the program last looked at, as it was sent: the chart, the answers, the course. */
  readonly documents: readonly SentDocument[];
  /** Of the organisation that keeps it, IANA: how times are shown on paper. */
  readonly timeZone: string;
  readonly exported: { readonly by: string; readonly at: string };
}

/** A document that came with a call. */
export interface SentDocument {
  /** As a file: `chart.json`. */
  readonly name: string;
  readonly text: string;
}

const DOCUMENTS = ['chart', 'answers', 'course'] as const;

const ADVERSE: readonly RequestStatus[] = ['denied', 'approved-in-part', 'rescinded'];

/** Puts a request together for handing out. */
export function requestRecord(
  events: readonly RecordedEvent[],
  entries: readonly RequestEntry[],
  knowledge: Knowledge,
  head: Pick<RequestRecord, 'organisation' | 'id' | 'timeZone' | 'exported'>,
): RequestRecord {
  const state = requestState(entries);
  const standing = state.status === 'under-appeal' ? state.appealed : state.status;
  const decision = standing !== undefined && ADVERSE.includes(standing) ? decisionOf(entries) : null;
  return {
    ...head,
    events,
    entries,
    state,
    decision,
    appeal: foundBefore(events, knowledge),
    documents: sentWith(events),
  };
}

function decisionOf(entries: readonly RequestEntry[]): AdverseDecision | null {
  const last = entries.findLast(
    ({ type }) => type === 'decided' || type === 'answer-recorded' || type === 'appeal-decided',
  );
  switch (last?.type) {
    case 'decided':
    case 'appeal-decided':
      return { decision: last.decision, at: last.at, signature: last.signature };
    case 'answer-recorded': {
      const { answer, at, heard, reason } = last;
      return { decision: answer, at, heard, ...(reason === undefined ? {} : { reason }) };
    }
    default:
      return null;
  }
}

function sentWith(events: readonly RecordedEvent[]): readonly SentDocument[] {
  const kept = events.findLast(({ type }) => type === 'determined')?.body as
    { readonly asked: Readonly<Record<string, unknown>> } | undefined;
  return DOCUMENTS.flatMap((key): readonly SentDocument[] => {
    const sent = kept?.asked[key];
    if (sent === undefined) return [];
    if (typeof sent === 'string') return [{ name: `${key}.yaml`, text: sent }];
    return [{ name: `${key}.json`, text: `${JSON.stringify(sent, null, 2)}\n` }];
  });
}

function foundBefore(events: readonly RecordedEvent[], knowledge: Knowledge): Appeal | null {
  const kept = events.findLast(({ type }) => type === 'determined')?.body as
    { readonly found: Determination } | undefined;
  if (kept === undefined) return null;
  const { found } = kept;
  const policy = knowledge.policies.find(
    ({ id, version }) => id === found.policy.id && version === found.policy.version,
  );
  return policy === undefined ? null : appealOf(found, policy, knowledge);
}

/** The request as JSON, its events with their hashes. */
export function requestJson({ events, documents, ...record }: RequestRecord): Readonly<Record<string, unknown>> {
  const last = events.at(-1);
  return {
    // The documents stand in the events, as they were sent.
    ...{ format: 'stepwise-request-1', ...record, documents: documents.map(({ name }) => name) },
    ...{ head: { sequence: last?.sequence ?? 0, hash: last?.hash ?? '' }, events },
  };
}
