import type { LabResulted, LabValue } from '../../course/event.ts';
import { entries, type Timeline } from '../../course/timeline.ts';
import type { Caution } from '../../values/caution.ts';
import { gradesOnBaseline, type BaselineGrades } from '../grading/ctcae.ts';
import type { Analyte, LabScale } from '../grading/lab-scale.ts';
import { valueOf } from '../lab-results.ts';

interface Graded extends BaselineGrades {
  readonly analyte: Analyte;
  readonly result: LabResulted;
  readonly value: LabValue;
}

/**
 * Grades that were computed on a value before treatment above the upper limit: the same value is of a lower grade then.
 * Of each analyte the newest value, and that of the highest grade on the upper limit.
 */
export function raisedBaselineCautions(timeline: Timeline, scale: LabScale): readonly Caution[] {
  const results = entries(timeline, 'lab-resulted');
  return scale.analytes.flatMap((analyte): Caution[] => {
    const measured = results.flatMap((result) => {
      const value = valueOf(result, analyte);
      return value === undefined ? [] : [{ analyte, result, value, grades: gradesOnBaseline(analyte, value) }];
    });
    const graded = measured.flatMap(({ grades, ...one }): Graded[] =>
      grades === undefined ? [] : [{ ...one, ...grades }],
    );
    const newest = measured.at(-1)?.grades === undefined ? undefined : graded.at(-1);
    const highest = Math.max(0, ...graded.map(({ onLimit }) => onLimit ?? 0));
    const worst = graded.findLast((one) => one.onLimit === highest && one.grade !== highest);
    const told = [...new Set([newest, worst])].flatMap((one) => one ?? []);
    if (told.length === 0) return [];
    const sentences = told.map((one) => say(timeline, one)).join(' ');
    return [{ id: 'graded-on-raised-baseline', text: sentences, cite: analyte.cite }];
  });
}

function say(timeline: Timeline, { analyte, result, value, grade, onLimit }: Graded): string {
  const { unit, uln, baseline } = value;
  const on = onLimit === undefined ? 'it would have another grade' : `it would be of grade ${onLimit}`;
  return (
    `${analyte.name} of ${timeline.dayOf(result.at)}, ${value.value} ${unit}, is graded on the value before treatment ` +
    `(${String(baseline)} ${unit}), which was above the upper limit (${String(uln)} ${unit}): grade ${grade}. On the ` +
    `upper limit ${on}.`
  );
}
