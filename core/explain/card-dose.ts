import { printDoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import { compareMoments, hoursLater, printMoment, type Moment } from '../course/moment.ts';
import { momentOf, type Timeline } from '../course/timeline.ts';
import type { ObservationAnswer } from '../regimen/observation.ts';
import type { Placed } from '../regimen/placed.ts';
import { givenTimes } from '../regimen/watched.ts';
import { elapsedBetween, type Elapsed } from './card-time.ts';

/** The last dose of the log, with what has passed since. */
export interface CardDose {
  readonly dose: string;
  readonly mg: number;
  /** Null where the schedule has no such dose. */
  readonly scheduledMg: number | null;
  /** When the entry was dated; and the infusion, where it is recorded. */
  readonly at: string;
  readonly start: string | null;
  readonly end: string | null;
  /** From the start of the infusion, else from the time of the entry. */
  readonly since: Elapsed;
  /** Null where the end is not recorded, or still to come. */
  readonly sinceEnd: Elapsed | null;
}

/** How long the patient is watched after the last dose. */
export interface CardWatch {
  readonly rule: ObservationAnswer;
  /** The end of the least and of the most hours; null where the log lacks the moment that the label counts from. */
  readonly until: readonly [string, string] | null;
  /** Between the two ends `may-end`; null where they are not known. */
  readonly state: 'running' | 'may-end' | 'over' | null;
  /** Null where the label asks for none, or the moment that it counts from is not recorded. */
  readonly nearUntil: string | null;
}

/** @returns null where the dose lies after the moment */
export function lastDose(
  { course }: Timeline,
  { name, entry }: GivenDose,
  placed: Placed | undefined,
  now: Moment,
): CardDose | null {
  const since = elapsedBetween(momentOf(course, entry.start ?? entry.at), now);
  if (since === null) return null;
  return {
    dose: printDoseName(name),
    mg: entry.mg,
    scheduledMg: placed?.position.mg ?? null,
    at: entry.at,
    start: entry.start ?? null,
    end: entry.end ?? null,
    since,
    sinceEnd: entry.end === undefined ? null : elapsedBetween(momentOf(course, entry.end), now),
  };
}

/** How long the patient is watched after a dose by its rule. */
export function watchAfter(
  { course }: Timeline,
  { entry }: GivenDose,
  rule: ObservationAnswer,
  now: Moment,
): CardWatch {
  const { watched } = givenTimes(course, entry, rule);
  const isOver = (text: string): boolean => compareMoments(momentOf(course, text), now) <= 0;
  const near = rule.stayNear;
  const counted = near === undefined ? undefined : near.from === 'start' ? entry.start : entry.end;
  return {
    rule,
    until: watched?.until ?? null,
    state:
      watched === undefined
        ? null
        : isOver(watched.until[1])
          ? 'over'
          : isOver(watched.until[0])
            ? 'may-end'
            : 'running',
    nearUntil:
      near === undefined || counted === undefined
        ? null
        : printMoment(hoursLater(momentOf(course, counted), near.hours)),
  };
}
