import { mgPerUnitOn } from '../../core/billing/billing.ts';
import type { RequestEntry } from '../../core/requests/entry.ts';
import { requestState } from '../../core/requests/state.ts';
import { requestWork } from '../../core/requests/work.ts';
import { courseWork } from '../../core/foresight/work.ts';
import { timelineOf } from '../../core/course/timeline.ts';
import { courseState } from '../../core/regimen/state.ts';
import type { LiveKnowledge } from '../knowledge/live.ts';
import type { RecordedEvent } from '../store/events.ts';
import type { StreamEvents, Summarise, Summary } from '../store/summary.ts';
import { courseOf } from './course-record.ts';

/** Summaries of courses and of requests, by the knowledge in use. */
export function summariser(knowledge: LiveKnowledge): Summarise {
  return (stream) => (stream.kind === 'request' ? requestSummary(stream) : courseSummary(stream, knowledge));
}

function courseSummary({ stream, events }: StreamEvents, knowledge: LiveKnowledge): Summary {
  const last = events.at(-1);
  // It was taken when it was written: nothing of it can lie ahead of the newest recording.
  const course = courseOf(events, last?.recordedAt ?? '');
  const drug = knowledge.current().drugs.get(course.drug);
  const title = `${course.drug} ${stream.slice(0, 8)}`;
  if (drug === undefined) return { title, body: { drug: course.drug }, work: [] };
  const on = newestDay(events);
  const timeline = timelineOf(course);
  const { notBilled } = drug.billing;
  const state = courseState(timeline, { labels: drug.labels, mgPerUnit: mgPerUnitOn(drug.billing, on), notBilled }, on);
  return {
    title,
    body: {
      ...{ drug: course.drug, on, phase: state.phase, position: state.position, next: state.next },
      ...{ open: state.open.length, discontinued: state.discontinued, birthDate: course.patient.birthDate },
    },
    work: courseWork(timeline, state, notBilled),
  };
}

function requestSummary({ events }: StreamEvents): Summary {
  const state = requestState(entriesOf(events));
  const { drafted, status, approval } = state;
  return {
    title: `${drafted.kind} request, ${drafted.policy}`,
    body: { status, policy: drafted.policy, kind: drafted.kind, approval: approval ?? null },
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

/** The latest day on which something happened, as it was written; of a course without entries, when it was opened. */
function newestDay([opened, ...entries]: readonly RecordedEvent[]): string {
  const days = entries.map(({ at }) => at.slice(0, 10)).sort();
  return days.at(-1) ?? opened?.at.slice(0, 10) ?? '';
}
