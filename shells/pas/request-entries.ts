import type { By, Drafted, RequestEntry } from '../../core/requests/entry.ts';
import { mayAdd, type PayerRules } from '../../core/requests/may-add.ts';
import { next, OPEN, requestState, type RequestState } from '../../core/requests/state.ts';
import { determinedBody } from '../server/determination.ts';
import { idOf } from '../server/summarise.ts';
import { canonical } from '../store/chain.ts';
import type { NewEvent } from '../store/events.ts';
import type { Looked } from './look.ts';
import { numberOf } from './standing.ts';

/** Everything that one call adds to a request, in order. */
export interface Draft {
  /** What stands already. */
  readonly before: readonly RequestEntry[];
  readonly added: readonly RequestEntry[];
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
type NewEntry = WithoutId<RequestEntry>;

const NOT_ALONE: PayerRules = { approvesAlone: false };

/** A request as an electronic claim begins it: drafted and handed in, with the prescriber's haste where it cannot wait. */
export function begun(
  draft: Omit<Drafted, 'id' | 'type' | 'at' | 'by' | 'side'>,
  by: By,
  at: string,
  urgent: string | undefined,
): Draft {
  const drafted: NewEntry = { type: 'drafted', at, by, side: 'payer', ...draft };
  const submitted: NewEntry = { type: 'submitted', at, by, channel: 'electronic' };
  const handedIn = add(add({ before: [], added: [] }, drafted), submitted);
  if (urgent === undefined) return handedIn;
  // Whoever may order it has said so in the claim.
  const prescriber: By = { name: by === 'program' ? urgent : by.name, role: 'prescriber' };
  return add(handedIn, { type: 'expedited', at, by: prescriber, reason: urgent });
}

/** A request to which something is added, as it stands. */
export function reopened(before: readonly RequestEntry[]): Draft {
  return { before, added: [] };
}

/** Where a request stands with what is added. */
function stateOf({ before, added }: Draft): RequestState {
  return requestState([...before, ...added]);
}

/** What was open and is not asked for any more after a look has come. */
export function informed(draft: Draft, { then }: Looked, by: By, at: string): Draft {
  const { status, open } = stateOf(draft);
  const still = then.does === 'ask' ? then.what : [];
  const what = open.filter((fact) => !still.includes(fact));
  return status === 'pended' && what.length > 0 ? add(draft, { type: 'information-received', at, by, what }) : draft;
}

/** What follows from a look at a request that is open; nothing where it is answered already. */
export function lookedAt(draft: Draft, request: string, looked: Looked, payer: PayerRules, at: string): Draft {
  if (!OPEN.includes(stateOf(draft).status)) return draft;
  const { kept, then, notEnough } = looked;
  const body = kept && { ...determinedBody(kept, at), notEnough };
  const seen = body === undefined || isKnown(draft, body) ? draft : add(draft, body as unknown as NewEntry);
  const by = 'program';
  switch (then.does) {
    case 'approve': {
      const approval = { number: numberOf('A', request), ...then.approval };
      const approved: NewEntry = { type: 'approved', at, by, approval };
      const [fault] = faultsOf(seen, approved, payer);
      return fault === undefined
        ? add(seen, approved, payer)
        : stateOf(seen).referred
          ? seen
          : add(seen, {
              type: 'referred',
              at,
              by,
              reason: `The criteria are met, and a person approves: ${fault.what}`,
            });
    }
    case 'ask': {
      const { open } = stateOf(seen);
      const what = then.what.filter((fact) => !open.includes(fact));
      return what.length === 0 ? seen : add(seen, { type: 'information-requested', at, by, what });
    }
    case 'refer':
      // Whom it was given to has it already.
      return stateOf(seen).referred ? seen : add(seen, { type: 'referred', at, by, reason: then.reason });
    default:
      return then satisfies never;
  }
}

/** The last look found the very same. */
function isKnown({ before, added }: Draft, body: Readonly<Record<string, unknown>>): boolean {
  const last = [...before, ...added].findLast(({ type }) => type === 'determined');
  const { found, notEnough } = (last ?? {}) as Readonly<Record<string, unknown>>;
  return canonical([found, notEnough]) === canonical([body['found'], body['notEnough']]);
}

/** Whoever asked takes it back while it is open; nothing where it is answered: what was approved stands. */
export function takenBack(draft: Draft, by: By, at: string, reason: string): Draft {
  const { status } = stateOf(draft);
  return status === 'draft' || OPEN.includes(status) ? add(draft, { type: 'withdrawn', at, by, reason }) : draft;
}

/** The same, and of what was approved as well. */
export function givenUp(draft: Draft, by: By, at: string, reason: string): Draft {
  const { status } = stateOf(draft);
  const isApproved = status === 'approved' || status === 'approved-in-part';
  return isApproved ? add(draft, { type: 'withdrawn', at, by, reason }) : takenBack(draft, by, at, reason);
}

/** The entries that are added, as the record takes them: their ids are their places. */
export function eventsOfDraft({ added }: Draft): readonly NewEvent[] {
  return added.map((entry) => {
    const body = Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'id'));
    return { type: entry.type, at: entry.at, body };
  });
}

function add(draft: Draft, entry: NewEntry, payer: PayerRules = NOT_ALONE): Draft {
  const { before, added } = draft;
  const whole = numbered(draft, entry);
  // The rules of the request hold for the program as for everybody: what they refuse here is a fault of the program.
  const [fault] = before.length + added.length === 0 ? [] : faultsOf(draft, entry, payer);
  if (fault !== undefined) throw new Error(`a request does not take what the claim leads to: ${fault.what}`);
  return { before, added: [...added, whole] };
}

function faultsOf(draft: Draft, entry: NewEntry, payer: PayerRules): ReturnType<typeof mayAdd> {
  const { before, added } = draft;
  const [drafted, ...rest] = [...before, ...added];
  if (drafted === undefined) return [];
  const state = rest.reduce(next, requestState([drafted]));
  return mayAdd(state, numbered(draft, entry), payer);
}

function numbered({ before, added }: Draft, entry: NewEntry): RequestEntry {
  return { ...entry, id: idOf(before.length + added.length + 1) };
}
