import type { PreDoseAssessment } from '../course/event.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import type { FactValue } from '../values/fact.ts';
import { evidenceOf, visitFact, type VisitFact } from './visit-fact.ts';

/** What an assessment answers, by the fact that it makes known. */
const ANSWERS: Readonly<Record<string, (assessment: PreDoseAssessment) => FactValue | undefined>> = {
  'infection-grade': ({ infection }) => (infection === 'none' ? 0 : infection),
  hydrated: ({ hydrated }) => hydrated,
  ice: ({ ice }) => ice,
  'premedication-available': ({ premedicationAvailable }) => premedicationAvailable,
  'pregnancy-test': ({ pregnancyTest }) => pregnancyTest,
};

/** The assessments before the dose of a day, in order: only those of the day itself say how the patient is today. */
export function assessmentsOn(timeline: Timeline, on: string): readonly PreDoseAssessment[] {
  return entries(timeline, 'pre-dose-assessment').filter(({ at }) => timeline.dayOf(at) === on);
}

/**
 * Whether there are new neurologic signs. Where "none" stands beside an ICE score below an earlier one, the two
 * contradict each other, and which is right has to be looked at.
 */
function signsFact(timeline: Timeline, looked: readonly PreDoseAssessment[]): VisitFact[] {
  const last = looked.findLast(({ newNeurologicSigns }) => newNeurologicSigns !== undefined);
  if (last?.newNeurologicSigns === undefined) return [];
  const now = looked.findLast(({ ice }) => ice !== undefined)?.ice;
  const before = entries(timeline, 'pre-dose-assessment').flatMap((one) =>
    looked.includes(one) ? [] : (one.ice ?? []),
  );
  const lower = now !== undefined && before.some((ice) => ice > now);
  if (lower && !last.newNeurologicSigns) return [];
  return [visitFact('assessment.new-neurologic-signs', last.newNeurologicSigns, evidenceOf(timeline, last))];
}

/** Of several assessments of the day the latest word on each question counts. */
export function assessmentFacts(timeline: Timeline, on: string): VisitFact[] {
  const looked = assessmentsOn(timeline, on);
  if (looked.length === 0) return [];
  const done = visitFact('assessment.done', true, ...looked.map((one) => evidenceOf(timeline, one)));
  const answered = Object.entries(ANSWERS).flatMap(([id, answer]): VisitFact[] => {
    const last = looked.findLast((one) => answer(one) !== undefined);
    const value = last && answer(last);
    return last === undefined || value === undefined
      ? []
      : [visitFact(`assessment.${id}`, value, evidenceOf(timeline, last))];
  });
  return [done, ...answered, ...signsFact(timeline, looked)];
}
