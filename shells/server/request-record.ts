import { dayReader } from '../../core/course/day-reader.ts';
import { compareInstants, instantOf } from '../../core/course/instant.ts';
import { clocks, type Clock } from '../../core/requests/clock.ts';
import type { RequestEntry } from '../../core/requests/entry.ts';
import { mayAdd } from '../../core/requests/may-add.ts';
import { standingOn, type Standing } from '../../core/requests/standing.ts';
import { next, requestState, type RequestState } from '../../core/requests/state.ts';
import { InputError } from '../input/input-error.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { NewEvent, RecordedEvent } from '../store/events.ts';
import type { Caller } from './caller.ts';
import { entryShape } from './request-shapes.ts';
import { entriesOf, idOf } from './summarise.ts';

/** A request as it stands, with the limits that run on it. */
export interface RequestView {
  readonly state: RequestState;
  /** Its status today, or that the days of its approval are over. */
  readonly standing: Standing;
  readonly clocks: readonly Clock[];
  readonly entries: readonly RequestEntry[];
}

export function viewOf(
  events: readonly RecordedEvent[],
  knowledge: Knowledge,
  now: string,
  timeZone: string,
): RequestView {
  const entries = entriesOf(events);
  const state = requestState(entries);
  const standing = standingOn(state, dayReader(timeZone)(now));
  return { state, standing, clocks: clocks(state, knowledge.timeLimits.limits, now, timeZone), entries };
}

/**
 * Entries that a caller adds, each by the rules of the request as those before it in time have left it: what is recorded
 * late stands where it happened, and what stands after it has to have been possible all the same.
 * @throws InputError with what keeps one of them from being added
 */
export function entriesBy(
  caller: Caller,
  before: readonly RecordedEvent[],
  given: readonly unknown[],
  knowledge: Knowledge,
  now: string,
): readonly NewEvent[] {
  const known = [...entriesOf(before)];
  return given.map((one, index): NewEvent => {
    const parsed = entryShape.safeParse(one);
    if (!parsed.success)
      throw new InputError(
        parsed.error.issues.map(({ path, message }) => ({
          where: ['entries', index, ...path].join('.'),
          what: message,
          mend: 'See /openapi.json for what is wanted here',
        })),
      );
    const entry = { at: now, ...parsed.data, by: byOf(caller), id: idOf(known.length + 1) } as RequestEntry;
    if (compareInstants(instantOf(entry.at), instantOf(now)) > 0)
      throw new InputError([
        { where: `entries.${String(index)}.at`, what: `${entry.at} lies in the future`, mend: 'Correct the time' },
      ]);
    refuseUnlessAllowed(known, entry, knowledge, `entries.${String(index)}`);
    known.push(entry);
    // Its id is its place, and stands with it.
    const body = Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'id'));
    return { type: entry.type, at: entry.at, body };
  });
}

/**
 * Refuses an entry that the rules do not allow where it comes in the order of time, or with which an entry that stands
 * could not have been.
 * @throws InputError with each reason, at its place
 */
export function refuseUnlessAllowed(
  [drafted, ...known]: readonly RequestEntry[],
  entry: RequestEntry,
  knowledge: Knowledge,
  where: string,
): void {
  if (drafted === undefined) {
    if (entry.type === 'drafted') return;
    throw new InputError([{ where, what: 'a request begins with its draft', mend: 'Send a `drafted` entry first' }]);
  }
  let state = requestState([drafted]);
  for (const one of inOrder([...known, entry])) {
    const isNew = one === entry;
    // What the payer let the program do when it was done is not asked again.
    const alone = !isNew || approvesAlone(knowledge, state.drafted.policy);
    const faults = mayAdd(state, one, { approvesAlone: alone });
    if (faults.length > 0)
      throw new InputError(
        faults.map(({ field, what, mend }) =>
          isNew
            ? { where: `${where}.${field}`, what, mend }
            : {
                where: `${where}.at`,
                what: `with it at ${entry.at}, ${one.type} of ${one.at} could not stand: ${what}`,
                mend: 'Correct the time, or leave it out and say when it happened in the reason',
              },
        ),
      );
    state = next(state, one);
  }
}

function inOrder(entries: readonly RequestEntry[]): readonly RequestEntry[] {
  return entries
    .map((entry) => ({ entry, at: instantOf(entry.at) }))
    .sort((a, b) => compareInstants(a.at, b.at) || (a.entry.id < b.entry.id ? -1 : 1))
    .map(({ entry }) => entry);
}

/** R10: only where the payer's file says so. */
function approvesAlone(knowledge: Knowledge, policy: string): boolean {
  return knowledge.policies.findLast(({ id }) => id === policy)?.approvesAlone?.allowed ?? false;
}

function byOf({ name, role, kind }: Caller): unknown {
  return kind === 'machine' ? { name, role: 'prior-authorization-specialist' } : { name, role };
}
