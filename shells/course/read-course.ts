import type { Course, CourseEvent } from '../../core/course/event.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import { defined } from '../knowledge/defined.ts';
import { faultsOf, YamlFile } from '../knowledge/yaml-file.ts';
import { courseSchema, type CourseInFile } from './course-schema.ts';

/**
 * Reads a course file, JSON or YAML (a name that ends in `.json` takes JSON only).
 * @throws InputError with every fault, each with its place in `file` and how to mend it
 */
export function readCourse(text: string, file: string): Course {
  if (file.toLowerCase().endsWith('.json')) refuseOtherThanJson(text, file);
  const read = YamlFile.parse(file, text);
  if (!(read instanceof YamlFile)) throw new InputError(read);
  const parsed = courseSchema.safeParse(read.value);
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  const course: CourseInFile = defined(parsed.data);
  const faults = [...references(read, course.events), ...periods(read, course.events)];
  if (faults.length > 0) throw new InputError(faults);
  return course;
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
  const ids = events.map(({ id }) => id);
  return events.flatMap((event, index): readonly InputFault[] => {
    const at = ['events', index];
    const again = event.id !== undefined && ids.indexOf(event.id) !== index;
    const lost = event.type === 'voided' && (event.event === event.id || !ids.includes(event.event));
    return [
      ...(again ? [file.fault([...at, 'id'], `the id "${event.id}" is used twice`, 'Give each entry its own')] : []),
      ...(lost
        ? [file.fault([...at, 'event'], `there is no other entry "${event.event}"`, 'Name the id of the wrong entry')]
        : []),
    ];
  });
}

/** What begins does not end before it. */
function periods(file: YamlFile, events: readonly CourseEvent[]): readonly InputFault[] {
  return events.flatMap((event, index) =>
    event.type === 'authorization' && event.to < event.from
      ? [file.fault(['events', index, 'to'], 'the last day lies before the first', 'Correct one of the two days')]
      : [],
  );
}
