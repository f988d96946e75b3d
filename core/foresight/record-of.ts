import { Temporal } from 'temporal-polyfill';
import { mergeFacts, withConsequences, type MergedFacts } from '../coverage/merge-facts.ts';
import { courseFacts } from './course-facts.ts';
import type { Course } from '../course/event.ts';
import type { FactDefinition, FactRecord } from '../values/fact.ts';

/** Where a patient's facts are recorded, and the day they are looked at. */
export interface Records {
  /** YYYY-MM-DD: the date of the answer, or of the service that is asked about afterwards. */
  readonly on: string;
  readonly answers?: FactRecord;
  readonly chart?: { readonly facts: FactRecord };
  readonly course?: Course;
}

/** What is recorded of the patient of a request, joined as the determination joins it, with what follows from it. */
export function recordOf(
  { on, answers, course, chart }: Records,
  definitions: ReadonlyMap<string, FactDefinition>,
): MergedFacts {
  const records = [
    answers ?? new Map(),
    course === undefined ? new Map() : courseFacts(course, Temporal.PlainDate.from(on)),
    chart?.facts ?? new Map(),
  ];
  return withConsequences(mergeFacts(records, definitions), definitions, on);
}
