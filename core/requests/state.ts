import { compareInstants, instantOf } from '../course/instant.ts';
import type { Approval, Determined, Drafted, RequestEntry, Signature } from './entry.ts';

export type RequestStatus =
  | 'draft'
  | 'in-review'
  | 'pended'
  | 'with-clinician'
  | 'approved'
  | 'approved-in-part'
  | 'denied'
  | 'under-appeal'
  | 'rescinded'
  | 'withdrawn';

/** Where a request stands after all its entries. */
export interface RequestState {
  readonly drafted: Drafted;
  readonly status: RequestStatus;
  /** Since when it has that status. */
  readonly since: string;
  /** When it was handed in; undefined before. */
  readonly submittedAt?: string;
  /** When the prescriber first asked for haste. */
  readonly expeditedAt?: string;
  /** What was asked for and has not come. */
  readonly open: readonly string[];
  /** Spans in which it waited for information; the last may have no end yet. */
  readonly waits: readonly { readonly from: string; readonly to?: string }[];
  /** A clinician was asked to look. */
  readonly referred: boolean;
  readonly determined?: Determined;
  readonly approval?: Approval;
  /** When the first answer to what was asked was given. */
  readonly answeredAt?: string;
  /** Who signed the last decision. */
  readonly signature?: Signature;
  /** What an appeal is against. */
  readonly appealed?: RequestStatus;
}

/** The statuses in which an answer is still to come. */
export const OPEN: readonly RequestStatus[] = ['in-review', 'pended', 'with-clinician'];

/**
 * The state after the entries of one request, in any order: they are put by time, then by id.
 * @throws RangeError where the first of them does not draft the request
 */
export function requestState(entries: readonly RequestEntry[]): RequestState {
  const [first, ...rest] = inOrder(entries);
  if (first?.type !== 'drafted') throw new RangeError('a request begins with the entry that drafts it');
  return rest.reduce(next, { drafted: first, status: 'draft', since: first.at, open: [], waits: [], referred: false });
}

function inOrder(entries: readonly RequestEntry[]): readonly RequestEntry[] {
  return entries
    .map((entry) => ({ entry, at: instantOf(entry.at) }))
    .sort((a, b) => compareInstants(a.at, b.at) || (a.entry.id < b.entry.id ? -1 : 1))
    .map(({ entry }) => entry);
}

/** The state after one entry more, which came last. What an entry may not do, `mayAdd` has refused before. */
export function next(state: RequestState, entry: RequestEntry): RequestState {
  const after = changed(state, entry);
  return after.status === state.status ? after : { ...after, since: entry.at };
}

function changed(state: RequestState, entry: RequestEntry): RequestState {
  switch (entry.type) {
    case 'drafted':
      return state;
    case 'submitted':
      return { ...state, status: 'in-review', submittedAt: entry.at };
    case 'expedited':
      return state.expeditedAt === undefined ? { ...state, expeditedAt: entry.at } : state;
    case 'determined':
      return { ...state, determined: entry };
    case 'information-requested':
      return pended(state, entry.at, entry.what);
    case 'information-received':
      return received(state, entry.at, entry.what);
    case 'referred':
      return { ...state, status: state.status === 'pended' ? 'pended' : 'with-clinician', referred: true };
    case 'approved':
      return answered(state, entry.at, 'approved', { approval: entry.approval });
    case 'decided':
      return answered(state, entry.at, entry.decision, entry);
    case 'answer-recorded':
      return entry.answer === 'pended'
        ? pended(state, entry.at, entry.what ?? [])
        : answered(state, entry.at, entry.answer, entry);
    case 'appealed':
      return { ...state, status: 'under-appeal', appealed: state.status };
    case 'appeal-decided':
      return answered(state, entry.at, entry.decision === 'upheld' ? (state.appealed ?? 'denied') : 'approved', entry);
    case 'withdrawn':
      return givenUp(waited(state, entry.at));
    default:
      return entry satisfies never;
  }
}

/** What was approved is given up with it. */
function givenUp(state: RequestState): RequestState {
  const { approval, ...rest } = state;
  return { ...(approval === undefined ? state : rest), status: 'withdrawn', open: [] };
}

function pended(state: RequestState, at: string, what: readonly string[]): RequestState {
  const waits = state.open.length > 0 ? state.waits : [...state.waits, { from: at }];
  return { ...state, status: 'pended', open: [...new Set([...state.open, ...what])], waits };
}

function received(state: RequestState, at: string, what: readonly string[]): RequestState {
  const open = state.open.filter((one) => !what.includes(one));
  if (open.length > 0 || state.status !== 'pended') return { ...state, open };
  return { ...waited(state, at), open, status: state.referred ? 'with-clinician' : 'in-review' };
}

/** The wait for information, if there is one, is over. */
function waited(state: RequestState, at: string): RequestState {
  const waits = state.waits.map((wait) => (wait.to === undefined ? { ...wait, to: at } : wait));
  return { ...state, waits };
}

interface Answer {
  readonly approval?: Approval;
  readonly signature?: Signature;
}

function answered(state: RequestState, at: string, status: RequestStatus, answer: Answer): RequestState {
  const { approval: before, signature, ...rest } = waited(state, at);
  // What was approved stands until it is taken back; an appeal that fails leaves it as it was.
  const approval = answer.approval ?? (status === 'rescinded' || status === 'denied' ? undefined : before);
  const signed = answer.signature ?? signature;
  return {
    ...rest,
    status,
    open: [],
    answeredAt: state.answeredAt ?? at,
    ...(approval === undefined ? {} : { approval }),
    ...(signed === undefined ? {} : { signature: signed }),
  };
}
