import type { CompiledCriteria } from '../../criteria/compile.ts';
import type { Citation } from '../../values/citation.ts';
import type { FactDefinition } from '../../values/fact.ts';

/** One grade of a scale, with what has to be found for it. */
export interface GradeRule {
  readonly grade: number;
  readonly criteria: CompiledCriteria;
}

/** Something to say with a grade, where its condition is met; with every grade where it has none. */
export interface GradeNote {
  readonly id: string;
  readonly text: string;
  readonly when?: CompiledCriteria;
  readonly cite: readonly Citation[];
}

/** A way of grading one adverse event from findings. */
export interface Scale {
  readonly id: string;
  readonly name: string;
  /** The most severe first; whoever meets none has grade 0. */
  readonly grades: readonly GradeRule[];
  readonly notes: readonly GradeNote[];
}

/** One published way of grading, and the findings that it asks for. */
export interface Grading {
  readonly id: string;
  readonly title: string;
  readonly scales: readonly Scale[];
  readonly findings: ReadonlyMap<string, FactDefinition>;
}
