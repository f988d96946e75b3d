import { printDoseName } from '../course/dose-name.ts';
import { dosesGiven, type GivenDose } from '../course/doses.ts';
import type { Observation } from '../course/event.ts';
import { compareInstants, instantOf } from '../course/instant.ts';
import { printMoment, type Moment } from '../course/moment.ts';
import { entries, momentOf, type Timeline } from '../course/timeline.ts';
import type { CalendarDose } from '../regimen/calendar.ts';
import { elapsedBetween, type Elapsed } from './card-time.ts';

/** A stretch of time for which the log says that a patient was watched after a dose. */
export interface ObservedTime {
  /** Elapsed hours from the moment that the hours of the label count from; below 0 where it began earlier. */
  readonly after: number;
  /** Null where its end is not recorded. */
  readonly lasted: Elapsed | null;
  /** In the zone of the course. */
  readonly start: string;
  readonly end: string | null;
}

/**
 * The observations of the log, each with the dose that it followed: one of the same day, else the last one before it.
 * What lies before the first dose is left out.
 * @param doses of a calendar
 * @returns for each of them what was observed, in order; empty for a dose that was not given
 */
export function observedAfter(
  doses: readonly CalendarDose[],
  timeline: Timeline,
): readonly (readonly ObservedTime[])[] {
  const given = dosesGiven(timeline);
  const followed = entries(timeline, 'observation').map((entry) => ({
    entry,
    dose: doseBefore(timeline, given, entry),
  }));
  return doses.map(({ dose: name, given: times }) => {
    if (times === undefined) return [];
    const from = momentOf(timeline.course, times.watched?.from ?? times.at);
    return followed
      .filter(({ dose }) => dose !== undefined && printDoseName(dose.name) === name && beganAt(dose) === times.at)
      .map(({ entry }) => observedTime(timeline, entry, from))
      .sort((a, b) => a.after - b.after);
  });
}

const beganAt = ({ entry }: GivenDose): string => entry.start ?? entry.at;

function doseBefore(timeline: Timeline, given: readonly GivenDose[], { start }: Observation): GivenDose | undefined {
  const day = timeline.dayOf(start);
  const before = given.findLast((dose) => compareInstants(instantOf(beganAt(dose)), instantOf(start)) <= 0);
  return given.findLast(({ date }) => date.toString() === day) ?? before;
}

function observedTime({ course }: Timeline, { start, end }: Observation, from: Moment): ObservedTime {
  const begin = momentOf(course, start);
  const finish = end === undefined ? null : momentOf(course, end);
  return {
    after: (begin.at.epochMilliseconds - from.at.epochMilliseconds) / 3_600_000,
    lasted: finish === null ? null : elapsedBetween(begin, finish),
    start: printMoment(begin),
    end: finish === null ? null : printMoment(finish),
  };
}
