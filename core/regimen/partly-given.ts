import { entries, momentOf, type Timeline } from '../course/timeline.ts';
import { compareMoments } from '../course/moment.ts';
import type { GivenDose } from '../course/doses.ts';
import type { Label } from './label.ts';
import { positionOf } from './schedule.ts';

/**
 * The two readings of a last dose of which only a part was given. No document says whether it counts (R16); the
 * prescriber chooses by a `prescriber-choice` entry whose `between` names both.
 */
export const PARTLY_GIVEN_PATHS = ['last-dose-counts', 'last-dose-does-not-count'] as const;

export type PartlyGivenPath = (typeof PARTLY_GIVEN_PATHS)[number];

/** True where less was given than the schedule has. */
export function isPartlyGiven(label: Label, { name, entry }: GivenDose): boolean {
  const position = positionOf(label, name);
  return position !== undefined && entry.mg < position.mg;
}

/** What the prescriber chose after the last dose; undefined where nothing was chosen since. */
export function chosenPath(timeline: Timeline, { entry }: GivenDose): PartlyGivenPath | undefined {
  const { course } = timeline;
  const given = momentOf(course, entry.start ?? entry.at);
  const choice = entries(timeline, 'prescriber-choice').findLast(
    ({ at, between }) =>
      PARTLY_GIVEN_PATHS.every((path) => between.includes(path)) && compareMoments(momentOf(course, at), given) >= 0,
  );
  return PARTLY_GIVEN_PATHS.find((path) => path === choice?.chosen);
}
