import type { Course, DoseGiven } from '../course/event.ts';
import { hoursLater, printMoment } from '../course/moment.ts';
import { momentOf } from '../course/timeline.ts';
import type { ObservationAnswer } from './observation.ts';

/** The times of a dose that was given, as the log writes them. */
export interface GivenTimes {
  /** The start of the infusion where it is known, else the time of the entry. */
  readonly at: string;
  readonly start?: string;
  readonly end?: string;
  /** From when to when the patient is observed: elapsed hours, through a night on which the clocks change too. */
  readonly watched?: {
    readonly from: string;
    /** The end of the least and of the most hours; the same twice where the label gives one number. */
    readonly until: readonly [string, string];
  };
}

/** @returns without `watched` where the log does not have the moment that the label counts from */
export function givenTimes(
  course: Course,
  { at, start, end }: DoseGiven,
  { from, hours: [least, most] }: ObservationAnswer,
): GivenTimes {
  const counted = from === 'start' ? start : end;
  const moment = counted === undefined ? undefined : momentOf(course, counted);
  const after = (hours: number): string => (moment === undefined ? '' : printMoment(hoursLater(moment, hours)));
  return {
    at: start ?? at,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(moment === undefined
      ? {}
      : { watched: { from: printMoment(moment), until: [after(least), after(most)] as const } }),
  };
}
