import { Temporal } from 'temporal-polyfill';
import { printDoseName } from '../course/dose-name.ts';
import { dosesGiven, type GivenDose } from '../course/doses.ts';
import { episodesOf, type Episode } from '../course/episodes.ts';
import type { Discontinued, Held, LabResulted } from '../course/event.ts';
import { usesUnits, type NotBilledRule } from '../course/payer-units.ts';
import { courseUntil, entries, timelineOf, type Log, type Timeline } from '../course/timeline.ts';
import { daysBetween } from '../values/day-number.ts';
import { authorizationUse, type AuthorizationUse } from './authorization-use.ts';
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
  /** Settings and supplies of doses given that use no units of a payer (R28); every dose given here does where left out. */
  readonly notBilled?: readonly NotBilledRule[];
}

export interface StateDose {
  readonly dose: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly mg: number;
  /** Null where the schedule has no such dose. */
  readonly scheduledMg: number | null;
}

/** The newest result of a panel. */
export interface LabState {
  readonly event: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** How old it is on the day of the answer. */
  readonly days: number;
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
  readonly authorizations: readonly AuthorizationUse[];
  readonly deviations: readonly FoundDeviation[];
  /** Since when, where nothing was given after it. */
  readonly held: { readonly reason: Held['reason']; readonly on: string } | null;
  readonly discontinued: { readonly reason: Discontinued['reason']; readonly on: string } | null;
  readonly outstanding: Outstanding;
}

/**
 * Where a course stands, worked out from its log alone: the order in which it was written never counts.
 * @param log a timeline is taken as the course stood at the end of `on`; of a course later entries are left out
 * @param on YYYY-MM-DD
 */
export function courseState(log: Log, regimen: Regimen, on: string): CourseState {
  const { labels } = regimen;
  const timeline = 'byType' in log ? log : timelineOf(courseUntil(log, on));
  const given = dosesGiven(timeline);
  const label = labelOn(labels, Temporal.PlainDate.from(on));
  const schedule = given[0] === undefined ? label : labelOn(labels, given[0].date);
  const next = nextInCourse(timeline, { label, schedule, given, on });
  const discontinued = endOf(timeline) ?? null;
  const labs = newestLabs(timeline, given.at(-1), on);
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
    authorizations: usesOf(timeline, given, regimen),
    deviations: deviationsAmong(timeline, schedule, given),
    held: heldNow(timeline),
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

function newestLabs(timeline: Timeline, last: GivenDose | undefined, on: string): CourseState['labs'] {
  const position = last === undefined ? -1 : timeline.events.indexOf(last.entry);
  const results = entries(timeline, 'lab-resulted');
  const panels = [...new Set(results.map(({ panel }) => panel))].sort();
  return Object.fromEntries(
    panels.flatMap((panel) => {
      const newest = results.findLast((result) => result.panel === panel);
      if (newest === undefined) return [];
      const date = timeline.dayOf(newest.at);
      const state: LabState = {
        event: eventRef(newest),
        date,
        days: daysBetween(date, on),
        afterLastDose: timeline.events.indexOf(newest) > position,
        values: newest.values,
      };
      return [[panel, state]];
    }),
  );
}

function heldNow(timeline: Timeline): CourseState['held'] {
  const last = timeline.events.findLast(({ type }) => type === 'held' || type === 'dose-given');
  return last?.type === 'held' ? { reason: last.reason, on: timeline.dayOf(last.at) } : null;
}

function hasCurrent(labs: CourseState['labs'], panel: string): boolean {
  return Object.entries(labs).some(([id, state]) => id === panel && state.afterLastDose);
}

function usesOf(
  timeline: Timeline,
  given: readonly GivenDose[],
  { mgPerUnit, notBilled = [] }: Regimen,
): readonly AuthorizationUse[] {
  const billed = given
    .filter(({ entry }) => usesUnits(entry, notBilled))
    .map(({ date, entry }) => ({ day: date.toString(), units: unitsOf(entry.mg, mgPerUnit) }));
  return entries(timeline, 'authorization').map((authorization) => authorizationUse(timeline, authorization, billed));
}
