import { episodesOf, type Episode } from '../course/episodes.ts';
import type { AdverseEventKind, CourseEvent, DoseGiven } from '../course/event.ts';
import type { Timeline } from '../course/timeline.ts';
import { daysBetween } from '../values/day-number.ts';
import type { LabScale } from './grading/lab-scale.ts';
import { gradedResults, isAfter } from './lab-results.ts';
import { assessmentsOn } from './visit-facts-assessment.ts';
import { evidenceOf, evidenceOfCourse, visitFact, visitFactIf, type VisitFact } from './visit-fact.ts';

/** Adverse events that are a low count, by what is counted. */
const COUNTED: readonly (readonly [kind: AdverseEventKind, analyte: string])[] = [
  ['neutropenia', 'neutrophils'],
  ['thrombocytopenia', 'platelets'],
  ['anemia', 'hemoglobin'],
];
const SEVERE = 3;
const LIFE_THREATENING = 4;

interface CountHistory {
  readonly timeline: Timeline;
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly scale: LabScale;
  /** A count before it is no toxicity of the treatment. */
  readonly first: DoseGiven | undefined;
}

/** A grade that was seen on a day: by a count, or by what an adverse event says. */
interface Mark {
  readonly day: string;
  readonly grade: number;
  readonly counted: boolean;
  readonly event: CourseEvent;
}

/** From the first mark of grade 3 or more to the first one below. */
interface Run {
  readonly from: string;
  /** The last mark of grade 3 or more. */
  readonly last: Mark;
  readonly highest: number;
  /** The first mark below grade 3; left out while there is none. */
  readonly end?: Mark;
}

/**
 * Low counts over time. The counts and the adverse events are one history: a count shows what nobody recorded as an
 * event, and that an event left open is over. Between two looks nobody knows, so that a run has the days that it is
 * shown to have lasted at least, and those that it may have lasted at most.
 */
export function cytopeniaFacts(history: CountHistory): VisitFact[] {
  const { timeline, on } = history;
  const looked = assessmentsOn(timeline, on).map((one) => evidenceOf(timeline, one));
  const all = episodesOf(timeline, on);
  return COUNTED.flatMap(([kind, analyte]): VisitFact[] => {
    const own = all.filter((episode) => episode.kind === kind);
    const counts = countsOf(history, analyte);
    const marks = [...counts, ...own.flatMap((episode) => marksOf(timeline, episode))].sort(byDay);
    const runs = runsIn(marks);
    const newest = runs.at(-1)?.last.event;
    const evidence =
      newest === undefined ? [evidenceOfCourse('events', on), ...looked] : [evidenceOf(timeline, newest)];
    const fact = (id: string, value: number): VisitFact => visitFact(`cytopenia.${kind}.${id}`, value, ...evidence);
    const end = isEndRecorded(own, marks, timeline) ? true : undefined;
    return [
      ...visitFactIf(`cytopenia.${kind}.end-recorded`, end, ...evidence),
      // None seen is none only where somebody looked (R1); what was seen is known.
      ...(own.length + looked.length + runs.length === 0
        ? []
        : [
            fact('days-above-2', longest(runs, atLeast)),
            fact(
              'days-above-2-at-most',
              longest(runs, (run) => atMost(run, on)),
            ),
            fact('episodes-from-4', episodesFrom4(own, runsIn(counts))),
          ]),
    ];
  });
}

function countsOf({ timeline, scale, first }: CountHistory, analyte: string): readonly Mark[] {
  return gradedResults(timeline, scale, analyte).flatMap(({ result, grade }) =>
    grade === undefined || !isAfter(result, first)
      ? []
      : [{ day: timeline.dayOf(result.at), grade, counted: true, event: result }],
  );
}

/** Each change of an episode, and each entry that found it as severe as before. */
function marksOf(timeline: Timeline, { history, entries }: Episode): readonly Mark[] {
  const [told] = entries.slice(-1);
  if (told === undefined) return [];
  const changes = history.map(({ on: day, grade }) => ({ day, grade, counted: false, event: told }));
  const again = entries.flatMap((event): Mark[] => {
    const { at, grade, gradeNow = grade, resolved } = event;
    const day = timeline.dayOf(at);
    const over = resolved !== undefined && timeline.dayOf(resolved) <= day;
    return over || changes.some((one) => one.day === day) ? [] : [{ day, grade: gradeNow, counted: false, event }];
  });
  return [...changes, ...again];
}

/** On one day the counts come first: what an adverse event says of the day is said with them in hand. */
function byDay(a: Mark, b: Mark): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return Number(b.counted) - Number(a.counted);
}

function runsIn(marks: readonly Mark[]): readonly Run[] {
  const runs: Run[] = [];
  for (const mark of marks) {
    const open = runs.at(-1);
    if (open === undefined || open.end !== undefined) {
      if (mark.grade >= SEVERE) runs.push({ from: mark.day, last: mark, highest: mark.grade });
    } else if (mark.grade >= SEVERE) {
      runs[runs.length - 1] = { ...open, last: mark, highest: Math.max(open.highest, mark.grade) };
    } else runs[runs.length - 1] = { ...open, end: mark };
  }
  return runs;
}

/** An adverse event says on which day it was better; a count only that it was so by then. */
function atLeast({ from, last, end }: Run): number {
  return daysBetween(from, end === undefined || end.counted ? last.day : end.day);
}

function atMost({ from, end }: Run, on: string): number {
  return daysBetween(from, end?.day ?? on);
}

const longest = (runs: readonly Run[], days: (run: Run) => number): number => Math.max(0, ...runs.map(days));

/**
 * Episodes of grade 4: those on record as adverse events, of which a count that falls inside one only tells how severe
 * it was, and those that counts alone show.
 */
function episodesFrom4(own: readonly Episode[], counted: readonly Run[]): number {
  const severe = counted.filter(({ highest }) => highest >= LIFE_THREATENING);
  const told = (run: Run): Episode | undefined => own.find((episode) => spans(episode).some((one) => meet(one, run)));
  const events = own.filter(
    (episode) => episode.highest >= LIFE_THREATENING || severe.some((run) => told(run) === episode),
  );
  return events.length + severe.filter((run) => told(run) === undefined).length;
}

/** From when to when, both inside; without an end while it goes on. */
interface Span {
  readonly from: string;
  readonly to?: string;
}

/** The times for which an episode was above grade 2; all of it where it never was. */
function spans({ onset, history, resolvedOn }: Episode): readonly Span[] {
  const found: Span[] = [];
  for (const { on: day, grade } of history) {
    const open = found.at(-1);
    if (grade >= SEVERE && (open === undefined || open.to !== undefined)) found.push({ from: day });
    else if (grade < SEVERE && open !== undefined && open.to === undefined)
      found[found.length - 1] = { ...open, to: day };
  }
  if (found.length > 0) return found;
  return [{ from: onset, ...(resolvedOn === undefined ? {} : { to: resolvedOn }) }];
}

function meet({ from, to }: Span, run: Run): boolean {
  return (to === undefined || run.from <= to) && (run.end === undefined || from <= run.end.day);
}

/** No where an event is still above grade 2 by its own entries, and a later count is not: then it is to be closed. */
function isEndRecorded(own: readonly Episode[], marks: readonly Mark[], timeline: Timeline): boolean {
  return own
    .filter(({ now }) => now >= SEVERE)
    .every((episode) => {
      const seen = marksOf(timeline, episode).reduce((latest, { day }) => (day > latest ? day : latest), '');
      return !marks.some(({ counted, day, grade }) => counted && grade < SEVERE && day > seen);
    });
}
