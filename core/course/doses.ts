import { Temporal } from 'temporal-polyfill';
import { parseDoseName, type DoseName } from './dose-name.ts';
import type { CoverageChanged, DoseGiven, LineOfBusiness } from './event.ts';
import { entries, timelineOf, type Log } from './timeline.ts';

/** One dose as it was given. A stopped infusion is one dose with the milligrams that went in. */
export interface GivenDose {
  readonly name: DoseName;
  /** Day of service: the start of the infusion where it is known, at the place of service. */
  readonly date: Temporal.PlainDate;
  readonly entry: DoseGiven;
}

/** The doses given, in the order in which they were given. Doses reported from elsewhere count. */
export function dosesGiven(log: Log): readonly GivenDose[] {
  const timeline = timelineOf(log);
  return entries(timeline, 'dose-given').flatMap((entry) => {
    const name = parseDoseName(entry.dose);
    if (name === null) return [];
    return [{ name, date: plainDate(timeline.dayOf(entry.start ?? entry.at)), entry }];
  });
}

/** From its numbers: reading a text takes the calendar far longer. */
function plainDate(day: string): Temporal.PlainDate {
  return new Temporal.PlainDate(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)));
}

/** The change of coverage that counts on a day; undefined while the first coverage lasts. */
export function coverageChangeOn(log: Log, date: string): CoverageChanged | undefined {
  return entries(log, 'coverage-changed')
    .filter(({ from }) => from <= date)
    .reduce<CoverageChanged | undefined>(
      (latest, change) => (latest === undefined || change.from >= latest.from ? change : latest),
      undefined,
    );
}

/** Who pays on a day, after changes of coverage; undefined where it is not recorded. */
export function lineOfBusinessOn(log: Log, date: Temporal.PlainDate): LineOfBusiness | undefined {
  const timeline = timelineOf(log);
  const change = coverageChangeOn(timeline, date.toString());
  return change === undefined ? timeline.course.patient.lineOfBusiness : change.lineOfBusiness;
}
