import { Temporal } from 'temporal-polyfill';
import type { ChartFault, ChartResource } from './chart.ts';
import { below, isTree } from './elm.ts';

/** Elements that hold a date in any resource, by their names. */
const DATE_NAME =
  /(?:Date|DateTime|Instant)$|^(?:date|issued|authoredOn|created|recorded|start|end|dateAsserted|lastUpdated|timestamp)$/u;
const DATE =
  /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/u;

/**
 * What happened, or was found or written down, by resource type. Only these may not lie after the day of the answer:
 * coverage, plans, orders' validity and planned visits reach into the future as a matter of course.
 */
const HAPPENED: ReadonlyMap<string, readonly string[]> = new Map([
  ['Patient', ['birthDate', 'deceasedDateTime']],
  ['Condition', ['onsetDateTime', 'onsetPeriod.start', 'recordedDate', 'abatementDateTime', 'abatementPeriod.start']],
  ['Observation', ['effectiveDateTime', 'effectiveInstant', 'effectivePeriod.start', 'effectivePeriod.end', 'issued']],
  ['DiagnosticReport', ['effectiveDateTime', 'effectivePeriod.start', 'effectivePeriod.end', 'issued']],
  ['MedicationAdministration', ['effectiveDateTime', 'effectivePeriod.start', 'effectivePeriod.end']],
  ['MedicationRequest', ['authoredOn']],
  ['MedicationStatement', ['effectiveDateTime', 'effectivePeriod.start', 'dateAsserted']],
  ['Procedure', ['performedDateTime', 'performedPeriod.start', 'performedPeriod.end']],
  ['ServiceRequest', ['authoredOn']],
  ['CarePlan', ['created']],
  ['AllergyIntolerance', ['onsetDateTime', 'recordedDate', 'lastOccurrence']],
  ['Immunization', ['occurrenceDateTime', 'recorded']],
  ['DocumentReference', ['date']],
]);

const SHORTEST_MONTH = 28;

function isRealDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return false;
  // Every month has that many days: most dates need no calendar.
  if (month === undefined || day === undefined || Number(day) <= SHORTEST_MONTH) return true;
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year: Number(year), month: Number(month) });
  return Number(day) <= daysInMonth;
}

function* datesIn(
  value: unknown,
  path: string,
  name: string,
): Generator<{ readonly path: string; readonly text: string }> {
  if (typeof value === 'string') {
    if (DATE_NAME.test(name)) yield { path, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* datesIn(item, `${path}[${index}]`, name);
  } else if (isTree(value)) {
    for (const [key, item] of Object.entries(value)) yield* datesIn(item, `${path}.${key}`, key);
  }
}

/** Dates of a resource that are no real dates, and those of things that happened after the day of the answer (`on`). */
export function dateFaults({ json, type, place }: ChartResource, on: string): readonly ChartFault[] {
  const unreal = [...datesIn(json, place, '')].filter(({ text }) => !isRealDate(text));
  const malformed = unreal.map(({ path, text }) => ({
    place: path,
    what: `${JSON.stringify(text)} is not a date of the calendar`,
    mend: 'Write YYYY-MM-DD, with a time and its offset where it is known',
  }));
  const future = (HAPPENED.get(type) ?? []).flatMap((element) => {
    const text = below(json, ...element.split('.'));
    // A day is compared as it was written where it happened; a month or year alone is future only when all of it is.
    if (typeof text !== 'string' || text.slice(0, 10) <= on || !isRealDate(text)) return [];
    const what = element === 'birthDate' ? 'the date of birth' : 'the date';
    return {
      place: `${place}.${element}`,
      what: `${what} ${text.slice(0, 10)} lies after the day of the answer, ${on}`,
      mend: 'Correct the date, or ask for an answer on a later day with --on',
    };
  });
  return [...malformed, ...future];
}
