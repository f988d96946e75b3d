import type { DoseGiven, LabResulted } from '../course/event.ts';
import { compareInstants, instantOf } from '../course/instant.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { decimal } from '../values/decimal.ts';
import { gradeLab, isOver } from './grading/ctcae.ts';
import type { LabScale } from './grading/lab-scale.ts';
import { analyteOf, valueOf } from './lab-results.ts';
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

/** One value with its grade; undefined where it has none. */
interface Graded {
  readonly result: LabResulted;
  readonly grade: number | undefined;
}

/**
 * What the history of ALT, AST and bilirubin says. A value that has no grade may have been any, so that it leaves
 * unknown what it could have changed.
 */
export function liverFacts(history: LiverHistory): VisitFact[] {
  const series = LIVER.map((id) => gradesOf(history, id)).filter((one) => one.length > 0);
  if (series.length === 0) return [];
  return [...highestFact(history, series.flat()), ...aboveFact(history, series), ...togetherFact(history)];
}

function gradesOf({ timeline, scale }: LiverHistory, id: string): readonly Graded[] {
  const analyte = analyteOf(scale, id);
  if (analyte === undefined) return [];
  return entries(timeline, 'lab-resulted').flatMap((result) => {
    const value = valueOf(result, analyte);
    if (value === undefined) return [];
    const graded = gradeLab(analyte, value);
    return [{ result, grade: graded.known ? graded.grade : undefined }];
  });
}

function highestFact({ timeline, on, first }: LiverHistory, all: readonly Graded[]): VisitFact[] {
  const begin = first === undefined ? undefined : instantOf(first.start ?? first.at);
  const treated = all.filter(({ result }) => begin !== undefined && compareInstants(instantOf(result.at), begin) > 0);
  const known = treated.filter(({ grade }) => grade !== undefined);
  const highest = Math.max(0, ...known.map(({ grade }) => grade ?? 0));
  // The highest grade there is cannot be exceeded by what is not known.
  if (known.length < treated.length && highest < 4) return [];
  const worst = known.filter(({ grade }) => grade === highest).slice(-1);
  const evidence = worst.map(({ result }) => evidenceOf(timeline, result));
  const fallback = evidence.length > 0 ? evidence : [evidenceOfCourse('events', on)];
  return [visitFact('labs.liver.highest-grade', highest, ...fallback)];
}

/** Yes where one of the values reached grade 3 and has not been back to grade 1 since. */
function aboveFact({ timeline }: LiverHistory, series: readonly (readonly Graded[])[]): VisitFact[] {
  const states = series.map((values) => values.reduce<boolean | undefined>(afterGrade, false));
  if (!states.includes(true) && states.includes(undefined)) return [];
  const evidence = series.flatMap((values) => values.slice(-1).map(({ result }) => evidenceOf(timeline, result)));
  return [visitFact('labs.liver.above-1-since-3', states.includes(true), ...evidence)];
}

function afterGrade(state: boolean | undefined, { grade }: Graded): boolean | undefined {
  if (grade === undefined) return undefined;
  if (grade >= SEVERE) return true;
  return grade <= MILD ? false : state;
}

/** Whether enzymes above 3 times and bilirubin above 2 times their limits ever stood side by side, as newest results. */
function togetherFact(history: LiverHistory): VisitFact[] {
  const { timeline } = history;
  const id = 'labs.liver.over-3x-with-over-2x';
  let [enzymes, bilirubin]: [Newest, Newest] = [new Map(), new Map()];
  const found: LabResulted[] = [];
  let isOpen = false;
  for (const result of entries(timeline, 'lab-resulted')) {
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
