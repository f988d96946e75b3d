import { dayReader } from '../../core/course/day-reader.ts';
import type { Course, CourseEvent } from '../../core/course/event.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import { defined } from '../knowledge/defined.ts';
import { faultsOf, type YamlFile } from '../knowledge/yaml-file.ts';
import { eventSchema } from './course-schema.ts';
import { endsBeforeStart, entryFaults, isBeforeDay, type EntryFault } from './entry-faults.ts';
import { readJsonOrYaml } from './read-course.ts';

/**
 * Reads one entry that has happened, to be added to a course. The same is refused as in the course itself.
 * @param now a time with its offset, after which nothing has happened yet
 * @throws InputError with every fault, each with its place in `file` and how to mend it
 */
export function readEvent(text: string, file: string, course: Course, now: string): CourseEvent {
  const { read, event } = readEntry(text, file);
  refuse(read, [...entryFaults(course, event, now), ...withCourse(course, event)]);
  return event;
}

/**
 * Reads one entry that is to come.
 * @param from YYYY-MM-DD: the day on which it is planned, which it does not lie before
 * @throws InputError as `readEvent` does; what lies in the future is no fault here
 */
export function readPlannedEvent(text: string, file: string, course: Course, from: string): CourseEvent {
  const { read, event } = readEntry(text, file);
  refuse(read, [...endsBeforeStart(event), ...behind(course, event, from), ...withCourse(course, event)]);
  return event;
}

function readEntry(text: string, file: string): { readonly read: YamlFile; readonly event: CourseEvent } {
  const read = readJsonOrYaml(text, file);
  const parsed = eventSchema.safeParse(read.value);
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  const event: CourseEvent = defined(parsed.data);
  return { read, event };
}

function refuse(read: YamlFile, faults: readonly EntryFault[]): void {
  if (faults.length === 0) return;
  throw new InputError(faults.map(({ field, what, mend }): InputFault => read.fault([field], what, mend)));
}

function behind(course: Course, event: CourseEvent, from: string): readonly EntryFault[] {
  const day = dayReader(course.timeZone)(event.at);
  if (day >= from) return [];
  const what = `"at" lies before ${from} (${event.at}): a plan is of what is to come`;
  return [{ field: 'at', what, mend: 'Correct it, or record what has happened with `stepwise course add`' }];
}

/** Its own id, an entry to be taken out that is there, and a patient who was born. */
function withCourse({ events, patient, timeZone }: Course, event: CourseEvent): readonly EntryFault[] {
  const has = (id: string): boolean => events.some((one) => one.id === id);
  const zone = timeZone === undefined ? {} : { timeZone };
  return [
    ...(event.id !== undefined && has(event.id)
      ? [{ field: 'id', what: `the course has an entry "${event.id}"`, mend: 'Leave "id" out: the entry is given one' }]
      : []),
    ...(event.type === 'voided' && !has(event.event)
      ? [{ field: 'event', what: `the course has no entry "${event.event}"`, mend: 'Name the id of the wrong entry' }]
      : []),
    ...(isBeforeDay(zone, event, patient.birthDate)
      ? [{ field: 'at', what: `the patient was born on ${patient.birthDate}, after this`, mend: 'Correct the time' }]
      : []),
  ];
}
