import type { RecordedEvent } from '../store/events.ts';
import type { StreamEvents, Summary } from '../store/summary.ts';
import type { Element } from './element.ts';
import type { Entry } from './entries.ts';
import { uuidOf } from './ids.ts';
import type { Standing } from './standing.ts';
import { identifiersOf, submissionOf, wordOf, type Submission } from './submission.ts';

/** What a line of a claim stands for in the record. */
export interface ClaimLine {
  readonly sequence: number;
  /** The request that stands for it now. */
  readonly request: string;
  readonly substance: string;
  /** It was taken back by whoever asked. */
  readonly isCancelled: boolean;
}

/** A bundle came: the claim itself, or a change of it. Evidence: kept whole, as it was sent. */
export interface Received {
  /** What makes it this one: sent again, it gets the same answer. */
  readonly key: string;
  readonly bundle: Element;
  /** Every line that it has, and what each stands for from now on. */
  readonly lines: readonly ClaimLine[];
  /** Requests that a line stood for and does not any more. */
  readonly replaced: readonly string[];
}

/** What was sent later about a claim. */
export interface Attached {
  /** What makes it this one: sent again, it is the same. */
  readonly key: string;
  readonly content: readonly Element[];
}

/** What was answered, and from what. */
export interface Answered {
  readonly standings: readonly Standing[];
  readonly response: Element;
}

/** A claim as its stream has it. */
export interface ClaimRecord {
  readonly stream: string;
  readonly length: number;
  /** Whose it is: `submitterOf` of who sent it. */
  readonly submitter: string;
  /** The newest bundle. */
  readonly submission: Submission;
  readonly bundle: Element;
  readonly receivedAt: string;
  readonly lines: readonly ClaimLine[];
  /** All requests that a line stands or stood for. */
  readonly requests: readonly string[];
  /** Resources that were sent later. */
  readonly attached: readonly Attached[];
  /** Each bundle that came, with what it was answered. */
  readonly answers: readonly { readonly key: string; readonly bundle: Element; readonly response: Element }[];
  /** Every identifier that its sender gave it. */
  readonly traces: readonly string[];
  /** What was answered or told last. */
  readonly told: readonly Standing[];
}

export const CLAIM = 'claim';
/** The types of its events. */
export const RECEIVED = 'claim-received';
export const ATTACHED = 'claim-attached';
export const TOLD = 'claim-told';

/** Everything that a claim came with, and what was sent later. */
export function evidenceOf({ entries }: Submission, attached: readonly Attached[]): readonly Entry[] {
  const later = attached.flatMap(({ key, content }) =>
    content.map((resource, index) => {
      const name = `urn:uuid:${uuidOf(key, String(index))}`;
      return { fullUrl: name, resource, place: `attachment ${String(index + 1)}` };
    }),
  );
  return [...entries, ...later];
}

/** What begins a claim: the bundle, and who sent it. */
export interface Begun extends Received, Answered {
  readonly submitter: string;
}

/** The claim of a stream; undefined where it is none. */
export function claimOf(stream: string, events: readonly RecordedEvent[]): ClaimRecord | undefined {
  const received = events.filter(({ type }) => type === RECEIVED);
  const [first, last] = [received[0], received.at(-1)];
  if (events[0] !== first || first === undefined || last === undefined) return undefined;
  const newest = last.body as Begun;
  const submission = submissionOf(newest.bundle);
  if (submission === undefined) return undefined;
  const bodies = received.map(({ body }) => body as Begun);
  const told = events.findLast(({ type }) => type === RECEIVED || type === TOLD)?.body as Answered | undefined;
  return {
    ...{ stream, length: events.length, submitter: (first.body as Begun).submitter, submission },
    ...{ bundle: newest.bundle, receivedAt: last.recordedAt, lines: newest.lines },
    requests: [
      ...new Set(bodies.flatMap(({ lines, replaced }) => [...replaced, ...lines.map(({ request }) => request)])),
    ],
    attached: events.filter(({ type }) => type === ATTACHED).map(({ body }) => body as Attached),
    answers: bodies.map(({ key, bundle, response }) => ({ key, bundle, response })),
    traces: [...new Set(bodies.flatMap(({ bundle }) => tracesOf(bundle)))],
    told: told?.standings ?? [],
  };
}

/** What a list, and a search for a claim, need of it. */
export function claimSummary({ stream, events }: StreamEvents): Summary {
  const claim = claimOf(stream, events);
  if (claim === undefined) return { title: `claim ${stream.slice(0, 8)}`, body: {}, work: [] };
  return {
    title: titleOf(claim.submission),
    body: {
      submitter: claim.submitter,
      traces: claim.traces,
      lines: claim.told.map(({ sequence, request, action }) => ({ sequence, request, action })),
    },
    work: [],
  };
}

function tracesOf(bundle: Element): readonly string[] {
  const submission = submissionOf(bundle);
  return submission === undefined ? [] : identifiersOf(submission.claim);
}

/** How a claim is called in lists: by the number that its sender gave it. */
export function titleOf({ claim, identifier }: Submission): string {
  const [trace = wordOf(identifier) ?? ''] = identifiersOf(claim);
  return `claim ${trace.slice(trace.lastIndexOf('|') + 1)}`;
}
