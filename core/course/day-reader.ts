import { Temporal } from 'temporal-polyfill';
import { printDay } from '../values/day-number.ts';
import { instantOf } from './instant.ts';

/** The day (YYYY-MM-DD) at the place where it happened, of a checked time or day. */
export type DayReader = (text: string) => string;

/** From `begin` until before `end`, in seconds since 1970, a zone is so many seconds ahead of UTC. */
interface Offset {
  readonly begin: number;
  readonly end: number;
  readonly seconds: number;
}

const SECONDS_A_DAY = 86_400;

/**
 * Reads days as `dayOf` does: by the zone of the time itself, else by that of the course, else by the offset as written.
 * A zone is asked once for each of its offsets, not once for each time: a log has thousands.
 */
export function dayReader(timeZone?: string): DayReader {
  const offsets: Offset[] = [];
  return (text) => {
    const written = text.slice(0, 10);
    if (timeZone === undefined || text.length === 10 || text.endsWith(']')) return written;
    const { seconds } = instantOf(text);
    let offset = offsets.find(({ begin, end }) => begin <= seconds && seconds < end);
    if (offset === undefined) {
      offset = offsetAt(timeZone, seconds);
      offsets.push(offset);
    }
    return printDay(Math.floor((seconds + offset.seconds) / SECONDS_A_DAY));
  };
}

function offsetAt(timeZone: string, seconds: number): Offset {
  const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(timeZone);
  const after = at.getTimeZoneTransition('next');
  // A zone that begins at this very second is found by looking from the next one.
  const before = at.add({ seconds: 1 }).getTimeZoneTransition('previous');
  return {
    begin: before === null ? -Infinity : before.epochMilliseconds / 1000,
    end: after === null ? Infinity : after.epochMilliseconds / 1000,
    seconds: at.offsetNanoseconds / 1e9,
  };
}
