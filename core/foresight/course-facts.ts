import { Temporal } from 'temporal-polyfill';
import { lineOfBusinessOn } from '../course/doses.ts';
import type { AdverseEvent, Course, CourseEvent } from '../course/event.ts';
import { dayOf, parseMoment } from '../course/moment.ts';
import { entries, momentOf, timelineOf, type Timeline } from '../course/timeline.ts';
import type { Caution } from '../values/caution.ts';
import type { Evidence, FactRecord, FactValue, RecordedFact } from '../values/fact.ts';

/** From this grade on an infection of the log is clinically significant without anyone having to say so. */
const SEVERE = 3;

/**
 * What the course itself records of the patient at the end of a day: who they are, who pays, the last assessment of
 * response, and whether an infection is open. What it does not record stays unknown.
 * @param course as it stood at the end of `on`
 */
export function courseFacts(course: Course, on: Temporal.PlainDate): FactRecord {
  const log = timelineOf(course);
  const facts = new Map<string, RecordedFact>();
  const record = (id: string, value: FactValue | undefined, evidence: Evidence): void => {
    if (value !== undefined) facts.set(id, { value, origin: 'course', evidence: [evidence] });
  };
  const patient: Evidence = { kind: 'event', ref: 'course.patient' };
  record('patient.birth-date', course.patient.birthDate, patient);
  record('patient.sex', course.patient.sex, patient);
  record('member.state', course.patient.state, patient);
  record('member.line-of-business', lineOfBusinessOn(log, on), patient);

  const assessed = entries(log, 'assessed').at(-1);
  if (assessed !== undefined) record('response.status', assessed.response, evidenceOf(course, assessed));
  const infection = infectionOf(log, on);
  if (infection !== undefined)
    record('infection.active-systemic', infection.active, evidenceOf(course, infection.event));
  return facts;
}

/** An open severe infection is one; the last assessment before a dose says no only where it looked and found none. */
function infectionOf(
  log: Timeline,
  on: Temporal.PlainDate,
): { readonly active: boolean; readonly event: CourseEvent } | undefined {
  const open = openEvents(log, on).findLast(({ kind, grade }) => kind === 'infection' && grade >= SEVERE);
  if (open !== undefined) return { active: true, event: open };
  const last = entries(log, 'pre-dose-assessment').findLast(({ infection }) => infection !== undefined);
  if (last?.infection === undefined) return undefined;
  if (last.infection !== 'none') return last.infection >= SEVERE ? { active: true, event: last } : undefined;
  const lesser = openEvents(log, on).some(({ kind }) => kind === 'infection');
  return lesser ? undefined : { active: false, event: last };
}

/** Adverse events that nothing on record has ended (R1), in order. */
function openEvents(log: Timeline, on: Temporal.PlainDate): readonly AdverseEvent[] {
  return entries(log, 'adverse-event').filter(({ resolved, gradeNow }) => {
    if (gradeNow === 0) return false;
    const end = resolved === undefined ? null : (parseMoment(resolved, log.course.timeZone) ?? null);
    if (resolved === undefined) return true;
    const day = end === null ? Temporal.PlainDate.from(resolved.slice(0, 10)) : dayOf(end);
    return Temporal.PlainDate.compare(day, on) > 0;
  });
}

function evidenceOf(course: Course, event: CourseEvent): Evidence {
  return { kind: 'event', ref: event.id ?? event.type, date: dayOf(momentOf(course, event.at)).toString() };
}

/** What a reader of a determination has to know of the course: it has ended, or something serious is open. */
export function courseCautions(course: Course, on: Temporal.PlainDate): readonly Caution[] {
  const log = timelineOf(course);
  const ended = entries(log, 'discontinued').at(-1);
  const open = openEvents(log, on);
  return [
    ...(ended === undefined
      ? []
      : [
          {
            id: 'discontinued',
            text: `Therapy was discontinued on ${dayOf(momentOf(course, ended.at)).toString()} (${ended.reason}).`,
          },
        ]),
    ...(open.length === 0
      ? []
      : [
          {
            id: 'open-adverse-events',
            text: `Not recorded as resolved: ${open.map(({ kind, grade }) => `${kind} grade ${grade}`).join(', ')}. Weigh them for infection and unacceptable toxicity.`,
            facts: ['infection.active-systemic', 'toxicity.unacceptable'],
          },
        ]),
  ];
}
