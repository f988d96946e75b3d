import type { Citation } from '../../values/citation.ts';
import type { Decimal } from '../../values/decimal.ts';

/** What a multiple is of: the laboratory's own limits, or the patient's value before treatment. */
export type LabReference = 'uln' | 'lln' | 'baseline';

/** A bound that a value passes: so many times a reference, or a value in the analyte's own unit. */
export type LabLimit = {
  readonly relation: 'less-than' | 'more-than' | 'at-least';
} & ({ readonly times: Decimal; readonly of: LabReference } | { readonly value: Decimal });

export interface LabGrade {
  readonly grade: 1 | 2 | 3 | 4;
  readonly limit: LabLimit;
  /** Instead of `limit` where the value before treatment was above the upper limit (R20). */
  readonly raisedBaseline?: LabLimit;
}

/** A unit under all its spellings; `times` turns a value into the analyte's own unit. */
export interface LabUnit {
  readonly names: readonly string[];
  readonly times: Decimal;
}

/** Something that a laboratory measures, and how its values are graded. */
export interface Analyte {
  readonly id: string;
  readonly name: string;
  /** Other names under which a course may record it. */
  readonly also: readonly string[];
  /** The first is its own, with `times` 1. */
  readonly units: readonly LabUnit[];
  /** The most severe first; a value that passes none has grade 0. */
  readonly grades: readonly LabGrade[];
  readonly cite: readonly Citation[];
}

/** A published way of grading laboratory values. */
export interface LabScale {
  readonly id: string;
  readonly title: string;
  readonly analytes: readonly Analyte[];
}
