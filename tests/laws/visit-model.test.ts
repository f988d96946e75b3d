import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { About, Kind } from '../support/visit-model.ts';
import { after, begun, dateOf, happenings, predicted, type Step } from '../support/visit-run.ts';
import { courseOf, visitOn, word } from '../support/visits.ts';

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 2, 6, 7, 8) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('wait-until-due' as const),
      late: fc.constantFrom(0, 0, 0, 0, 0, -1, 1, 7, 8, 14, 15),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant('visit' as const), infection: fc.constantFrom(0, 0, 0, 0, 0, 1) }),
  },
  { weight: 12, arbitrary: fc.constant({ do: 'give' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'give-anyway' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('toxicity' as const),
      kind: fc.constantFrom<Kind>('crs', 'crs', 'icans', 'icans', 'infection'),
      grade: fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 4),
      lasts: fc.constantFrom(0, 0, 0, 2, 6, 7, 7, 8),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('labs' as const),
      neutrophils: fc.constantFrom(0, 0, 2, 3, 4),
      alt: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 3, 4),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('look' as const),
      infection: fc.constantFrom(0, 0, 1, 2, 3),
      fault: fc.constantFrom('none' as const, 'hydrated' as const, 'signs' as const, 'premedication' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('choose' as const),
      about: fc.constantFrom<About>('crs', 'crs', 'infection', 'early'),
      second: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Step>(
      { do: 'wait', days: 30 },
      { do: 'end', reason: 'toxicity' },
      { do: 'end', reason: 'choice' },
    ),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('void' as const), which: fc.nat({ max: 1000 }) }) },
);

/** Under the older label, through the change to the newer one, through a year's end and a leap day. */
const beginnings = fc.tuple(
  fc.constantFrom('2025-06-02', '2025-09-01', '2026-01-05', '2027-12-13'),
  fc.constantFrom(0, 0, 0, 1, 2, 3, 3, 4, 5, 10, 11, 12),
);

/** Courses on which the model and the program have differed, with what is right. */
const EXAMPLES: readonly (readonly [string, string, number, readonly Step[], readonly unknown[]])[] = [
  [
    'holds C6D15, which needs no results, where the count of the day of C6D1, drawn after it, is of grade 3',
    '2027-12-13',
    12,
    [
      { do: 'labs', neutrophils: 3, alt: 0 },
      { do: 'wait-until-due', late: 0 },
    ],
    ['hold', 'C6D15', 10],
  ],
];

describe('a course that takes any turn', () => {
  it.each(EXAMPLES)('%s', (_what, start, doses, turns, wanted) => {
    const run = turns.reduce(after, begun(start, doses));
    const { word: answer, dose, mg } = predicted(run);
    expect([answer, dose, mg]).toEqual(wanted);
    expect(word(visitOn(courseOf(run.events), dateOf(run, run.day)))).toEqual(wanted);
  });

  it('has on each day the answer, the dose and the milligrams that a small account of the readings predicts', () => {
    const seen = new Map<string, number>();
    let steps = 0;
    fc.assert(
      fc.property(beginnings, fc.array(step, { minLength: 10, maxLength: 20 }), ([start, doses], turns) => {
        let run = begun(start, doses);
        for (const turn of turns) {
          run = after(run, turn);
          const { word: answer, dose, mg } = predicted(run);
          const found = visitOn(courseOf(run.events), dateOf(run, run.day));
          expect(word(found), JSON.stringify({ start, doses, day: run.day, log: happenings(run) })).toEqual([
            answer,
            dose,
            mg,
          ]);
          seen.set(answer, (seen.get(answer) ?? 0) + 1);
          steps += 1;
        }
      }),
      { numRuns: 300 },
    );
    // fast-check says the seed and the shortest course where they differ; here it is said that enough was tried.
    expect(steps).toBeGreaterThan(3000);
    expect([...seen.keys()].sort()).toEqual(['cannot-tell', 'discontinue', 'give', 'hold', 'restart']);
    expect(Math.min(...seen.values())).toBeGreaterThan(15);
  });
});
