import { sayTime } from '../../core/explain/card-time.ts';
import { parseMoment } from '../../core/course/moment.ts';

/** How a text of the record is read out on paper. */
export type ReadOut = (text: string) => string;

/**
 * Times as they stood on the wall of a place, `Mon 2026-06-22 10:00 (UTC-04:00)`; every other text as it is.
 * @param timeZone of the place, IANA; a time that brings its own zone keeps it
 */
export function timesAt(timeZone: string): ReadOut {
  return (text) => {
    const moment = parseMoment(text, timeZone);
    return moment === null ? text : sayTime(moment);
  };
}
