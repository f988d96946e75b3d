import { Temporal } from 'temporal-polyfill';
import { lineOfBusinessOn } from '../course/doses.ts';
import type { Course } from '../course/event.ts';
import { dayOf } from '../course/moment.ts';
import { entries, momentOf } from '../course/timeline.ts';
import type { Evidence, FactRecord, FactValue, RecordedFact } from '../values/fact.ts';

/**
 * What the course itself records of the patient on a day: who they are, who pays, and the last assessment of response.
 * What it does not record stays unknown.
 */
export function courseFacts(course: Course, on: Temporal.PlainDate): FactRecord {
  const facts = new Map<string, RecordedFact>();
  const record = (id: string, value: FactValue | undefined, evidence: Evidence): void => {
    if (value !== undefined) facts.set(id, { value, origin: 'course', evidence: [evidence] });
  };
  const patient: Evidence = { kind: 'event', ref: 'course.patient' };
  record('patient.birth-date', course.patient.birthDate, patient);
  record('patient.sex', course.patient.sex, patient);
  record('member.state', course.patient.state, patient);
  record('member.line-of-business', lineOfBusinessOn(course, on), patient);

  const assessed = entries(course, 'assessed')
    .map((event) => ({ event, day: dayOf(momentOf(course, event.at)) }))
    .filter(({ day }) => Temporal.PlainDate.compare(day, on) <= 0)
    .at(-1);
  if (assessed !== undefined) {
    const { event, day } = assessed;
    record('response.status', event.response, { kind: 'event', ref: event.id ?? 'assessed', date: day.toString() });
  }
  return facts;
}
