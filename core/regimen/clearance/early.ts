import { dayOf, compareMoments } from '../../course/moment.ts';
import { entries, momentOf, type Timeline } from '../../course/timeline.ts';
import type { FactRecord } from '../../values/fact.ts';
import { GIVE_EARLY } from '../deviations.ts';
import { isBeforeDay, type DoseDue } from './dose-due.ts';

/** The two ways before the due day. No document states an early window (R15), so that the prescriber has to choose. */
const EARLY_PATHS = [GIVE_EARLY, 'wait-until-due'] as const;

/** How many days are left until the dose is due, as the facts of a visit name it. */
const DAYS_UNTIL_DUE = 'visit.days-until-due';

/** A dose before its day, which the prescriber has chosen since the last dose. */
export interface EarlyChoice {
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly ref: string;
  readonly reason: string;
}

/** @returns undefined where the dose is not early, or the prescriber has not chosen to give it before its day */
export function earlyChoice(due: DoseDue, timeline: Timeline): EarlyChoice | undefined {
  const last = due.given.at(-1);
  if (last === undefined || !isBeforeDay(due)) return undefined;
  const since = momentOf(timeline.course, last.entry.start ?? last.entry.at);
  const choice = entries(timeline, 'prescriber-choice').findLast(
    ({ at, between }) =>
      EARLY_PATHS.every((path) => between.includes(path)) && compareMoments(momentOf(timeline.course, at), since) >= 0,
  );
  if (choice?.chosen !== GIVE_EARLY) return undefined;
  const day = dayOf(momentOf(timeline.course, choice.at)).toString();
  return { on: day, ref: choice.id ?? choice.type, reason: choice.reason };
}

/** The facts with the due day moved to the day of the answer, on the word of the prescriber. */
export function withEarlyDose(facts: FactRecord, { on, ref, reason }: EarlyChoice): FactRecord {
  const moved = {
    value: 0,
    origin: 'course' as const,
    evidence: [{ kind: 'event' as const, ref, date: on, display: `the prescriber chose an earlier dose: ${reason}` }],
  };
  return new Map([...facts, [DAYS_UNTIL_DUE, moved]]);
}
