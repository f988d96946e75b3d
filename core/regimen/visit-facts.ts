import { entries, type Timeline } from '../course/timeline.ts';
import { completedYears } from '../values/age.ts';
import type { FactRecord } from '../values/fact.ts';
import type { DoseDue } from './clearance/dose-due.ts';
import { endOf } from './clearance/ended.ts';
import { doseRules } from './dose-rules.ts';
import type { LabScale } from './grading/lab-scale.ts';
import type { Label } from './label.ts';
import type { Site } from './site.ts';
import { evidenceOf, evidenceOfCourse, visitFact, visitFactIf, type VisitFact } from './visit-fact.ts';
import { assessmentFacts } from './visit-facts-assessment.ts';
import { choiceFacts } from './visit-facts-choices.ts';
import { cytopeniaFacts } from './visit-facts-cytopenia.ts';
import { labFacts } from './visit-facts-labs.ts';
import { liverFacts } from './visit-facts-liver.ts';
import { toxicityFacts } from './visit-facts-toxicity.ts';

/** What the facts of a visit are worked out from, beside the course. */
export interface VisitKnowledge {
  /** The label in force on the day. */
  readonly label: Label;
  /** YYYY-MM-DD: the day of the answer. */
  readonly on: string;
  readonly site: Site;
  readonly scale: LabScale;
}

/**
 * What the course says of a visit on a day, each fact with the entries that it rests on. What it does not say is not
 * among the facts: it is unknown, and clears nothing.
 * @param timeline the course as it stood at the end of the day
 * @param due the dose that would be due on the day
 */
export function visitFacts(timeline: Timeline, due: DoseDue, knowledge: VisitKnowledge): FactRecord {
  const { label, on, site, scale } = knowledge;
  const last = due.given.at(-1)?.entry;
  const first = due.given[0]?.entry;
  // Of the whole course: a word of the prescriber on these has to follow the newest entry that they rest on.
  const whole = [
    ...liverFacts({ timeline, on, scale, first }),
    ...cytopeniaFacts({ timeline, on, scale, first }),
    ...patientFacts(timeline, on),
  ];
  const required = doseRules(label, due.dose.position).around.labs;
  return new Map([
    ...doseFacts(timeline, label, due, on),
    ...assessmentFacts(timeline, on),
    ...labFacts({ timeline, on, scale, required, last, windowDays: site.labWindowDays }),
    ...whole,
    ...toxicityFacts(timeline, on, label.clearance.judgedSigns.signs),
    ...choiceFacts(timeline, on, label.clearance, last, whole),
  ]);
}

/** Of the dose that would be due; days are counted from the last dose that counts. */
function doseFacts(timeline: Timeline, label: Label, { dose, given, restart }: DoseDue, on: string): VisitFact[] {
  const { cycle, day } = dose.position;
  const last = given.at(-1)?.entry;
  const evidence = last === undefined ? evidenceOfCourse('events', on) : evidenceOf(timeline, last);
  const stepUp = dose.name.kind === 'step-up' || cycle === label.schedule.secondStepUp.repeats.cycle;
  const wait = restart === undefined || restart.decision === 'ask' ? 0 : Math.max(0, -restart.daysLate);
  const before = doseRules(label, dose.position).around.premedication.some(({ when }) => when === 'before');
  const end = endOf(timeline);
  const ended = entries(timeline, 'discontinued').findLast(({ reason }) => reason === end?.reason);
  return [
    visitFact('visit.first-dose', restart === undefined, evidence),
    visitFact('visit.cycle', cycle, evidence),
    visitFact('visit.day', day, evidence),
    visitFact('visit.step-up', stepUp, evidence),
    ...visitFactIf('visit.days-since-last-dose', restart?.daysSince, evidence),
    visitFact('visit.days-until-due', wait, evidence),
    visitFact('visit.premedication-due', before, evidenceOfCourse('label', on)),
    visitFact(
      'course.discontinued',
      end?.reason ?? 'none',
      ended === undefined ? evidenceOfCourse('events', on) : evidenceOf(timeline, ended),
    ),
  ];
}

/**
 * A test and a status that contradict each other leave it open whether the patient is pregnant. Of whom the course says
 * nothing no pregnancy has been found, which is less than known not to be pregnant.
 */
function patientFacts(timeline: Timeline, on: string): VisitFact[] {
  const { birthDate, sex, pregnancyStatus: status } = timeline.course.patient;
  const head = evidenceOfCourse('patient', on);
  const tests = entries(timeline, 'pre-dose-assessment').filter(({ pregnancyTest }) => pregnancyTest !== undefined);
  const tested = tests.at(-1);
  const pregnant = tested?.pregnancyTest === 'positive' || status === 'pregnant';
  const open =
    tested === undefined
      ? status === undefined || status === 'unknown'
      : pregnant && tested.pregnancyTest === 'negative';
  // A word on the pregnancy follows the test that found it, and is not asked again with each test that finds it too.
  const negative = tests.findLastIndex(({ pregnancyTest }) => pregnancyTest === 'negative');
  const foundBy = tests.slice(negative + 1, negative + 2).map((one) => evidenceOf(timeline, one));
  const evidence = [...(tested === undefined ? [] : [evidenceOf(timeline, tested)]), head];
  return [
    visitFact('patient.age', completedYears(birthDate, on), head),
    visitFact('patient.sex', sex, head),
    // A course has no other word on it; of anybody else it is asked (R7).
    ...visitFactIf('patient.reproductive-potential', sex === 'male' ? false : undefined, head),
    ...visitFactIf('patient.pregnancy-found', open && pregnant ? undefined : pregnant, ...foundBy, head),
    ...visitFactIf('patient.pregnancy', open ? undefined : pregnant ? 'pregnant' : 'not-pregnant', ...evidence),
  ];
}
