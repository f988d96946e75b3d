import type { LabResulted, LabValue } from '../course/event.ts';
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
