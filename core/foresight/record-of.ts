import { Temporal } from 'temporal-polyfill';
import { mergeFacts, withConsequences, type MergedFacts } from '../coverage/merge-facts.ts';
import { courseFacts } from './course-facts.ts';
import type { CoverageRequest } from './check-coverage.ts';
import type { FactDefinition } from '../values/fact.ts';

/** What is recorded of the patient of a request, joined as the determination joins it, with what follows from it. */
export function recordOf(
  { on, answers, course, chart }: CoverageRequest,
  definitions: ReadonlyMap<string, FactDefinition>,
): MergedFacts {
  const records = [
    answers ?? new Map(),
    course === undefined ? new Map() : courseFacts(course, Temporal.PlainDate.from(on)),
    chart?.facts ?? new Map(),
  ];
  return withConsequences(mergeFacts(records, definitions), definitions, on);
}
