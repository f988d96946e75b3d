import type { CourseEvent } from '../course/event.ts';
import type { Timeline } from '../course/timeline.ts';
import type { Evidence, FactValue, RecordedFact } from '../values/fact.ts';

/** A fact of a visit with its id. What is not known is no fact: it is left out. */
export type VisitFact = readonly [id: string, fact: RecordedFact];

export function visitFact(id: string, value: FactValue, ...evidence: readonly Evidence[]): VisitFact {
  return [id, { value, origin: 'course', evidence }];
}

/** Nothing where the value is not known. */
export function visitFactIf(id: string, value: FactValue | undefined, ...evidence: readonly Evidence[]): VisitFact[] {
  return value === undefined ? [] : [visitFact(id, value, ...evidence)];
}

/** By its id, or by what and when it was where it has none. */
export function eventRef({ id, type, at }: CourseEvent): string {
  return id ?? `${type}@${at}`;
}

export function evidenceOf(timeline: Timeline, event: CourseEvent): Evidence {
  return { kind: 'event', ref: eventRef(event), date: timeline.dayOf(event.at) };
}

/** What follows from a part of the course as a whole: its doses, its head. */
export function evidenceOfCourse(part: string, date: string): Evidence {
  return { kind: 'calculation', ref: `course.${part}`, date };
}
