import type { DoseGiven, LabResulted, LabValue } from '../course/event.ts';
import { compareInstants, instantOf } from '../course/instant.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { daysBetween } from '../values/day-number.ts';
import { decimal, floorDivide } from '../values/decimal.ts';
import { gradeLab, isOver } from './grading/ctcae.ts';
import type { Analyte, LabScale } from './grading/lab-scale.ts';
import { readLabValue } from './grading/lab-value.ts';
import { carries, PANELS, valueOf } from './lab-results.ts';
import { evidenceOf, evidenceOfCourse, visitFact, visitFactIf, type VisitFact } from './visit-fact.ts';

const HEMOGLOBIN = 'hemoglobin';

/** What decides which results count on a day. */
interface LabVisit {
  readonly timeline: Timeline;
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly scale: LabScale;
  /** Panels that the label asks for before the dose due. */
  readonly required: readonly string[];
  /** The last dose given, of which only a part may have gone in. */
  readonly last: DoseGiven | undefined;
  /** Left undefined by a site that has not settled it. */
  readonly windowDays: number | undefined;
}

/**
 * Which results count, and what they say. A result drawn before the last dose, or before the site's window, is no answer:
 * it is asked for again and never judged (R21). Where the label asks for no result there is no window: what has been seen
 * since the last dose counts until it is seen again.
 */
export function labFacts(visit: LabVisit): VisitFact[] {
  const { timeline, scale } = visit;
  const results = entries(timeline, 'lab-resulted');
  const current = results.filter(
    (result) => isAfterLastDose(result, visit) && (!visit.required.includes(result.panel) || isInWindow(result, visit)),
  );
  const newest = (analyte: Analyte): Measured | undefined => {
    const result = current.findLast((one) => valueOf(one, analyte) !== undefined);
    const value = result && valueOf(result, analyte);
    return result === undefined || value === undefined ? undefined : { analyte, result, value };
  };
  const measured = scale.analytes.flatMap((analyte) => newest(analyte) ?? []);
  return [
    ...PANELS.flatMap((panel) => panelFacts(panel, results, current, visit)),
    ...measured.flatMap((one) =>
      // What is asked of hemoglobin is an amount, not a grade (R19).
      one.analyte.id === HEMOGLOBIN ? hemoglobinFact(timeline, one) : gradeFact(timeline, one),
    ),
    ...overFact(timeline, 'labs.transaminase.over-3x', measured, ['alt', 'ast'], 3),
    ...overFact(timeline, 'labs.bilirubin.over-2x', measured, ['bilirubin'], 2),
  ];
}

/** The newest value of an analyte that counts. */
interface Measured {
  readonly analyte: Analyte;
  readonly result: LabResulted;
  readonly value: LabValue;
}

function isAfterLastDose({ at }: LabResulted, { last }: LabVisit): boolean {
  return last === undefined || compareInstants(instantOf(at), instantOf(last.start ?? last.at)) > 0;
}

function isInWindow({ at }: LabResulted, { timeline, on, windowDays }: LabVisit): boolean {
  return windowDays === undefined || daysBetween(timeline.dayOf(at), on) <= windowDays;
}

function panelFacts(
  panel: LabResulted['panel'],
  results: readonly LabResulted[],
  current: readonly LabResulted[],
  visit: LabVisit,
): VisitFact[] {
  const { timeline, on, scale } = visit;
  const label = evidenceOfCourse('label', on);
  const isRequired = visit.required.includes(panel);
  const newest = results.findLast((result) => carries(result, panel, scale));
  const counts = current.findLast((result) => carries(result, panel, scale));
  const drawn = newest === undefined ? [] : [evidenceOf(timeline, newest)];
  return [
    visitFact(`labs.${panel}.required`, isRequired, label),
    visitFact(`labs.${panel}.to-judge`, isRequired || counts !== undefined, label, ...drawn),
    ...visitFactIf(`labs.${panel}.after-last-dose`, newest && isAfterLastDose(newest, visit), ...drawn),
    ...visitFactIf(
      `labs.${panel}.in-window`,
      visit.windowDays === undefined ? undefined : newest && isInWindow(newest, visit),
      ...drawn,
    ),
    ...(counts === undefined ? [] : [visitFact(`labs.${panel}.current`, true, evidenceOf(timeline, counts))]),
  ];
}

function gradeFact(timeline: Timeline, { analyte, result, value }: Measured): VisitFact[] {
  const graded = gradeLab(analyte, value);
  return graded.known ? [visitFact(`labs.${analyte.id}.grade`, graded.grade, evidenceOf(timeline, result))] : [];
}

/** In g/L, rounded down: a value just below a limit must not reach it. */
function hemoglobinFact(timeline: Timeline, { analyte, result, value }: Measured): VisitFact[] {
  if (analyte.units[0]?.names.includes('g/L') !== true) return [];
  const read = readLabValue(analyte, value);
  if ('what' in read) return [];
  const grams = floorDivide(read.value, decimal(1));
  return [visitFact('labs.hemoglobin.grams-per-litre', grams, evidenceOf(timeline, result))];
}

/** Yes where one of them is over so many times its upper limit; no where all are known not to be. */
function overFact(
  timeline: Timeline,
  id: string,
  measured: readonly Measured[],
  analytes: readonly string[],
  times: number,
): VisitFact[] {
  const found = measured.filter(({ analyte }) => analytes.includes(analyte.id));
  const over = found.map(({ analyte, value }) => isOver(analyte, value, decimal(times), 'uln'));
  const none = found.length === analytes.length && over.every((one) => one === false);
  const value = over.includes(true) ? true : none ? false : undefined;
  return visitFactIf(id, value, ...found.map(({ result }) => evidenceOf(timeline, result)));
}
