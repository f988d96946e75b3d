import type { Course, CourseEvent } from '../../core/course/event.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import { defined } from '../knowledge/defined.ts';
import { faultsOf, YamlFile } from '../knowledge/yaml-file.ts';
import { courseSchema, type CourseInFile } from './course-schema.ts';
import { entryFaults, isBeforeDay } from './entry-faults.ts';

/**
 * Reads a course file, JSON or YAML (a name that ends in `.json` takes JSON only). Only what cannot have been is a fault;
 * what should not have been is a fact (R12).
 * @param now a time with its offset, after which nothing has happened yet
 * @param on the day of the answer, which nobody is born after
 * @param largest characters that are read; left out, no more than any file has
 * @throws InputError with every fault, each with its place in `file` and how to mend it
 */
export function readCourse(text: string, file: string, now: string, on?: string, largest?: number): Course {
  const read = readJsonOrYaml(text, file, largest);
  const parsed = courseSchema.safeParse(read.value);
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  const course: CourseInFile = defined(parsed.data);
  const entries = course.events.flatMap((event, index) =>
    entryFaults(course, event, now).map(({ field, what, mend }) =>
      read.fault(['events', index, field], `events.${index}: ${what}`, mend),
    ),
  );
  const faults = [...references(read, course.events), ...entries, ...birth(read, course, on)];
  if (faults.length > 0) throw new InputError(faults);
  return course;
}

/** @throws InputError where the text is not what the name of its file says */
export function readJsonOrYaml(text: string, file: string, largest?: number): YamlFile {
  if (file.toLowerCase().endsWith('.json')) refuseOtherThanJson(text, file);
  const read = YamlFile.parse(file, text, largest);
  if (!(read instanceof YamlFile)) throw new InputError(read);
  return read;
}

function refuseOtherThanJson(text: string, file: string): void {
  const length = wellBegun(text);
  if (length === null) return;
  const before = text.slice(0, length).split('\n');
  throw new InputError([
    {
      where: file,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      what: 'this is not JSON',
      mend: 'Correct it here (a comma, a quotation mark or a bracket), or name the file .yaml if it is YAML',
    },
  ]);
}

/** How many characters could be the beginning of a JSON text; null where all of it is one. Halving finds the place. */
function wellBegun(text: string): number | null {
  if (jsonFault(text) === null) return null;
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const fault = jsonFault(text.slice(0, middle));
    if (fault === null || fault >= middle) good = middle;
    else bad = middle;
  }
  return good;
}

/** Where the parser stopped: at the end of the text where it only misses the rest, 0 where it does not say. */
function jsonFault(text: string): number | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (message.includes('end of JSON input')) return text.length;
    return Number(/at position (\d+)/u.exec(message)?.[1] ?? 0);
  }
}

/** Ids are unique, and `voided` names an entry that is there. */
function references(file: YamlFile, events: readonly CourseEvent[]): readonly InputFault[] {
  const first = new Map<string, number>();
  for (const [index, { id }] of events.entries()) if (id !== undefined && !first.has(id)) first.set(id, index);
  return events.flatMap((event, index): readonly InputFault[] => {
    const at = ['events', index];
    const again = event.id !== undefined && first.get(event.id) !== index;
    const lost = event.type === 'voided' && (event.event === event.id || !first.has(event.event));
    return [
      ...(again ? [file.fault([...at, 'id'], `the id "${event.id}" is used twice`, 'Give each entry its own')] : []),
      ...(lost
        ? [file.fault([...at, 'event'], `there is no other entry "${event.event}"`, 'Name the id of the wrong entry')]
        : []),
    ];
  });
}

/** Nobody is treated before they are born, nor born after the day of the answer. */
function birth(file: YamlFile, course: Course, on?: string): readonly InputFault[] {
  const { birthDate } = course.patient;
  const mend = 'Correct the birth date, or that day';
  const at = ['patient', 'birthDate'];
  const before = course.events.find((event) => isBeforeDay(course, event, birthDate));
  if (before !== undefined) {
    const place = `events.${course.events.indexOf(before)}`;
    return [file.fault(at, `the patient is born on ${birthDate}, after the ${before.type} entry ${place}`, mend)];
  }
  if (on === undefined || birthDate <= on) return [];
  return [file.fault(at, `the patient is born on ${birthDate}, after the day of the answer, ${on}`, mend)];
}
