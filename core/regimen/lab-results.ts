import type { DoseGiven, LabResulted, LabValue } from '../course/event.ts';
import { compareInstants, instantOf } from '../course/instant.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { gradeLab } from './grading/ctcae.ts';
import type { Analyte, LabScale } from './grading/lab-scale.ts';
import { eventRef } from './visit-fact.ts';

export const PANELS: readonly LabResulted['panel'][] = ['cbc', 'liver', 'bilirubin'];

/** @returns undefined where the scale has no such analyte */
export function analyteOf(scale: LabScale, id: string): Analyte | undefined {
  return scale.analytes.find((analyte) => analyte.id === id);
}

/** The value of an analyte in a result, under any of its names. */
export function valueOf({ values }: LabResulted, { id, also }: Analyte): LabValue | undefined {
  const names = [id, ...also];
  const key = Object.keys(values).find((written) => names.includes(folded(written)));
  return key === undefined ? undefined : values[key];
}

/** As names are compared: small letters, words joined by hyphens. */
function folded(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, '-');
}

/** True where a result is of the panel, or has the one value that a panel is named after, with another panel. */
export function carries(result: LabResulted, panel: LabResulted['panel'], scale: LabScale): boolean {
  if (result.panel === panel) return true;
  const analyte = analyteOf(scale, panel);
  return analyte !== undefined && valueOf(result, analyte) !== undefined;
}

/** One value of an analyte with its grade; undefined where it has none. */
export interface GradedResult {
  readonly result: LabResulted;
  readonly grade: number | undefined;
}

/** Every value of an analyte in the course, in the order of time. */
export function gradedResults(timeline: Timeline, scale: LabScale, id: string): readonly GradedResult[] {
  const analyte = analyteOf(scale, id);
  if (analyte === undefined) return [];
  return entries(timeline, 'lab-resulted').flatMap((result) => {
    const value = valueOf(result, analyte);
    if (value === undefined) return [];
    const graded = gradeLab(analyte, value);
    return [{ result, grade: graded.known ? graded.grade : undefined }];
  });
}

/** Of a dose that was not given nothing can have come: false without one. */
export function isAfter({ at }: LabResulted, dose: DoseGiven | undefined): boolean {
  return dose !== undefined && compareInstants(instantOf(at), instantOf(dose.start ?? dose.at)) > 0;
}

/** A recorded value without a grade. */
export interface UngradedLab {
  /** The entry, its day and what it measures. */
  readonly event: string;
  readonly date: string;
  readonly analyte: string;
  /** Why, in words that follow the name of the analyte. */
  readonly what: string;
}

/** Every value of the course that has no grade, for whoever has to complete or void the entry. */
export function ungradedLabs(timeline: Timeline, scale: LabScale): readonly UngradedLab[] {
  return entries(timeline, 'lab-resulted').flatMap((result) =>
    scale.analytes.flatMap((analyte) => {
      const value = valueOf(result, analyte);
      const graded = value && gradeLab(analyte, value);
      if (graded === undefined || graded.known) return [];
      const date = timeline.dayOf(result.at);
      return [{ event: eventRef(result), date, analyte: analyte.id, what: graded.what }];
    }),
  );
}
