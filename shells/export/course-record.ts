import { parseMoment } from '../../core/course/moment.ts';
import type { RequestEntry } from '../../core/requests/entry.ts';
import type { RequestState } from '../../core/requests/state.ts';
import type { RecordedEvent } from '../store/events.ts';

/** One course with everything that was ever written to it, as it is handed out. */
export interface CourseRecord {
  readonly organisation: string;
  readonly id: string;
  /** The opening of the course, then its entries, as they were written; each with the hash that chains it. */
  readonly events: readonly RecordedEvent[];
  /** The authorization requests that name it, in the order of their drafts. */
  readonly requests: readonly CourseRequest[];
  /** Of the place of the course, IANA: how times are shown on paper. */
  readonly timeZone: string;
  /** Who has it written out, and when (ISO 8601). */
  readonly exported: { readonly by: string; readonly at: string };
}

/** An authorization request for a course, with everything that was ever written to it. */
export interface CourseRequest {
  readonly id: string;
  readonly events: readonly RecordedEvent[];
  readonly entries: readonly RequestEntry[];
  readonly state: RequestState;
}

/** The whole record as JSON: events with their hashes, so that each chain can be computed again by anybody. */
export function courseJson(record: CourseRecord): Readonly<Record<string, unknown>> {
  const { organisation, id, events, requests, exported } = record;
  return {
    ...{ format: 'stepwise-course-1', organisation, id, exported },
    ...{ head: headOf(events), events },
    requests: requests.map((request) => ({
      ...{ id: request.id, status: request.state.status, head: headOf(request.events), events: request.events },
    })),
  };
}

/** Where a chain ends. */
function headOf(events: readonly RecordedEvent[]): { readonly sequence: number; readonly hash: string } {
  const last = events.at(-1);
  return { sequence: last?.sequence ?? 0, hash: last?.hash ?? '' };
}

/** Who did it, as the entry says; who wrote it down where it says nobody. */
export function whoOf({ body, actor }: RecordedEvent): string {
  const by = (body as { readonly by?: unknown }).by;
  return typeof by === 'string' ? by : actor.id;
}

/** Numbers of the entries that were taken back, each with the number of the entry that did so. */
export function takenBack(events: readonly RecordedEvent[]): ReadonlyMap<number, number> {
  return new Map(
    events
      .filter(({ type }) => type === 'voided')
      .map(({ body, sequence }) => [
        Number(String((body as { readonly event?: unknown }).event).replace(/^e/u, '')),
        sequence,
      ]),
  );
}

/** A time to the second with its offset, as formats outside want it; a day stays a day. */
export function toTheSecond(text: string, timeZone?: string): string {
  return (
    parseMoment(text, timeZone)?.at.toString({
      ...{ timeZoneName: 'never', calendarName: 'never', smallestUnit: 'second' },
    }) ?? text.slice(0, 10)
  );
}
