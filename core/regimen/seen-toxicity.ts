import { Temporal } from 'temporal-polyfill';
import type { AdverseEvent, Course } from '../course/event.ts';
import { compareMoments, dayOf, parseMoment, type Moment } from '../course/moment.ts';
import { entries, momentOf, type Timeline } from '../course/timeline.ts';
import type { GivenDose } from '../course/doses.ts';
import type { Label } from './label.ts';

/** An adverse event of the log, at a grade that it had. */
export interface SeenToxicity {
  readonly kind: string;
  readonly grade: number;
  /** A day or a time, as the log has it: the onset, or the entry that found it going on. */
  readonly at: string;
}

type Extended = NonNullable<Label['observation']['extended']>;

/** The adverse events for which the label lengthens the observation of the next dose, in the order of the log. */
export function lengtheningToxicities(timeline: Timeline, rule: Extended): readonly SeenToxicity[] {
  return entries(timeline, 'adverse-event')
    .filter(({ kind }) => rule.kinds.includes(kind))
    .flatMap((event) => sightings(timeline.course, event))
    .filter(({ grade }) => grade >= rule.fromGrade);
}

/** Its grade at the onset; and at the entry itself, where it was still going on then. */
function sightings(course: Course, { kind, grade, gradeNow, onset, resolved, at }: AdverseEvent): SeenToxicity[] {
  const over = resolved !== undefined && isBy(course, resolved, momentOf(course, at));
  return [{ kind, grade, at: onset }, ...(over ? [] : [{ kind, grade: gradeNow ?? grade, at }])];
}

/**
 * The highest of these between one dose given and the next; of a day without an hour it may be before or after a dose
 * of that day, so it counts for both.
 * @param next undefined where the next dose has not been given: everything since counts
 */
export function toxicityBetween(
  course: Course,
  seen: readonly SeenToxicity[],
  before: GivenDose,
  next: GivenDose | undefined,
): SeenToxicity | undefined {
  const [from, to] = [startOf(course, before), next && startOf(course, next)];
  return seen
    .filter(({ at }) => isSince(course, at, from) && (to === undefined || isBy(course, at, to)))
    .reduce<SeenToxicity | undefined>(
      (worst, one) => (worst === undefined || one.grade > worst.grade ? one : worst),
      undefined,
    );
}

const startOf = (course: Course, { entry }: GivenDose): Moment => momentOf(course, entry.start ?? entry.at);

const isSince = (course: Course, at: string, moment: Moment): boolean => order(course, at, moment) >= 0;
const isBy = (course: Course, at: string, moment: Moment): boolean => order(course, at, moment) <= 0;

/** Negative where `at`, a day or a time, lies before the moment; a day is compared by days. */
function order(course: Course, at: string, moment: Moment): number {
  const time = parseMoment(at, course.timeZone);
  if (time !== null) return compareMoments(time, moment);
  return Temporal.PlainDate.compare(Temporal.PlainDate.from(at), dayOf(moment));
}
