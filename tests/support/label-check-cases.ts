import { grade, type VisitValues } from './label-check-facts.ts';

/** What is changed in a visit where all is well, and the checks that are then not met, with what follows. */
export const CASES: readonly (readonly [what: string, facts: VisitValues, against: readonly string[]])[] = [
  ['stopped for toxicity', { 'course.discontinued': 'toxicity' }, ['course-goes-on: discontinue']],
  ['a day early', { 'visit.days-until-due': 1 }, ['due: hold']],
  ['aged 17, nothing decided', { 'patient.age': 17 }, ['adult: unknown']],
  ['aged 17, the dose is given', { 'patient.age': 17, 'choice.adult': 'give-under-18' }, []],
  ['aged 17, no dose', { 'patient.age': 17, 'choice.adult': 'no-dose-under-18' }, ['adult: hold']],
  ['aged 18', { 'patient.age': 18 }, []],
  ['not well hydrated', { 'assessment.hydrated': false }, ['hydrated: hold']],
  ['new neurologic signs', { 'assessment.new-neurologic-signs': true }, ['new-neurologic-signs: hold']],
  ['premedication is due, nobody says it is there', { 'visit.premedication-due': true }, ['premedication: unknown']],
  [
    'premedication is due and not there',
    { 'visit.premedication-due': true, 'assessment.premedication-available': false },
    ['premedication: hold'],
  ],
  // Cytopenias.
  ['neutrophils of grade 2', { 'labs.neutrophils.grade': 2 }, []],
  ['neutrophils of grade 3', { 'labs.neutrophils.grade': 3 }, ['neutrophils: hold']],
  ['platelets of grade 2', { 'labs.platelets.grade': 2 }, []],
  ['platelets of grade 3', { 'labs.platelets.grade': 3 }, ['platelets: hold']],
  [
    'neutrophils shown above grade 2 for 21 days, and not longer',
    { 'cytopenia.neutropenia.days-above-2': 21, 'cytopenia.neutropenia.days-above-2-at-most': 21 },
    [],
  ],
  [
    'neutrophils shown above grade 2 for 22 days',
    { 'cytopenia.neutropenia.days-above-2': 22, 'cytopenia.neutropenia.days-above-2-at-most': 22 },
    ['neutrophils-three-weeks: discontinue'],
  ],
  [
    'platelets shown above grade 2 for 22 days',
    { 'cytopenia.thrombocytopenia.days-above-2': 22, 'cytopenia.thrombocytopenia.days-above-2-at-most': 22 },
    ['platelets-three-weeks: discontinue'],
  ],
  [
    'neutrophils above grade 2 for 14 days, or for 22',
    { 'cytopenia.neutropenia.days-above-2': 14, 'cytopenia.neutropenia.days-above-2-at-most': 22 },
    ['neutrophils-three-weeks: unknown'],
  ],
  [
    'the same, back in time by the word of the prescriber',
    {
      'cytopenia.neutropenia.days-above-2': 14,
      'cytopenia.neutropenia.days-above-2-at-most': 22,
      'choice.neutrophils-three-weeks': 'neutrophils-back-in-time',
    },
    [],
  ],
  [
    'the same, not back in time',
    {
      'cytopenia.thrombocytopenia.days-above-2': 14,
      'cytopenia.thrombocytopenia.days-above-2-at-most': 22,
      'choice.platelets-three-weeks': 'platelets-not-back-in-time',
    },
    ['platelets-three-weeks: discontinue'],
  ],
  ['neutropenia of grade 4 once', grade('neutropenia', 0, 4), []],
  [
    'neutropenia of grade 4 twice',
    grade('neutropenia', 0, 4, { 'toxicity.neutropenia.episodes-from-4': 2 }),
    ['neutrophils-grade-4-again: discontinue'],
  ],
  [
    'platelets of grade 4 twice by counts alone',
    { 'cytopenia.thrombocytopenia.episodes-from-4': 2 },
    ['platelets-grade-4-again: discontinue'],
  ],
  ['febrile neutropenia', grade('febrile-neutropenia', 1), ['febrile-neutropenia: hold']],
  ['hemoglobin of 7.9 g/dL', { 'labs.hemoglobin.grams-per-litre': 79 }, ['hemoglobin: hold']],
  ['hemoglobin of 8.0 g/dL', { 'labs.hemoglobin.grams-per-litre': 80 }, []],
  // Liver.
  ['ALT of grade 2', { 'labs.alt.grade': 2, 'labs.liver.highest-grade': 2 }, []],
  [
    'ALT of grade 3',
    { 'labs.alt.grade': 3, 'labs.liver.highest-grade': 3, 'labs.liver.above-1-since-3': true },
    ['liver: hold'],
  ],
  [
    'ALT back from grade 3 to grade 2 only',
    { 'labs.alt.grade': 2, 'labs.liver.highest-grade': 3, 'labs.liver.above-1-since-3': true },
    ['liver: hold'],
  ],
  ['ALT back from grade 3 to grade 1', { 'labs.alt.grade': 1, 'labs.liver.highest-grade': 3 }, []],
  ['a liver value once of grade 4', { 'labs.liver.highest-grade': 4 }, ['liver-grade-4: discontinue']],
  [
    'enzymes and bilirubin raised together, no cause named',
    { 'labs.transaminase.over-3x': true, 'labs.bilirubin.over-2x': true, 'labs.liver.over-3x-with-over-2x': true },
    ['liver-with-bilirubin: unknown'],
  ],
  [
    'raised together once, since recovered, no cause named',
    { 'labs.liver.over-3x-with-over-2x': true },
    ['liver-with-bilirubin: unknown'],
  ],
  [
    'raised together, another cause found',
    { 'labs.liver.over-3x-with-over-2x': true, 'choice.liver-with-bilirubin': 'other-cause' },
    [],
  ],
  [
    'raised together, no other cause',
    { 'labs.liver.over-3x-with-over-2x': true, 'choice.liver-with-bilirubin': 'no-other-cause' },
    ['liver-with-bilirubin: discontinue'],
  ],
  ['the enzymes alone above 3 times', { 'labs.transaminase.over-3x': true }, []],
  // Cytokine release.
  ['CRS of grade 1, open', grade('crs', 1), ['crs-resolved: hold']],
  ['CRS of grade 2, over', grade('crs', 0, 2), []],
  ['CRS of grade 3, over, nothing chosen', grade('crs', 0, 3), ['crs-grade-3: unknown']],
  ['CRS of grade 3, resume', grade('crs', 0, 3, { 'choice.crs-grade-3': 'resume' }), []],
  ['CRS of grade 3, step-up', grade('crs', 0, 3, { 'choice.crs-grade-3': 'step-up' }), []],
  [
    'CRS of grade 3 twice',
    grade('crs', 0, 3, { 'choice.crs-grade-3': 'resume', 'toxicity.crs.episodes-from-3': 2 }),
    ['crs-grade-3-again: discontinue'],
  ],
  ['CRS of grade 4', grade('crs', 0, 4, { 'choice.crs-grade-3': 'resume' }), ['crs-grade-4: discontinue']],
  // ICANS.
  ['ICANS of grade 1, open', grade('icans', 1), ['icans-resolved: hold']],
  ['ICANS of grade 3, over in 6 days', grade('icans', 0, 3, { 'toxicity.icans.days-at-3': 6 }), []],
  ['ICANS of grade 3, over in 7 days', grade('icans', 0, 3, { 'toxicity.icans.days-at-3': 7 }), []],
  [
    'ICANS of grade 3, over in 8 days',
    grade('icans', 0, 3, { 'toxicity.icans.days-at-3': 8 }),
    ['icans-seven-days: discontinue'],
  ],
  [
    'ICANS of grade 3 twice',
    grade('icans', 0, 3, { 'toxicity.icans.episodes-from-3': 2 }),
    ['icans-grade-3-again: discontinue'],
  ],
  [
    'ICANS of grade 3, back within 7 days of the next dose',
    grade('icans', 0, 3, { 'toxicity.icans.recurred-within-7-days': true }),
    ['icans-back-within-7-days: discontinue'],
  ],
  [
    'ICANS of grade 1, back within 7 days of the next dose',
    grade('icans', 0, 1, { 'toxicity.icans.recurred-within-7-days': true }),
    [],
  ],
  ['ICANS of grade 4', grade('icans', 0, 4), ['icans-grade-4: discontinue']],
  // Other neurologic signs.
  ['a neurologic sign, open', grade('neurotoxicity', 1), ['neurotoxicity-resolved: hold']],
  [
    'a sign to be judged, not judged',
    grade('neurotoxicity', 1, 1, { 'toxicity.neurotoxicity.sign-needs-judgement': true }),
    ['neurotoxicity-judged: unknown'],
  ],
  [
    'a sign judged not to be ICANS',
    grade('neurotoxicity', 1, 1, {
      'toxicity.neurotoxicity.sign-needs-judgement': true,
      'judgement.neurotoxicity-not-icans': true,
    }),
    [],
  ],
  [
    'a sign judged to be ICANS',
    grade('neurotoxicity', 1, 1, {
      'toxicity.neurotoxicity.sign-needs-judgement': true,
      'judgement.neurotoxicity-not-icans': false,
    }),
    ['neurotoxicity-judged: hold'],
  ],
  [
    'a neurologic sign of grade 3 for 8 days',
    grade('neurotoxicity', 0, 3, { 'toxicity.neurotoxicity.days-at-3': 8 }),
    ['neurotoxicity-grade-3: unknown'],
  ],
  // Infection.
  [
    'an infection of grade 1 in the step-up',
    { ...grade('infection', 1), 'visit.step-up': true },
    ['infection-step-up: hold'],
  ],
  ['an infection of grade 1 later', { 'assessment.infection-grade': 1 }, ['infection-mild: unknown']],
  [
    'an infection of grade 2 later, given in spite of it',
    { 'assessment.infection-grade': 2, 'choice.infection-mild': 'give-with-infection' },
    [],
  ],
  [
    'an infection of grade 2 later, waiting',
    { 'assessment.infection-grade': 2, 'choice.infection-mild': 'wait-for-recovery' },
    ['infection-mild: hold'],
  ],
  [
    'an infection of grade 3, over, and another of grade 2, given in spite of it',
    grade('infection', 2, 3, {
      'toxicity.infection.above-1-since-3': false,
      'choice.infection-mild': 'give-with-infection',
    }),
    [],
  ],
  ['an infection of grade 3, over', grade('infection', 0, 3), []],
  ['an infection of grade 4, over', grade('infection', 0, 4), ['infection-grade-4: discontinue']],
  // Hypersensitivity and the rest.
  ['hypersensitivity of grade 3, now 2', grade('hypersensitivity', 2, 3), ['hypersensitivity: hold']],
  ['hypersensitivity of grade 3, now 1', grade('hypersensitivity', 1, 3), []],
  ['hypersensitivity of grade 4, over', grade('hypersensitivity', 0, 4), ['hypersensitivity-grade-4: unknown']],
  ['another event of grade 2', grade('other', 2), []],
  ['another event of grade 3, now 2', grade('other', 2, 3), ['other: unknown']],
  ['another event of grade 3, back to baseline', grade('other', 2, 3, { 'choice.other': 'back-to-baseline' }), []],
  [
    'another event of grade 3, not back to baseline',
    grade('other', 2, 3, { 'choice.other': 'not-back-to-baseline' }),
    ['other: hold'],
  ],
  [
    'another event of grade 3 now, whatever the baseline',
    grade('other', 3, 3, { 'choice.other': 'back-to-baseline' }),
    ['other: hold'],
  ],
  [
    'another event of grade 3, over, and a new one of grade 2',
    grade('other', 2, 3, { 'toxicity.other.above-1-since-3': false }),
    [],
  ],
  ['another event of grade 3 for 28 days', grade('other', 1, 3, { 'toxicity.other.days-at-3': 28 }), []],
  [
    'another event of grade 3 for 29 days',
    grade('other', 1, 3, { 'toxicity.other.days-at-3': 29 }),
    ['other-over-28-days: unknown'],
  ],
  // Pregnancy.
  [
    'the first dose of somebody who could become pregnant',
    { 'visit.first-dose': true, 'patient.reproductive-potential': true },
    ['pregnancy: unknown'],
  ],
  [
    'the same, not pregnant',
    {
      'visit.first-dose': true,
      'patient.reproductive-potential': true,
      'patient.pregnancy': 'not-pregnant',
    },
    [],
  ],
  [
    'the same, pregnant',
    {
      'visit.first-dose': true,
      'patient.reproductive-potential': true,
      'patient.pregnancy': 'pregnant',
      'patient.pregnancy-found': true,
    },
    ['pregnant: unknown'],
  ],
  ['found pregnant after the first dose', { 'patient.pregnancy-found': true }, ['pregnant: unknown']],
  ['the same, the dose is given', { 'patient.pregnancy-found': true, 'choice.pregnant': 'give-in-pregnancy' }, []],
  [
    'the same, no dose',
    { 'patient.pregnancy-found': true, 'choice.pregnant': 'no-dose-in-pregnancy' },
    ['pregnant: hold'],
  ],
];
