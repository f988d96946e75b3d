import { z } from 'zod';
import type { LabLimit } from '../../core/regimen/grading/lab-scale.ts';
import { toNumber } from '../../core/values/decimal.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

const asked = z.looseObject({
  id: z.string(),
  name: z.string(),
  ask: z.string(),
  type: z.looseObject({ kind: z.string() }),
});
const cite = z.array(z.looseObject({ basis: z.string() })).readonly();
const limit = z.object({
  relation: z.enum(['less-than', 'more-than', 'at-least']),
  /** A value in the analyte's own unit, or so many times `of`. */
  value: z.number(),
  of: z.enum(['uln', 'lln', 'baseline']).nullable(),
});

/** All that is asked and measured at a visit. */
export const bedsideShape = z.object({
  /** Facts over which the checks of a visit are written. */
  facts: z.array(asked).readonly(),
  /** What is found at the bedside when an adverse event is graded. */
  findings: z.array(asked).readonly(),
  scales: z
    .array(
      z.object({
        ...{ id: z.string(), name: z.string(), title: z.string() },
        grades: z.array(z.object({ grade: z.int(), text: z.string(), cite })).readonly(),
      }),
    )
    .readonly(),
  analytes: z
    .array(
      z.object({
        ...{ id: z.string(), name: z.string(), title: z.string(), cite },
        units: z.array(z.string()).readonly().describe('One name for each unit, its own first'),
        grades: z.array(z.object({ grade: z.int(), limit })).readonly(),
      }),
    )
    .readonly(),
});

/** What is asked and measured at a visit, as the knowledge has it, in its own words. */
export function bedside({ visitFacts, grading, labGrading }: Knowledge): z.input<typeof bedsideShape> {
  return {
    facts: [...visitFacts.values()].map(question),
    findings: [...grading.findings.values()].map(question),
    scales: grading.scales.map(({ id, name, grades }) => ({
      ...{ id, name, title: grading.title },
      grades: grades.map(({ grade, criteria: { root } }) => ({ grade, text: root.text, cite: root.cite.map(copied) })),
    })),
    analytes: labGrading.analytes.map(({ id, name, units, grades, cite: cites }) => ({
      ...{ id, name, title: labGrading.title, cite: cites.map(copied) },
      units: units.flatMap(({ names }) => names.slice(0, 1)),
      grades: grades.map(({ grade, limit: bound }) => ({ grade, limit: limitOf(bound) })),
    })),
  };
}

function question({ id, name, ask, type }: FactDefinition): z.input<typeof asked> {
  return { ...{ id, name, ask }, type: { ...type } };
}

function copied<T extends { readonly basis: string }>(one: T): T & Readonly<Record<string, unknown>> {
  return { ...one };
}

function limitOf(bound: LabLimit): z.input<typeof limit> {
  return 'value' in bound
    ? { relation: bound.relation, value: toNumber(bound.value), of: null }
    : { relation: bound.relation, value: toNumber(bound.times), of: bound.of };
}
