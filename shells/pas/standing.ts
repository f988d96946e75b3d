import { createHash } from 'node:crypto';
import type { Needed } from '../../core/coverage/determination.ts';
import type { Approval, By, Decided, RequestEntry } from '../../core/requests/entry.ts';
import { requestState, type RequestState, type RequestStatus } from '../../core/requests/state.ts';
import type { Action } from './systems.ts';

/** Where one line of a claim stands, as its answer says it. */
export interface Standing {
  readonly sequence: number;
  /** The request that stands for it. */
  readonly request: string;
  readonly action: Action;
  /** Of what is approved: its number, first and last day (YYYY-MM-DD), billing units, and the day of the answer. */
  readonly authorization?: {
    readonly number: string;
    readonly from: string;
    readonly to: string;
    readonly units: number | null;
    readonly issued: string;
  };
  /** Under which the payer finds what is pended. */
  readonly reference?: string;
  /** An authorization that covers what is asked for already. */
  readonly covered?: string;
  /** What is needed from the one who asked: the facts, and the question where one is held. */
  readonly needs: readonly { readonly fact: string; readonly ask?: string }[];
  /** Why it is so, in words; only what a person said, or what is asked for. */
  readonly note?: string;
  /** A person looked at it, with the number and the specialty of a clinician who signed; null where the program alone did. */
  readonly reviewer: { readonly npi?: string; readonly specialty?: string } | null;
}

/** Where a line stands after the entries of its request. */
export function standingOf(sequence: number, request: string, entries: readonly RequestEntry[]): Standing {
  const state = requestState(entries);
  const covered = state.drafted.claim?.covered;
  const base = {
    sequence,
    request,
    needs: [],
    reviewer: reviewerOf(entries),
    ...(covered === undefined ? {} : { covered }),
  };
  // An appeal leaves standing what it is against until it is decided.
  const status: RequestStatus = state.status === 'under-appeal' ? (state.appealed ?? 'denied') : state.status;
  switch (status) {
    case 'approved':
      return { ...base, action: 'A1', ...authorized(state, entries) };
    case 'approved-in-part':
      return { ...base, action: 'A6', ...authorized(state, entries), ...noted(state) };
    case 'denied':
    case 'rescinded':
      return { ...base, action: 'A3', ...noted(state) };
    case 'withdrawn':
      return { ...base, action: 'C' };
    case 'draft':
    case 'under-appeal':
    case 'in-review':
    case 'pended':
    case 'with-clinician':
      return {
        ...base,
        action: 'A4',
        reference: numberOf('P', request),
        reviewer: null,
        needs: needsOf(state, entries),
      };
    default:
      return status satisfies never;
  }
}

/** A line that was taken back after its answer was given. */
export function cancelled(standing: Standing): Standing {
  const { sequence, request } = standing;
  return { sequence, request, action: 'C', needs: [], reviewer: null };
}

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number for a request: the same each time, and of no other one. */
export function numberOf(letter: 'A' | 'P', request: string): string {
  const hash = createHash('sha256').update(request).digest();
  return `${letter}${[...hash.subarray(0, 14)].map((byte) => DIGITS[byte % DIGITS.length] ?? '').join('')}`;
}

function authorized({ approval }: RequestState, entries: readonly RequestEntry[]): Pick<Standing, 'authorization'> {
  if (approval === undefined) return {};
  const given = entries.findLast((entry) => approvalIn(entry)?.number === approval.number);
  return { authorization: { ...approval, issued: (given?.at ?? approval.from).slice(0, 10) } };
}

function approvalIn(entry: RequestEntry): Approval | undefined {
  return 'approval' in entry ? entry.approval : undefined;
}

function noted({ signature }: RequestState): Pick<Standing, 'note'> {
  return signature === undefined ? {} : { note: signature.reason };
}

/** Who gave the answer that stands: a signed clinician, another person, or the program. */
function reviewerOf(entries: readonly RequestEntry[]): Standing['reviewer'] {
  const answer = entries.findLast((entry) => ['approved', 'decided', 'appeal-decided'].includes(entry.type));
  if (answer === undefined || isProgram(answer.by)) return null;
  const { signature } = answer as Partial<Pick<Decided, 'signature'>>;
  return signature === undefined ? {} : { npi: signature.npi, specialty: signature.specialty };
}

const isProgram = (by: By): boolean => by === 'program';

/** What is open, with the question that the last look has for it. */
function needsOf({ open }: RequestState, entries: readonly RequestEntry[]): Standing['needs'] {
  const looked = entries.findLast((entry) => entry.type === 'determined') as Partial<Found> | undefined;
  const asked = new Map((looked?.found?.needed ?? []).map(({ fact, ask }) => [fact, ask]));
  return open.map((fact) => {
    const ask = asked.get(fact);
    return ask === undefined ? { fact } : { fact, ask };
  });
}

/** What the entry of a look keeps besides. */
interface Found {
  readonly found: { readonly needed: readonly Needed[] };
}
