import { Temporal } from 'temporal-polyfill';
import type { Outcome } from '../../core/course/fault.ts';
import { visit, type VisitAnswer, type VisitRequest } from '../../core/foresight/visit.ts';
import type { Label } from '../../core/regimen/label.ts';
import { labelOn } from '../../core/regimen/label-on.ts';
import type { Drug } from '../knowledge/drug.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

/** Whether the dose of a course may be given on a day, with the label in force then. */
export interface ClearedOn {
  readonly label: Label;
  readonly clearance: VisitAnswer;
}

export function clearedOn(
  { visitFacts, labGrading }: Pick<Knowledge, 'visitFacts' | 'labGrading'>,
  { billing }: Pick<Drug, 'billing'>,
  asked: Pick<VisitRequest, 'course' | 'on' | 'site' | 'labels'>,
): Outcome<ClearedOn> {
  const outcome = visit({ ...asked, definitions: visitFacts, scale: labGrading, billing });
  if (!outcome.ok) return outcome;
  const label = labelOn(asked.labels, Temporal.PlainDate.from(asked.on));
  return { ok: true, answer: { label, clearance: outcome.answer } };
}
