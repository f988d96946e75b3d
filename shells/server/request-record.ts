import { compareInstants, instantOf } from '../../core/course/instant.ts';
import { clocks, type Clock } from '../../core/requests/clock.ts';
import type { RequestEntry } from '../../core/requests/entry.ts';
import { mayAdd } from '../../core/requests/may-add.ts';
import { next, requestState, type RequestState } from '../../core/requests/state.ts';
import { InputError } from '../input/input-error.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { NewEvent, RecordedEvent } from '../store/events.ts';
import type { Caller } from './caller.ts';
import { entryShape } from './request-shapes.ts';
import { entriesOf } from './summarise.ts';

/** A request as it stands, with the limits that run on it. */
export interface RequestView {
  readonly state: RequestState;
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
  return { state, clocks: clocks(state, knowledge.timeLimits.limits, now, timeZone), entries };
}

/**
 * Entries that a caller adds, each by the rules of the request as the one before has left it.
 * @throws InputError with what keeps one of them from being added
 */
export function entriesBy(
  caller: Caller,
  before: readonly RecordedEvent[],
  given: readonly unknown[],
  knowledge: Knowledge,
  now: string,
): readonly NewEvent[] {
  const known = entriesOf(before);
  let state = known.length === 0 ? undefined : requestState(known);
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
    const entry = { at: now, ...parsed.data, by: byOf(caller), id: `new-${String(index)}` } as RequestEntry;
    if (compareInstants(instantOf(entry.at), instantOf(now)) > 0)
      throw new InputError([
        { where: `entries.${String(index)}.at`, what: `${entry.at} lies in the future`, mend: 'Correct the time' },
      ]);
    if (state === undefined) {
      if (entry.type !== 'drafted')
        throw new InputError([
          { where: 'entries.0', what: 'a request begins with its draft', mend: 'Send a `drafted` entry first' },
        ]);
      state = requestState([entry]);
    } else {
      const faults = mayAdd(state, entry, { approvesAlone: approvesAlone(knowledge, state.drafted.policy) });
      if (faults.length > 0)
        throw new InputError(
          faults.map(({ field, what, mend }) => ({ where: `entries.${String(index)}.${field}`, what, mend })),
        );
      state = next(state, entry);
    }
    const { id: _id, ...body } = entry;
    return { type: entry.type, at: entry.at, body };
  });
}

/** R10: only where the payer's file says so. */
export function approvesAlone(knowledge: Knowledge, policy: string): boolean {
  return knowledge.policies.findLast(({ id }) => id === policy)?.approvesAlone?.allowed ?? false;
}

function byOf({ name, role, kind }: Caller): unknown {
  return kind === 'machine' ? { name, role: 'prior-authorization-specialist' } : { name, role };
}
