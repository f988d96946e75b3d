import { Temporal } from 'temporal-polyfill';
import { parseDoseName } from '../course/dose-name.ts';
import { episodesOf } from '../course/episodes.ts';
import { dayOf } from '../course/moment.ts';
import { entries, momentOf, type Timeline } from '../course/timeline.ts';
import type { AuthorizationTotals } from '../regimen/authorization-totals.ts';
import type { Calendar, CalendarDose } from '../regimen/calendar.ts';
import { observedAfter, type ObservedTime } from './timeline-observed.ts';

/** A stretch of days, both inside; days are counted from the first dose, which is on day 0. */
interface Days {
  readonly from: number;
  readonly to: number;
}

/** One toxicity from its onset to its end, with the highest grade that the log has for it. */
export interface DrawnToxicity extends Days {
  readonly kind: string;
  readonly grade: number;
  /** Nothing in the log ends it. */
  readonly open: boolean;
}

/** A dose on its day, with the times for which the log says that the patient was watched after it. */
export interface DrawnDose extends CalendarDose {
  readonly on: number;
  readonly observed: readonly ObservedTime[];
}

/** A calendar and the record beside it, laid out in days: all that a picture of it shows. */
export interface TimelineModel {
  readonly start: Temporal.PlainDate;
  /** The day of the last dose. */
  readonly lastDose: number;
  readonly today: number;
  readonly doses: readonly DrawnDose[];
  /** A cycle, or a step-up given again, up to the day before the next one. */
  readonly bands: readonly (Days & { readonly name: string })[];
  readonly toxicities: readonly DrawnToxicity[];
  readonly authorizations: readonly DrawnAuthorization[];
  readonly results: readonly { readonly on: number; readonly panels: readonly string[] }[];
  /** The first dose by each label after the first one. */
  readonly labelChanges: readonly { readonly on: number; readonly label: string }[];
}

interface DrawnAuthorization extends Days {
  readonly totals: AuthorizationTotals;
}

/** Days of its cycle that are shown after the last dose. */
const MARGIN = 6;

/**
 * @param calendar with at least one dose
 * @param timeline the record, where there is one
 * @param on YYYY-MM-DD: the day of the answer
 */
export function timelineModel(calendar: Calendar, timeline: Timeline | undefined, on: string): TimelineModel {
  const start = Temporal.PlainDate.from(calendar.start);
  const at = (day: string | Temporal.PlainDate): number => start.until(day, { largestUnit: 'days' }).days;
  const observed = timeline === undefined ? [] : observedAfter(calendar.doses, timeline);
  const doses = calendar.doses.map((dose, index) => ({ ...dose, on: at(dose.date), observed: observed[index] ?? [] }));
  const lastDose = Math.max(0, ...doses.map((dose) => dose.on));
  const today = at(on);
  return {
    start,
    lastDose,
    today,
    doses,
    bands: bandsOf(doses, lastDose + MARGIN),
    toxicities: timeline === undefined ? [] : toxicitiesOf(timeline, at, today),
    authorizations: calendar.totals.authorizations.map((totals) => ({
      from: at(totals.from),
      to: at(totals.to),
      totals,
    })),
    results: timeline === undefined ? [] : resultsOf(timeline, at),
    labelChanges: doses.flatMap(({ on: day, label }, index) =>
      index > 0 && doses[index - 1]?.label !== label ? [{ on: day, label }] : [],
    ),
  };
}

function bandsOf(doses: TimelineModel['doses'], end: number): TimelineModel['bands'] {
  const begun = doses.map(({ dose, on }) => ({ name: bandName(dose), from: on }));
  const firsts = begun.filter(({ name }, index) => begun[index - 1]?.name !== name);
  return firsts.map((band, index) => ({ ...band, to: (firsts[index + 1]?.from ?? end + 1) - 1 }));
}

function bandName(dose: string): string {
  const name = parseDoseName(dose);
  if (name === null) return dose;
  return name.kind === 'cycle' ? `Cycle ${name.cycle}` : `Step-up again (R${name.round})`;
}

type DayOf = (day: string | Temporal.PlainDate) => number;

function toxicitiesOf(timeline: Timeline, at: DayOf, today: number): readonly DrawnToxicity[] {
  return episodesOf(timeline).map(({ kind, highest, onset, resolvedOn }) => ({
    kind,
    grade: highest,
    from: at(onset),
    to: resolvedOn === undefined ? Math.max(at(onset), today) : at(resolvedOn),
    open: resolvedOn === undefined,
  }));
}

function resultsOf(timeline: Timeline, at: DayOf): TimelineModel['results'] {
  const drawn = entries(timeline, 'lab-resulted').map((entry) => ({
    on: at(dayOf(momentOf(timeline.course, entry.at))),
    panel: entry.panel,
  }));
  return [...Map.groupBy(drawn, ({ on }) => on)].map(([on, list]) => ({
    on,
    panels: [...new Set(list.map(({ panel }) => panel))],
  }));
}
