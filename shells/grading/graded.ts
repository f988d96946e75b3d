import { grade, type GradeAnswer } from '../../core/regimen/grading/grade.ts';
import type { Grading, Scale } from '../../core/regimen/grading/scale.ts';
import type { FactRecord } from '../../core/values/fact.ts';
import type { Findings } from './findings-schema.ts';
import { crsFacts, iceScore, icansFacts } from './read-findings.ts';

/** What was graded at one time; in a series with that time. */
export interface Graded {
  readonly at?: string;
  readonly crs?: GradeAnswer;
  /** With the ICE score; null where a task of it is missing. */
  readonly icans?: GradeAnswer & { readonly ice: number | null };
}

/** Grades what a findings file holds of one time; `file` is named as the evidence. */
export function gradeFindings({ crs, icans }: Pick<Findings, 'crs' | 'icans'>, file: string, grading: Grading): Graded {
  const by = (id: string, found: FactRecord): GradeAnswer => grade(scaleOf(id, grading), found, grading.findings);
  return {
    ...(crs === undefined ? {} : { crs: by('crs', crsFacts(crs, file)) }),
    ...(icans === undefined
      ? {}
      : { icans: { ...by('icans', icansFacts(icans, file)), ice: iceScore(icans.ice) ?? null } }),
  };
}

function scaleOf(id: string, { id: name, scales }: Grading): Scale {
  const scale = scales.find((one) => one.id === id);
  if (scale === undefined) throw new Error(`${name} has no scale ${id}`);
  return scale;
}
