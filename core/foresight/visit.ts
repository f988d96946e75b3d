import { Temporal } from 'temporal-polyfill';
import type { Billing } from '../billing/billing.ts';
import type { Course } from '../course/event.ts';
import type { Outcome } from '../course/fault.ts';
import { courseUntil, timelineOf, type Timeline } from '../course/timeline.ts';
import { idleChoiceCautions } from '../regimen/chosen-step-up.ts';
import type { ClearanceAnswer } from '../regimen/clearance/answer.ts';
import { clear } from '../regimen/clearance/clear.ts';
import { doseDue, type DoseDue } from '../regimen/clearance/dose-due.ts';
import { raisedBaselineCautions } from '../regimen/clearance/raised-baseline.ts';
import { deviationCautions, deviations } from '../regimen/deviations.ts';
import type { LabScale } from '../regimen/grading/lab-scale.ts';
import type { Label } from '../regimen/label.ts';
import { labelOn } from '../regimen/label-on.ts';
import type { Site } from '../regimen/site.ts';
import { visitFacts } from '../regimen/visit-facts.ts';
import type { Caution } from '../values/caution.ts';
import type { FactDefinition } from '../values/fact.ts';
import { financial, type Financial } from './financial.ts';

/** May the dose be given, and is it paid for: two answers, of which the second never changes the first (R13). */
export interface VisitAnswer extends ClearanceAnswer {
  readonly financial: Financial;
}

export interface VisitRequest {
  /** All held versions, or the one that was asked for. */
  readonly labels: readonly [Label, ...Label[]];
  /** Entries after the day of the answer are not seen. */
  readonly course: Course;
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly site: Site;
  /** What the checks of a label ask of a visit. */
  readonly definitions: ReadonlyMap<string, FactDefinition>;
  /** How laboratory values are graded. */
  readonly scale: LabScale;
  readonly billing: Billing;
}

/**
 * The answer for one day of a course.
 * @returns the faults where the course has a dose that the schedule does not know
 */
export function visit(request: VisitRequest): Outcome<VisitAnswer> {
  const { labels, on, site, definitions, scale, billing } = request;
  const timeline = timelineOf(courseUntil(request.course, on));
  const due = doseDue(labels, timeline, on);
  if (!due.ok) return due;
  const label = labelOn(labels, Temporal.PlainDate.from(on));
  const answer = clear({
    label,
    timeline,
    due: due.answer,
    on,
    facts: visitFacts(timeline, due.answer, { label, on, site, scale }),
    definitions,
    windowUnset: site.labWindowDays === undefined,
    raisedBaselines: raisedBaselineCautions(timeline, scale),
    deviations: [...deviationCautions(deviations(timeline, labels)), ...idleChoices(label, timeline, due.answer, on)],
  });
  return { ok: true, answer: { ...answer, financial: financial(timeline, answer.mg, on, billing) } };
}

/** Counted from the last dose on record, as the dose due is. */
function idleChoices(label: Label, timeline: Timeline, { given }: DoseDue, on: string): readonly Caution[] {
  const last = given.at(-1);
  if (last === undefined) return [];
  return idleChoiceCautions(label, timeline, last, on).map(({ id, text, cite = [] }) => ({ id, text, cite }));
}
