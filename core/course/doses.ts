import type { Temporal } from 'temporal-polyfill';
import { parseDoseName, type DoseName } from './dose-name.ts';
import type { Course, DoseGiven, LineOfBusiness } from './event.ts';
import { dayOf } from './moment.ts';
import { entries, momentOf } from './timeline.ts';

/** One dose as it was given. A stopped infusion is one dose with the milligrams that went in. */
export interface GivenDose {
  readonly name: DoseName;
  /** Day of service: the start of the infusion where it is known, at the place of service. */
  readonly date: Temporal.PlainDate;
  readonly entry: DoseGiven;
}

/** The doses given, in the order in which they were given. Doses reported from elsewhere count. */
export function dosesGiven(course: Course): readonly GivenDose[] {
  return entries(course, 'dose-given').flatMap((entry) => {
    const name = parseDoseName(entry.dose);
    if (name === null) return [];
    return [{ name, date: dayOf(momentOf(course, entry.start ?? entry.at)), entry }];
  });
}

/** Who pays on a day, after changes of coverage; undefined where it is not recorded. */
export function lineOfBusinessOn(course: Course, date: Temporal.PlainDate): LineOfBusiness | undefined {
  return entries(course, 'coverage-changed')
    .filter((change) => change.from <= date.toString())
    .reduce<{ from: string; line: LineOfBusiness | undefined }>(
      (latest, change) => (change.from >= latest.from ? { from: change.from, line: change.lineOfBusiness } : latest),
      { from: '', line: course.patient.lineOfBusiness },
    ).line;
}
