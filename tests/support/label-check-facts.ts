import type { FactValue } from '../../core/values/fact.ts';

/** Facts of a visit by their ids. */
export type VisitValues = Readonly<Record<string, FactValue>>;

const KINDS = [
  'crs',
  'icans',
  'neurotoxicity',
  'neutropenia',
  'febrile-neutropenia',
  'thrombocytopenia',
  'anemia',
  'infection',
  'hepatotoxicity',
  'hypersensitivity',
  'other',
] as const;

/** Nothing of a kind of event has been seen. */
function calm(kind: string): readonly (readonly [string, FactValue])[] {
  const counts = ['grade-now', 'highest', 'episodes-from-3', 'episodes-from-4', 'days-at-3', 'days-above-2'];
  return [
    ...counts.map((name) => [`toxicity.${kind}.${name}`, 0] as const),
    [`toxicity.${kind}.above-1-since-3`, false],
    [`toxicity.${kind}.recurred-within-7-days`, false],
  ];
}

/** No low count has been seen, by counts or as an adverse event. */
function counted(kind: string): readonly (readonly [string, FactValue])[] {
  const counts = ['days-above-2', 'days-above-2-at-most', 'episodes-from-4'];
  return [...counts.map((name) => [`cytopenia.${kind}.${name}`, 0] as const), [`cytopenia.${kind}.end-recorded`, true]];
}

/** Everything is known and nothing stands against a dose of the third cycle. */
export const WELL: VisitValues = {
  'visit.first-dose': false,
  'visit.cycle': 3,
  'visit.day': 1,
  'visit.step-up': false,
  'visit.days-since-last-dose': 14,
  'visit.days-until-due': 0,
  'visit.premedication-due': false,
  'course.discontinued': 'none',
  'assessment.done': true,
  'assessment.infection-grade': 0,
  'assessment.hydrated': true,
  'assessment.new-neurologic-signs': false,
  ...Object.fromEntries(
    ['cbc', 'liver', 'bilirubin'].flatMap((panel) =>
      ['required', 'to-judge', 'current'].map((name) => [`labs.${panel}.${name}`, true] as const),
    ),
  ),
  ...Object.fromEntries(
    ['neutrophils', 'platelets', 'alt', 'ast', 'bilirubin'].map((name) => [`labs.${name}.grade`, 0] as const),
  ),
  'labs.hemoglobin.grams-per-litre': 120,
  'labs.transaminase.over-3x': false,
  'labs.bilirubin.over-2x': false,
  'labs.liver.highest-grade': 0,
  'labs.liver.above-1-since-3': false,
  'labs.liver.over-3x-with-over-2x': false,
  ...Object.fromEntries(KINDS.flatMap(calm)),
  ...Object.fromEntries(['neutropenia', 'thrombocytopenia', 'anemia'].flatMap(counted)),
  'toxicity.neurotoxicity.sign-needs-judgement': false,
  'patient.age': 66,
  'patient.sex': 'male',
  'patient.reproductive-potential': false,
  'patient.pregnancy-found': false,
};

/** An event of a kind: its grade now, the highest it had, and what else is known of it. */
export const grade = (kind: string, now: number, highest = now, more: VisitValues = {}): VisitValues => ({
  [`toxicity.${kind}.grade-now`]: now,
  [`toxicity.${kind}.highest`]: highest,
  [`toxicity.${kind}.episodes-from-3`]: highest >= 3 ? 1 : 0,
  [`toxicity.${kind}.episodes-from-4`]: highest >= 4 ? 1 : 0,
  [`toxicity.${kind}.above-1-since-3`]: highest >= 3 && now > 1,
  ...more,
});
