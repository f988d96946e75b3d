import type { CourseEvent } from '../../../../core/course/event.ts';
import { idAfter, type NewEntry } from '../patient/entering/adding.ts';

/**
 * The entries of a preparation as they are sent: the record gives them their ids, and those that name one another name
 * it by the id that it will have.
 * @param after how many entries the record has
 */
export function entriesOf(events: readonly CourseEvent[], after: number): readonly NewEntry[] {
  const ids = new Map(events.map(({ id }, index) => [id, idAfter(after, index + 1)]));
  return events.map((event) => {
    const { id: own, ...rest } = event;
    return 'of' in rest ? { ...rest, of: ids.get(rest.of) ?? rest.of } : own === undefined ? event : rest;
  });
}
