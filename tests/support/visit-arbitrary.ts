import fc from 'fast-check';
import type {
  AdverseEventKind,
  Course,
  CourseEvent,
  Grade,
  LabValue,
  PreDoseAssessment,
} from '../../core/course/event.ts';
import { assessed, choice, courseOf, givenOn, labs, toxicity } from './visits.ts';

/** A course and the day on which somebody asks. */
export interface AskedCourse {
  readonly course: Course;
  readonly on: string;
}

const FIRST = Date.UTC(2026, 0, 5);
export const dayAfter = (days: number): string => new Date(FIRST + days * 86_400_000).toISOString().slice(0, 10);

/** Every kind of adverse event of the course format. */
export const KINDS: readonly AdverseEventKind[] = [
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
];

/** The pairs of paths that a prescriber may be asked to choose between, the one that leads to a dose first. */
export const CHOICES: readonly (readonly string[])[] = [
  ['resume', 'step-up'],
  ['other-cause', 'no-other-cause'],
  ['give-with-infection', 'wait-for-recovery'],
  ['go-on-after-grade-4', 'stop-for-grade-4'],
  ['last-dose-counts', 'last-dose-does-not-count'],
  ['give-early', 'wait-until-due'],
  ['back-to-baseline', 'not-back-to-baseline'],
  ['go-on-after-28-days', 'stop-after-28-days'],
  ['go-on-after-neurotoxicity', 'stop-for-neurotoxicity'],
  ['go-on-after-hypersensitivity', 'stop-for-hypersensitivity'],
  ['neutrophils-back-in-time', 'neutrophils-not-back-in-time'],
  ['platelets-back-in-time', 'platelets-not-back-in-time'],
  ['give-in-pregnancy', 'no-dose-in-pregnancy'],
  ['not-icans', 'icans'],
];

/** The n-th dose falls on its day of the schedule, some of them later. */
const gaps = fc.array(fc.constantFrom(0, 0, 0, 0, 1, 7, 8, 14, 15), { minLength: 12, maxLength: 12 });

function doseDays(delays: readonly number[], count: number): readonly number[] {
  let day = 0;
  return delays.slice(0, count + 1).map((delay, index) => {
    if (index > 0) day += (index <= 2 ? 7 : 14) + delay;
    return day;
  });
}

const grade = fc.constantFrom<Grade>(1, 1, 2, 2, 3, 3, 4);

function toxicityUntil(last: number): fc.Arbitrary<CourseEvent> {
  return fc
    .record({
      kind: fc.constantFrom(...KINDS),
      grade,
      onset: fc.integer({ min: 0, max: last }),
      days: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 4 }),
      sign: fc.constantFrom('headache', 'ataxia'),
    })
    .map(({ kind, grade: reached, onset, days, sign }) =>
      toxicity(kind, reached, dayAfter(onset), days === null ? undefined : dayAfter(onset + days), {
        id: `${kind}-${onset}-${reached}-${String(days)}`,
        ...(kind === 'neurotoxicity' ? { sign } : {}),
      }),
    );
}

/** Now and then one value that is not normal. */
const changedLabs: fc.Arbitrary<Readonly<Record<string, LabValue>>> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0.4, 0.9, 1.2).map((value) => ({ neutrophils: { value, unit: '10*9/L', lln: 1.8 } })),
  },
  { weight: 1, arbitrary: fc.constantFrom(100, 180, 800).map((value) => ({ alt: { value, unit: 'U/L', uln: 35 } })) },
);

const assessment: fc.Arbitrary<Partial<PreDoseAssessment>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record({
      infection: fc.constantFrom<PreDoseAssessment['infection']>('none', 1, 2, 3, 4),
    }) as fc.Arbitrary<Partial<PreDoseAssessment>>,
  },
  { weight: 1, arbitrary: fc.record({ hydrated: fc.boolean(), newNeurologicSigns: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ pregnancyTest: fc.constantFrom('negative' as const, 'positive' as const) }) },
);

/** Courses of up to ten doses, late and early, with toxicities, results, choices and omissions, asked on about the day of the next dose. */
export const askedCourses: fc.Arbitrary<AskedCourse> = fc
  .record({ delays: gaps, count: fc.integer({ min: 0, max: 10 }), ask: fc.constantFrom(0, 0, 0, 0, -1, 1, 8, 20) })
  .chain(({ delays, count, ask }) => {
    const days = doseDays(delays, count);
    const last = days[count - 1] ?? 0;
    const on = Math.max(last, (days[count] ?? 0) + ask);
    return fc.record({
      on: fc.constant(dayAfter(on)),
      doses: fc.constant(givenOn(...days.slice(0, count).map(dayAfter))),
      toxicities: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 3, arbitrary: fc.array(toxicityUntil(on), { maxLength: 3 }) },
      ),
      results: fc.option(
        changedLabs.map((changed) => labs(dayAfter(on), changed)),
        { freq: 8 },
      ),
      look: fc.option(
        assessment.map((changed) => assessed(dayAfter(on), changed)),
        { freq: 8 },
      ),
      chosen: fc.array(
        fc
          .constantFrom(...CHOICES)
          .chain((paths) => fc.constantFrom(...paths).map((path) => choice(dayAfter(on), paths, path))),
        { maxLength: 2 },
      ),
      sex: fc.constantFrom('male' as const, 'male' as const, 'female' as const),
    });
  })
  .map(({ on, doses, toxicities, results, look, chosen, sex }) => ({
    on,
    course: courseOf([...doses, ...toxicities, ...(results ?? []), ...(look === null ? [] : [look]), ...chosen], {
      sex,
    }),
  }));
