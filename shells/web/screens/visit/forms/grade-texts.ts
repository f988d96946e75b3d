import type { Bedside, ShownAnalyte, ShownLimit } from '../../../api/bedside.ts';
import { FORMS } from '../../../words/visit.ts';

/** Which laboratory values an adverse event is graded by. */
const BY_VALUES: Readonly<Record<string, readonly string[]>> = {
  neutropenia: ['neutrophils'],
  thrombocytopenia: ['platelets'],
  anemia: ['hemoglobin'],
  hepatotoxicity: ['alt', 'ast', 'bilirubin'],
};

/** The definitions of the grades of one kind of adverse event; null where none are held. */
export interface GradeTexts {
  readonly title: string;
  /** What makes a grade; an empty text where no number does. */
  readonly of: (grade: number) => string;
}

/** The definitions of the grades, as the knowledge has them. */
export function gradeTexts({ scales, analytes }: Bedside, kind: string): GradeTexts | null {
  const scale = scales.find(({ id }) => id === kind);
  if (scale !== undefined)
    return { title: scale.title, of: (grade) => scale.grades.find((one) => one.grade === grade)?.text ?? '' };
  const values = (BY_VALUES[kind] ?? []).flatMap((id) => analytes.find((one) => one.id === id) ?? []);
  const [first] = values;
  if (first === undefined) return null;
  return { title: first.title, of: (grade) => values.flatMap((one) => sayGrade(one, grade)).join('; ') };
}

function sayGrade({ name, units, grades }: ShownAnalyte, grade: number): readonly string[] {
  const limit = grades.find((one) => one.grade === grade)?.limit;
  if (limit === undefined) return [];
  return [FORMS.limit.say(name, FORMS.limit.relations[limit.relation], sayBound(limit, units[0] ?? ''))];
}

function sayBound({ value, of }: ShownLimit, unit: string): string {
  return of === null ? `${String(value)} ${unit}` : FORMS.limit.times(value, FORMS.limit.of[of]);
}
