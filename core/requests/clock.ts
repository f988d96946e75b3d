import { compareMoments, parseMoment, printMoment, type Moment } from '../course/moment.ts';
import type { Citation } from '../values/citation.ts';
import type { RequestState } from './state.ts';

/** How long a payer of one line of business may take, by the rules of a time. */
export interface TimeLimit {
  readonly id: string;
  readonly line: string;
  readonly priority: 'standard' | 'expedited';
  /** Elapsed hours, or calendar days to the end of the last. */
  readonly allowed: { readonly count: number; readonly unit: 'hours' | 'days' };
  /** The time in which the payer waits for information does not count. */
  readonly pauses: boolean;
  /** Requests handed in from and to these days, both inside. */
  readonly from: string;
  readonly to?: string;
  /** What follows for the payer where the limit is missed, in words. It never changes what was or will be decided. */
  readonly effect: string;
  readonly cite: readonly Citation[];
}

export interface Clock {
  readonly limit: string;
  readonly priority: TimeLimit['priority'];
  /** The last moment, as the request was written. */
  readonly due: string;
  /** `answered` in time, `running`, `paused`, or `missed`. */
  readonly state: 'answered' | 'running' | 'paused' | 'missed';
  /** Whole minutes left; negative once missed; undefined after an answer, or while it is paused. */
  readonly minutesLeft?: number;
  /** Said of a missed limit only. */
  readonly effect?: string;
  readonly cite: readonly Citation[];
}

/**
 * The limits that run on a request that was handed in, the earliest due first; empty where none is held for its line of
 * business, which is not the same as there being none.
 * @param now ISO 8601 with an offset
 * @param timeZone the payer's, IANA: in it a day ends
 */
export function clocks(
  state: RequestState,
  limits: readonly TimeLimit[],
  now: string,
  timeZone: string,
): readonly Clock[] {
  const { submittedAt, expeditedAt, drafted } = state;
  // One that was given up waits for nothing; one that was answered before keeps its clock as it stopped.
  if (submittedAt === undefined || (state.status === 'withdrawn' && state.answeredAt === undefined)) return [];
  const submitted = zoned(submittedAt, timeZone);
  const day = submitted.at.toPlainDate().toString();
  const inForce = limits.filter(
    ({ line, from, to }) => line === drafted.lineOfBusiness && from <= day && (to === undefined || day <= to),
  );
  // Haste asked for later counts from then; the standard limit goes on beside it.
  const begins: Readonly<Record<TimeLimit['priority'], Moment | undefined>> = {
    standard: submitted,
    expedited: expeditedAt === undefined ? undefined : laterOf(submitted, zoned(expeditedAt, timeZone)),
  };
  return inForce
    .flatMap((limit): readonly Dated[] => {
      const begin = begins[limit.priority];
      return begin === undefined ? [] : [{ limit, due: dueOf(limit, begin, state, zoned(now, timeZone)) }];
    })
    .sort((a, b) => compareMoments(a.due, b.due))
    .map((dated) => clockOf(dated, state, zoned(now, timeZone)));
}

interface Dated {
  readonly limit: TimeLimit;
  readonly due: Moment;
}

function dueOf(limit: TimeLimit, begin: Moment, { waits }: RequestState, now: Moment): Moment {
  const { count, unit } = limit.allowed;
  const plain =
    unit === 'hours'
      ? begin.at.add({ hours: count })
      : begin.at
          .toPlainDate()
          .add({ days: count + 1 })
          .toZonedDateTime(begin.at.timeZoneId)
          .subtract({ minutes: 1 });
  if (!limit.pauses) return { at: plain, notation: begin.notation };
  const waited = waits
    .map(({ from, to }) =>
      spanAfter(begin, zoned(from, begin.at.timeZoneId), to === undefined ? now : zoned(to, begin.at.timeZoneId)),
    )
    .reduce((sum, minutes) => sum + minutes, 0);
  return { at: plain.add({ minutes: waited }), notation: begin.notation };
}

/** Minutes of a wait that lie after the limit began. */
function spanAfter(begin: Moment, from: Moment, to: Moment): number {
  const first = laterOf(begin, from);
  return compareMoments(first, to) >= 0 ? 0 : minutesBetween(first, to);
}

function clockOf({ limit, due }: Dated, state: RequestState, now: Moment): Clock {
  const { id, priority, cite, effect } = limit;
  const head = { limit: id, priority, due: printMoment(due), cite };
  const end = state.answeredAt === undefined ? now : zoned(state.answeredAt, due.at.timeZoneId);
  if (compareMoments(end, due) > 0)
    return {
      ...head,
      state: 'missed',
      effect,
      ...(state.answeredAt === undefined ? { minutesLeft: minutesBetween(now, due) } : {}),
    };
  if (state.answeredAt !== undefined) return { ...head, state: 'answered' };
  if (limit.pauses && state.status === 'pended') return { ...head, state: 'paused' };
  return { ...head, state: 'running', minutesLeft: minutesBetween(now, due) };
}

function minutesBetween(from: Moment, to: Moment): number {
  return from.at.toInstant().until(to.at.toInstant(), { largestUnit: 'minutes', smallestUnit: 'minutes' }).minutes;
}

function laterOf(a: Moment, b: Moment): Moment {
  return compareMoments(a, b) >= 0 ? a : b;
}

/** A checked time at the payer's place. */
function zoned(text: string, timeZone: string): Moment {
  const moment = parseMoment(text, timeZone);
  if (moment === null) throw new RangeError(`"${text}" is not a time with an offset`);
  return { at: moment.at.withTimeZone(timeZone), notation: moment.notation };
}
