import type { CourseEvent } from '../../../../../core/course/event.ts';
import { ENTERING } from '../../../words/entering.ts';
import type { NewEntry } from '../../patient/entering/adding.ts';

/** Nothing is edited: an entry is voided, and stands anew with what has become known since. @param at when it did */
export function replacing(entry: CourseEvent, anew: CourseEvent, at: string): readonly NewEntry[] {
  const rest = Object.fromEntries(Object.entries(anew).filter(([key]) => key !== 'id' && key !== 'by'));
  return [{ type: 'voided', at, event: entry.id ?? '', reason: ENTERING.replacedWhy }, rest as unknown as NewEntry];
}
