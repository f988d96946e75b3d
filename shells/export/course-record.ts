import { parseMoment } from '../../core/course/moment.ts';
import type { RecordedEvent } from '../store/events.ts';

/** One course with everything that was ever written to it, as it is handed out. */
export interface CourseRecord {
  readonly organisation: string;
  readonly id: string;
  /** The opening of the course, then its entries, as they were written; each with the hash that chains it. */
  readonly events: readonly RecordedEvent[];
  /** Who has it written out, and when (ISO 8601). */
  readonly exported: { readonly by: string; readonly at: string };
}

/** The whole record as JSON: its events with their hashes, so that the chain can be computed again by anybody. */
export function courseJson(record: CourseRecord): Readonly<Record<string, unknown>> {
  const { organisation, id, events, exported } = record;
  const last = events.at(-1);
  return {
    ...{ format: 'stepwise-course-1', organisation, id, exported },
    ...{ head: { sequence: last?.sequence ?? 0, hash: last?.hash ?? '' }, events },
  };
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
