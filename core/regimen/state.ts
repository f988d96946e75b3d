import { Temporal } from 'temporal-polyfill';
import { printDoseName } from '../course/dose-name.ts';
import { dosesGiven, type GivenDose } from '../course/doses.ts';
import { episodesOf, type Episode } from '../course/episodes.ts';
import type { Discontinued, LabResulted } from '../course/event.ts';
import { courseUntil, entries, timelineOf, type Log, type Timeline } from '../course/timeline.ts';
import { daysBetween } from '../values/day-number.ts';
import { endOf } from './clearance/ended.ts';
import { deviationsAmong, type FoundDeviation } from './deviations.ts';
import type { Label } from './label.ts';
import { labelOn } from './label-on.ts';
import { nextInCourse, type NextDose } from './next-in-course.ts';
import { positionOf, type Position } from './schedule.ts';
import { unitsOf } from './units.ts';
import { eventRef } from './visit-fact.ts';

/** How a drug is given and counted. */
export interface Regimen {
  /** All held versions, or the one that was asked for. At least one. */
  readonly labels: readonly [Label, ...Label[]];
  readonly mgPerUnit: number;
}

export interface StateDose {
  readonly dose: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly mg: number;
  /** Null where the schedule has no such dose. */
  readonly scheduledMg: number | null;
}

/** An authorization on record, and what the doses given inside its period have taken from it. */
export interface AuthorizationState {
  readonly policy: string;
  readonly number: string;
  /** First and last day, both inside. */
  readonly from: string;
  readonly to: string;
  /** Null where the payer set no limit. */
  readonly units: number | null;
  readonly used: number;
  readonly left: number | null;
}

/** The newest result of a panel. */
export interface LabState {
  readonly event: string;
  readonly date: string;
  readonly afterLastDose: boolean;
  readonly values: LabResulted['values'];
}

/** What the day still asks for before the dose due. */
export interface Outstanding {
  /** Panels that the label asks for and of which no result was drawn since the last dose. */
  readonly labs: readonly string[];
  /** Nobody has assessed the patient on the day. */
  readonly assessment: boolean;
}

/** Where a course stands at the end of a day. */
export interface CourseState {
  /** YYYY-MM-DD. */
  readonly on: string;
  /** Of the place of service; null where only the times themselves say where they are. */
  readonly timeZone: string | null;
  /** Id of the label in force on the day. */
  readonly label: string;
  readonly doses: readonly StateDose[];
  /** The furthest that the schedule has been followed; null before the first dose. */
  readonly position: { readonly dose: string; readonly cycle: number; readonly day: number } | null;
  /** `step-up` while the dose due is one of it, the first time or again. */
  readonly phase: 'not-begun' | 'step-up' | 'treatment' | 'ended';
  /** The dose that would be due, also after the end. */
  readonly next: NextDose;
  readonly open: readonly Episode[];
  readonly labs: Readonly<Partial<Record<LabResulted['panel'], LabState>>>;
  readonly authorizations: readonly AuthorizationState[];
  readonly deviations: readonly FoundDeviation[];
  readonly discontinued: { readonly reason: Discontinued['reason']; readonly on: string } | null;
  readonly outstanding: Outstanding;
}

/**
 * Where a course stands, worked out from its log alone: the order in which it was written never counts.
 * @param log a timeline is taken as the course stood at the end of `on`; of a course later entries are left out
 * @param on YYYY-MM-DD
 */
export function courseState(log: Log, { labels, mgPerUnit }: Regimen, on: string): CourseState {
  const timeline = 'byType' in log ? log : timelineOf(courseUntil(log, on));
  const given = dosesGiven(timeline);
  const label = labelOn(labels, Temporal.PlainDate.from(on));
  const schedule = given[0] === undefined ? label : labelOn(labels, given[0].date);
  const next = nextInCourse(timeline, { label, schedule, given, on });
  const discontinued = endOf(timeline) ?? null;
  const labs = newestLabs(timeline, given.at(-1));
  const placed = given.map((dose) => ({ ...dose, position: positionOf(schedule, dose.name) }));
  return {
    on,
    timeZone: timeline.course.timeZone ?? null,
    label: label.id,
    doses: placed.map(({ name, date, entry, position }) => ({
      dose: printDoseName(name),
      date: date.toString(),
      mg: entry.mg,
      scheduledMg: position?.mg ?? null,
    })),
    position: positionReached(placed),
    phase: discontinued !== null ? 'ended' : given.length === 0 ? 'not-begun' : next.stepUp ? 'step-up' : 'treatment',
    next,
    open: episodesOf(timeline, on).filter(({ now }) => now > 0),
    labs,
    authorizations: authorizationsOf(timeline, given, mgPerUnit),
    deviations: deviationsAmong(timeline, schedule, given),
    discontinued,
    outstanding: {
      labs: next.labs.filter((panel) => !hasCurrent(labs, panel)),
      assessment: !entries(timeline, 'pre-dose-assessment').some(({ at }) => timeline.dayOf(at) === on),
    },
  };
}

type Placed = Pick<GivenDose, 'name'> & { readonly position: Position | undefined };

function positionReached(placed: readonly Placed[]): CourseState['position'] {
  let furthest: { readonly name: Placed['name']; readonly position: Position } | undefined;
  for (const { name, position } of placed) {
    if (position === undefined || name.kind !== 'cycle') continue;
    if (furthest === undefined || position.offset > furthest.position.offset) furthest = { name, position };
  }
  if (furthest === undefined) return null;
  const { cycle, day } = furthest.position;
  return { dose: printDoseName(furthest.name), cycle, day };
}

function newestLabs(timeline: Timeline, last: GivenDose | undefined): CourseState['labs'] {
  const position = last === undefined ? -1 : timeline.events.indexOf(last.entry);
  const results = entries(timeline, 'lab-resulted');
  const panels = [...new Set(results.map(({ panel }) => panel))].sort();
  return Object.fromEntries(
    panels.flatMap((panel) => {
      const newest = results.findLast((result) => result.panel === panel);
      if (newest === undefined) return [];
      const state: LabState = {
        event: eventRef(newest),
        date: timeline.dayOf(newest.at),
        afterLastDose: timeline.events.indexOf(newest) > position,
        values: newest.values,
      };
      return [[panel, state]];
    }),
  );
}

function hasCurrent(labs: CourseState['labs'], panel: string): boolean {
  return Object.entries(labs).some(([id, state]) => id === panel && state.afterLastDose);
}

/** Each dose counts for every authorization in whose period it lies; which of them a claim names is asked there. */
function authorizationsOf(
  timeline: Timeline,
  given: readonly GivenDose[],
  mgPerUnit: number,
): readonly AuthorizationState[] {
  const counted = given.map(({ date, entry }) => ({ day: date.toString(), units: unitsOf(entry.mg, mgPerUnit) }));
  return entries(timeline, 'authorization').map(({ policy, number, from, to, units }) => {
    const used = counted
      .filter(({ day }) => daysBetween(from, day) >= 0 && daysBetween(day, to) >= 0)
      .reduce((total, dose) => total + dose.units, 0);
    return { policy, number, from, to, units, used, left: units === null ? null : units - used };
  });
}
