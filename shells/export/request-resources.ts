import type { Claim, ClaimResponse, FhirResource, Reference } from 'fhir/r4.js';
import type { RequestState } from '../../core/requests/state.ts';
import type { Course } from '../../core/course/event.ts';
import { toTheSecond, type CourseRequest } from './course-record.ts';
import { basicOf } from './event-resources.ts';

/** A resource, and the entry (from 1) that it was made of. */
export interface OfEntry {
  readonly sequence: number;
  readonly resource: FhirResource;
}

/**
 * A request as a Claim for preauthorization, its answer where there is one, and every later entry as a Basic with its words:
 * R4 has no place for the single steps.
 */
export function requestResources(request: CourseRequest, course: Course, subject: Reference): readonly OfEntry[] {
  const { id, entries, state } = request;
  const [drafted, ...later] = entries;
  if (drafted === undefined) return [];
  const at = (text: string): string => toTheSecond(text, course.timeZone);
  const steps = later.map((entry, index): OfEntry => {
    const sequence = index + 2;
    const context = { id: `${id}-e${String(sequence)}`, at: at(entry.at), subject, error: false };
    return { sequence, resource: basicOf(withoutDocuments(entry), context) };
  });
  const answer = state.answeredAt === undefined ? [] : [answerOf(request, state.answeredAt, course, subject)];
  return [
    { sequence: 1, resource: claimFor(id, state, course, subject) },
    ...steps,
    ...answer.map((resource) => ({ sequence: entries.length, resource })),
  ];
}

/** What a finding was made from stands in the record as JSON, and would be the chart over again here. */
function withoutDocuments(entry: CourseRequest['entries'][number]): { readonly type: string } {
  const kept = Object.entries(entry).filter(([key]) => !['asked', 'held', 'found'].includes(key));
  return { ...Object.fromEntries(kept), type: entry.type };
}

const STATUS: Partial<Readonly<Record<RequestState['status'], Claim['status']>>> = {
  draft: 'draft',
  withdrawn: 'cancelled',
};

const TYPE = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' }],
  text: 'authorization request',
};

const coverageOf = ({ drafted }: RequestState, { patient }: Course): string =>
  drafted.lineOfBusiness ?? patient.lineOfBusiness ?? 'not recorded';

function claimFor(id: string, state: RequestState, course: Course, subject: Reference): FhirResource {
  const { drafted, status } = state;
  const resource: Claim = {
    resourceType: 'Claim',
    id,
    status: STATUS[status] ?? 'active',
    type: TYPE,
    subType: { text: drafted.kind },
    use: 'preauthorization',
    patient: subject,
    created: toTheSecond(state.submittedAt ?? drafted.at, course.timeZone),
    provider: { display: course.placeOfService?.name ?? 'not recorded' },
    priority: { text: state.expeditedAt === undefined ? 'normal' : 'expedited' },
    ...(drafted.of === undefined ? {} : { related: [{ claim: { identifier: { value: drafted.of } } }] }),
    insurance: [{ sequence: 1, focal: true, coverage: { display: coverageOf(state, course) } }],
    item: [{ sequence: 1, productOrService: { text: `${drafted.drug}, by ${drafted.policy}` } }],
  };
  return resource;
}

function answerOf({ id, state }: CourseRequest, answeredAt: string, course: Course, subject: Reference): FhirResource {
  const { approval, status } = state;
  const units = approval?.units ?? null;
  const resource: ClaimResponse = {
    resourceType: 'ClaimResponse',
    id: `${id}-answer`,
    status: status === 'withdrawn' ? 'cancelled' : 'active',
    type: TYPE,
    use: 'preauthorization',
    patient: subject,
    created: toTheSecond(answeredAt, course.timeZone),
    insurer: { display: state.drafted.policy },
    request: { reference: `Claim/${id}` },
    outcome: 'complete',
    disposition: status.replaceAll('-', ' '),
    ...(approval === undefined
      ? {}
      : { preAuthRef: approval.number, preAuthPeriod: { start: approval.from, end: approval.to } }),
    ...(units === null ? {} : { processNote: [{ text: `${String(units)} units` }] }),
  };
  return resource;
}
