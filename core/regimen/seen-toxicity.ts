import type { AdverseEvent } from '../course/event.ts';
import { compareInstants, instantOf, type Instant } from '../course/instant.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import type { GivenDose } from '../course/doses.ts';
import type { Label } from './label.ts';

/** An adverse event of the log, at a grade that it had. */
export interface SeenToxicity {
  readonly kind: string;
  readonly grade: number;
  /** A day or a time, as the log has it: the onset, or the entry that found it going on. */
  readonly at: string;
}

/** The same with its place in time, worked out once: a course asks each of them about each of its doses. */
export interface Sighting {
  readonly seen: SeenToxicity;
  /** YYYY-MM-DD, at the place. */
  readonly day: string;
  /** Undefined where the log has the day alone. */
  readonly instant: Instant | undefined;
}

type Extended = NonNullable<Label['observation']['extended']>;

/** The adverse events for which the label lengthens the observation of the next dose, in the order of the log. */
export function lengtheningToxicities(timeline: Timeline, rule: Extended): readonly Sighting[] {
  return entries(timeline, 'adverse-event')
    .filter(({ kind }) => rule.kinds.includes(kind))
    .flatMap((event) => sightings(timeline, event))
    .filter(({ grade }) => grade >= rule.fromGrade)
    .map((seen) => ({ seen, ...timeOf(timeline, seen.at) }));
}

type PointInTime = Pick<Sighting, 'day' | 'instant'>;

function timeOf(timeline: Timeline, text: string): PointInTime {
  return { day: timeline.dayOf(text), instant: text.length === DAY_LENGTH ? undefined : instantOf(text) };
}

const DAY_LENGTH = 10;

/** Its grade at the onset; and at the entry itself, where it was still going on then. */
function sightings(timeline: Timeline, { kind, grade, gradeNow, onset, resolved, at }: AdverseEvent): SeenToxicity[] {
  const over = resolved !== undefined && order(timeOf(timeline, resolved), timeOf(timeline, at)) <= 0;
  return [{ kind, grade, at: onset }, ...(over ? [] : [{ kind, grade: gradeNow ?? grade, at }])];
}

/**
 * The highest of these between one dose given and the next; of a day without an hour it may be before or after a dose
 * of that day, so it counts for both.
 * @param next undefined where the next dose has not been given: everything since counts
 */
export function toxicityBetween(
  timeline: Timeline,
  all: readonly Sighting[],
  before: GivenDose,
  next: GivenDose | undefined,
): SeenToxicity | undefined {
  if (all.length === 0) return undefined;
  const [from, to] = [startOf(timeline, before), next && startOf(timeline, next)];
  return all
    .filter((one) => order(one, from) >= 0 && (to === undefined || order(one, to) <= 0))
    .reduce<Sighting | undefined>(
      (worst, one) => (worst === undefined || one.seen.grade > worst.seen.grade ? one : worst),
      undefined,
    )?.seen;
}

const startOf = (timeline: Timeline, { entry }: GivenDose): PointInTime => timeOf(timeline, entry.start ?? entry.at);

/** Negative where `a` lies before `b`; where one of them is a day alone, by their days. */
function order(a: PointInTime, b: PointInTime): number {
  if (a.instant !== undefined && b.instant !== undefined) return compareInstants(a.instant, b.instant);
  if (a.day === b.day) return 0;
  return a.day < b.day ? -1 : 1;
}
