import { mgPerUnitOn } from '../../core/billing/billing.ts';
import type { RequestEntry } from '../../core/requests/entry.ts';
import type { Course } from '../../core/course/event.ts';
import { requestState } from '../../core/requests/state.ts';
import { requestWork } from '../../core/requests/work.ts';
import { courseWork } from '../../core/foresight/work.ts';
import { timelineOf } from '../../core/course/timeline.ts';
import { courseState, type CourseState } from '../../core/regimen/state.ts';
import { answerDue } from '../../core/requests/due.ts';
import { ASSERTION } from '../crd/assertions.ts';
import { assertionSummary } from '../crd/summary.ts';
import { machineZone } from '../cli/today.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { FORM_ERRORS, formErrorsSummary } from '../dtr/log-errors.ts';
import type { LiveKnowledge } from '../knowledge/live.ts';
import type { RecordedEvent } from '../store/events.ts';
import type { StreamEvents, Summarise, Summary } from '../store/summary.ts';
import { CLAIM, claimSummary } from '../pas/claim-record.ts';
import { SUBSCRIPTION, subscriptionSummary } from '../pas/subscription.ts';
import { courseOf } from './course-record.ts';
import { PARTIES, partiesSummary } from './parties-record.ts';
import { RELOAD, reloadSummary } from './reload-record.ts';
import type { ZoneOf } from './zones.ts';

/**
 * Summaries of courses and of requests, by the knowledge in use.
 * @param zoneOf where the days of an organisation that answers requests end, IANA
 */
export function summariser(knowledge: LiveKnowledge, zoneOf: ZoneOf = machineZone): Summarise {
  return (stream) => {
    switch (stream.kind) {
      case 'request':
        return requestSummary(stream, knowledge.current(), zoneOf(stream.organisation));
      case ASSERTION:
        return assertionSummary(stream);
      case CLAIM:
        return claimSummary(stream);
      case SUBSCRIPTION:
        return subscriptionSummary(stream);
      case FORM_ERRORS:
        return formErrorsSummary(stream);
      case PARTIES:
        return partiesSummary(stream);
      case RELOAD:
        return reloadSummary(stream);
      default:
        return courseSummary(stream, knowledge);
    }
  };
}

function courseSummary({ stream, events }: StreamEvents, knowledge: LiveKnowledge): Summary {
  const last = events.at(-1);
  // It was taken when it was written: nothing of it can lie ahead of the newest recording.
  const course = courseOf(events, last?.recordedAt ?? '');
  const drug = knowledge.current().drugs.get(course.drug);
  const title = titleOf(course, stream);
  if (drug === undefined) return { title, body: { drug: course.drug }, work: [] };
  const on = newestDay(events);
  const timeline = timelineOf(course);
  const { notBilled } = drug.billing;
  const state = courseState(timeline, { labels: drug.labels, mgPerUnit: mgPerUnitOn(drug.billing, on), notBilled }, on);
  return {
    title,
    body: {
      ...{ prescriber: course.prescriber?.npi ?? null, policy: newestPolicy(state) },
      ...{ drug: course.drug, on, phase: state.phase, position: state.position, next: state.next },
      ...{ open: state.open.length, discontinued: state.discontinued, birthDate: course.patient.birthDate },
    },
    work: courseWork(timeline, state, notBilled),
  };
}

/** By whom a person knows the course: name and number of the medical record, or else drug and the start of its id. */
function titleOf({ drug, patient: { name, mrn } }: Course, stream: string): string {
  const known = [...(name === undefined ? [] : [name]), ...(mrn === undefined ? [] : [`MRN ${mrn}`])];
  return known.length === 0 ? `${drug} ${stream.slice(0, 8)}` : known.join(', ');
}

function requestSummary({ events }: StreamEvents, { timeLimits }: Knowledge, zone: string): Summary {
  const state = requestState(entriesOf(events));
  const { drafted, status, since, approval } = state;
  const { side, lineOfBusiness, of, course } = drafted;
  const due = answerDue(state, timeLimits.limits, events.at(-1)?.recordedAt ?? drafted.at, zone);
  return {
    title: `${drafted.kind} request, ${drafted.claim?.title ?? drafted.policy}`,
    body: {
      ...{ status, policy: drafted.policy, kind: drafted.kind, drug: drafted.drug, approval: approval ?? null },
      ...{ side, since, lineOfBusiness: lineOfBusiness ?? null, appealed: state.appealed !== undefined },
      ...{ of: of ?? null, course: course ?? null, due: due?.at ?? null, limit: due },
      ...(drafted.member === undefined ? {} : { member: drafted.member }),
      ...(drafted.claim === undefined ? {} : { claim: drafted.claim.id }),
    },
    work: requestWork(state),
  };
}

/** The entries of a request, each under the id of its place. */
export function entriesOf(events: readonly RecordedEvent[]): readonly RequestEntry[] {
  return events.map(({ body, sequence }) => ({
    ...(body as RequestEntry),
    id: idOf(sequence),
  }));
}

/** The id of an entry by its place: they sort as the places do. */
export function idOf(sequence: number): string {
  return `e${String(sequence).padStart(6, '0')}`;
}

/** The policy of the authorization that reaches furthest; null where there is none. */
function newestPolicy({ authorizations }: CourseState): string | null {
  return authorizations.toSorted((a, b) => (a.to < b.to ? -1 : 1)).at(-1)?.policy ?? null;
}

/** The latest day on which something happened, as it was written; of a course without entries, when it was opened. */
function newestDay([opened, ...entries]: readonly RecordedEvent[]): string {
  const days = entries.map(({ at }) => at.slice(0, 10)).sort();
  return days.at(-1) ?? opened?.at.slice(0, 10) ?? '';
}
