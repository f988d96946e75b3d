import type { LabValue } from '../../course/event.ts';
import { compare, multiply, type Decimal } from '../../values/decimal.ts';
import type { Analyte, LabGrade, LabLimit, LabReference } from './lab-scale.ts';
import { readLabValue, type ReadLabValue } from './lab-value.ts';

/** The grade of one value; or why it has none, and what would have to be recorded. */
export type GradedLab =
  | { readonly known: true; readonly grade: 0 | LabGrade['grade'] }
  | { readonly known: false; readonly what: string; readonly missing?: LabReference };

const CALLED: Readonly<Record<LabReference, string>> = {
  uln: 'upper limit of normal',
  lln: 'lower limit of normal',
  baseline: 'value before treatment',
};

/**
 * The highest grade whose limit the value passes. A limit that the laboratory did not give leaves every grade open that
 * rests on it, and with it the grade: unknown, unless a higher one is passed already.
 */
export function gradeLab(analyte: Analyte, written: LabValue): GradedLab {
  const read = readLabValue(analyte, written);
  if ('what' in read) return { known: false, what: read.what };
  for (const { grade, limit, raisedBaseline } of analyte.grades) {
    const used = raisedBaseline !== undefined && isBaselineRaised(read) ? raisedBaseline : limit;
    const missing = missingFor(read, limit) ?? missingFor(read, used);
    if (missing !== undefined) return { known: false, what: `its ${CALLED[missing]} is not recorded`, missing };
    if (passes(read, used)) return { known: true, grade };
  }
  return { known: true, grade: 0 };
}

/** The grade of a value on a raised baseline, which counts, and on the upper limit alone. */
export interface BaselineGrades {
  readonly grade: number;
  readonly onLimit: number | undefined;
}

/** Both grades of a value whose baseline was above the upper limit; undefined where the baseline decides nothing. */
export function gradesOnBaseline(analyte: Analyte, written: LabValue): BaselineGrades | undefined {
  const read = readLabValue(analyte, written);
  if ('what' in read || !isBaselineRaised(read)) return undefined;
  const limits = { ...analyte, grades: analyte.grades.map(({ grade, limit }) => ({ grade, limit })) };
  if (analyte.grades.every(({ raisedBaseline }) => raisedBaseline === undefined)) return undefined;
  const [counts, onLimit] = [gradeLab(analyte, written), gradeLab(limits, written)];
  if (!counts.known) return undefined;
  return { grade: counts.grade, onLimit: onLimit.known ? onLimit.grade : undefined };
}

/** True where it is more than `times` times the reference; undefined where that cannot be told. */
export function isOver(analyte: Analyte, written: LabValue, times: Decimal, of: LabReference): boolean | undefined {
  const read = readLabValue(analyte, written);
  if ('what' in read || read[of] === undefined) return undefined;
  return passes(read, { relation: 'more-than', times, of });
}

/** What a raised baseline is: known, and above the limit of the laboratory (R20). */
function isBaselineRaised({ baseline, uln }: ReadLabValue): boolean {
  return baseline !== undefined && uln !== undefined && compare(baseline, uln) > 0;
}

function missingFor(read: ReadLabValue, limit: LabLimit): LabReference | undefined {
  return 'of' in limit && read[limit.of] === undefined ? limit.of : undefined;
}

/** A bound whose reference is missing is passed by nothing. */
function passes(read: ReadLabValue, limit: LabLimit): boolean {
  const bound = boundOf(read, limit);
  if (bound === undefined) return false;
  const order = compare(read.value, bound);
  switch (limit.relation) {
    case 'less-than':
      return order < 0;
    case 'more-than':
      return order > 0;
    case 'at-least':
      return order >= 0;
    default:
      return limit.relation satisfies never;
  }
}

function boundOf(read: ReadLabValue, limit: LabLimit): Decimal | undefined {
  if ('value' in limit) return limit.value;
  const reference = read[limit.of];
  return reference && multiply(reference, limit.times);
}
