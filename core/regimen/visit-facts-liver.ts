import type { DoseGiven, LabResulted } from '../course/event.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { decimal } from '../values/decimal.ts';
import type { Evidence } from '../values/fact.ts';
import { isOver } from './grading/ctcae.ts';
import type { LabScale } from './grading/lab-scale.ts';
import { analyteOf, gradedResults, isAfter, valueOf, type GradedResult } from './lab-results.ts';
import { evidenceOf, evidenceOfCourse, visitFact, type VisitFact } from './visit-fact.ts';

const ENZYMES = ['alt', 'ast'] as const;
const BILIRUBIN = 'bilirubin';
const LIVER = [...ENZYMES, BILIRUBIN] as const;
const SEVERE = 3;
const MILD = 1;

/** The liver values of the whole course, also where they have recovered. */
interface LiverHistory {
  readonly timeline: Timeline;
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly scale: LabScale;
  /** What was raised before it cannot have come from the treatment. */
  readonly first: DoseGiven | undefined;
}

/**
 * What ALT, AST and bilirubin have been since the first dose. Before it nothing has come from the treatment: what they are
 * on the day is judged by the values of the day alone. A value that has no grade may have been any, so that it leaves
 * unknown what it could have changed; and where nobody has looked since the first dose, nothing is known (R1).
 */
export function liverFacts(history: LiverHistory): VisitFact[] {
  const { timeline, scale, first } = history;
  const all = LIVER.map((id) => gradedResults(timeline, scale, id)).filter((one) => one.length > 0);
  const series = all.map((values) => values.filter(({ result }) => isAfter(result, first)));
  if (series.flat().length === 0 && (first !== undefined || all.length === 0)) return [];
  return [...highestFact(history, series.flat()), ...aboveFact(history, series), ...togetherFact(history)];
}

function highestFact({ timeline, on }: LiverHistory, treated: readonly GradedResult[]): VisitFact[] {
  const known = treated.filter(({ grade }) => grade !== undefined);
  const highest = Math.max(0, ...known.map(({ grade }) => grade ?? 0));
  // The highest grade there is cannot be exceeded by what is not known.
  if (known.length < treated.length && highest < 4) return [];
  const worst = known.filter(({ grade }) => grade === highest).slice(-1);
  const evidence = worst.map(({ result }) => evidenceOf(timeline, result));
  return [visitFact('labs.liver.highest-grade', highest, ...orCourse(evidence, on))];
}

/** Where nothing has been found it is the course as a whole that says so. */
function orCourse(evidence: readonly Evidence[], on: string): readonly Evidence[] {
  return evidence.length > 0 ? evidence : [evidenceOfCourse('events', on)];
}

/** Yes where one of the values reached grade 3 and has not been back to grade 1 since. */
function aboveFact({ timeline, on }: LiverHistory, series: readonly (readonly GradedResult[])[]): VisitFact[] {
  const states = series.map((values) => values.reduce<boolean | undefined>(afterGrade, false));
  if (!states.includes(true) && states.includes(undefined)) return [];
  const evidence = series.flatMap((values) => values.slice(-1).map(({ result }) => evidenceOf(timeline, result)));
  return [visitFact('labs.liver.above-1-since-3', states.includes(true), ...orCourse(evidence, on))];
}

function afterGrade(state: boolean | undefined, { grade }: GradedResult): boolean | undefined {
  if (grade === undefined) return undefined;
  if (grade >= SEVERE) return true;
  return grade <= MILD ? false : state;
}

/** Whether enzymes above 3 times and bilirubin above 2 times their limits ever stood side by side, as newest results. */
function togetherFact(history: LiverHistory): VisitFact[] {
  const { timeline, first } = history;
  const id = 'labs.liver.over-3x-with-over-2x';
  if (first === undefined) return [visitFact(id, false, evidenceOfCourse('events', history.on))];
  let [enzymes, bilirubin]: [Newest, Newest] = [new Map(), new Map()];
  const found: LabResulted[] = [];
  let isOpen = false;
  for (const result of entries(timeline, 'lab-resulted').filter((one) => isAfter(one, first))) {
    enzymes = withResult(enzymes, history, result, ENZYMES, 3);
    bilirubin = withResult(bilirubin, history, result, [BILIRUBIN], 2);
    const both = bothOver(enzymes, bilirubin);
    if (both === true) found.push(result);
    isOpen ||= both === undefined;
  }
  if (found.length > 0) return [visitFact(id, true, ...found.slice(-1).map((result) => evidenceOf(timeline, result)))];
  if (isOpen || enzymes.size === 0 || bilirubin.size === 0) return [];
  return [visitFact(id, false, evidenceOfCourse('events', history.on))];
}

/** Of each analyte whether its newest value is over the limit; undefined where that cannot be told. */
type Newest = ReadonlyMap<string, boolean | undefined>;

function withResult(
  newest: Newest,
  { scale }: LiverHistory,
  result: LabResulted,
  ids: readonly string[],
  times: number,
): Newest {
  const read = ids.flatMap((id): [string, boolean | undefined][] => {
    const analyte = analyteOf(scale, id);
    const value = analyte && valueOf(result, analyte);
    if (analyte === undefined || value === undefined) return [];
    return [[id, isOver(analyte, value, decimal(times), 'uln')]];
  });
  return read.length === 0 ? newest : new Map([...newest, ...read]);
}

function bothOver(enzymes: Newest, bilirubin: Newest): boolean | undefined {
  const [one, other] = [anyOver(enzymes), anyOver(bilirubin)];
  if (one === false || other === false) return false;
  return one === true && other === true ? true : undefined;
}

/** False where nothing has been measured yet. */
function anyOver(newest: Newest): boolean | undefined {
  const all = [...newest.values()];
  if (all.includes(true)) return true;
  return all.includes(undefined) ? undefined : false;
}
