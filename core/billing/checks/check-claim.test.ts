import { expect, test } from 'vitest';
import type { Course } from '../../course/event.ts';
import { loadKnowledge } from '../../../shells/knowledge/load.ts';
import { claim } from '../claim.ts';
import { checkClaim } from './check-claim.ts';

const knowledge = loadKnowledge('knowledge');
const drug = knowledge.drugs.get('tarlatamab') ?? expect.fail('the drug is held');

const AUTHORIZATION = {
  id: 'a1',
  type: 'authorization',
  at: '2026-01-02T09:00:00-05:00',
  policy: 'prime-ic-0789',
  number: 'PA-1',
  from: '2026-01-01',
  to: '2026-06-30',
  units: 400,
} as const;

interface Given {
  readonly dose: string;
  readonly day: string;
  readonly mg: number;
  readonly elsewhere?: true;
}

/** What is warned of the doses given that are not claimed yet, as `dose rule units`. */
function warned(
  given: readonly Given[],
  authorization: Partial<typeof AUTHORIZATION> & { readonly units?: number } = {},
): readonly string[] {
  const course = {
    drug: 'tarlatamab',
    patient: { birthDate: '1958-03-02', sex: 'female', lineOfBusiness: 'commercial', diagnoses: ['C34.11'] },
    events: [
      { ...AUTHORIZATION, ...authorization },
      ...given.flatMap(({ dose, day, mg, elsewhere }) => {
        const dosed = {
          ...{ id: `g-${dose}`, type: 'dose-given', at: `${day}T10:00:00-05:00`, dose, mg },
          ...{ setting: elsewhere ? 'inpatient' : 'office', supply: 'buy-and-bill', reported: 'here' },
        };
        const labelled = mg <= 1 ? 1 : 10;
        const vials = [{ mg: labelled, ndc: labelled === 1 ? '55513-059-01' : '55513-077-01', lot: 'L1' }];
        const prepared = {
          id: `p-${dose}`,
          type: 'prepared',
          at: `${day}T09:00:00-05:00`,
          dose,
          vials,
          reconstituted: `${day}T08:00:00-05:00`,
          checkedBy: ['a', 'b'],
        };
        return [prepared, dosed];
      }),
    ],
  } as unknown as Course;
  const request = {
    course,
    billing: drug.billing,
    products: drug.products,
    labels: drug.labels,
    policies: knowledge.policies,
  };
  const outcome = claim(request);
  if (!outcome.ok) return expect.fail(outcome.faults.map(({ what }) => what).join());
  const warnings = checkClaim(outcome.answer, { ...request, checks: drug.claimChecks });
  return warnings.map(({ dose, rule, unitsInQuestion }) => `${dose} ${rule} ${unitsInQuestion}`);
}

const STEP_UP: readonly Given[] = [
  { dose: 'C1D1', day: '2026-01-05', mg: 1 },
  { dose: 'C1D8', day: '2026-01-12', mg: 10 },
  { dose: 'C1D15', day: '2026-01-19', mg: 10 },
];

test('a course that follows the schedule is warned of nothing', () => {
  expect(warned([...STEP_UP, { dose: 'C2D1', day: '2026-02-02', mg: 10 }])).toEqual([]);
});

test('a first dose in a hospital is known to the course, though no line bills it', () => {
  const [first, ...rest] = STEP_UP;
  if (first === undefined) throw new Error('There is a first dose');
  expect(warned([{ ...first, elsewhere: true }, ...rest])).toEqual([]);
  expect(warned(rest)).toEqual(['C1D8 begins-with-step-up 0']);
});

test('a dose one day early exceeds the limit of days, and the units of an authorization end', () => {
  const early = [
    ...STEP_UP,
    { dose: 'C2D1', day: '2026-02-02', mg: 10 },
    { dose: 'C2D15', day: '2026-02-16', mg: 10 },
    { dose: 'C3D1', day: '2026-03-01', mg: 10 },
  ];
  expect(warned(early)).toEqual(['C3D1 limit-of-days 10', 'C3D1 not-early 10']);
  expect(warned(STEP_UP, { units: 20 } as never)).toEqual(['C1D15 authorization-units 1']);
});

test('a dose stopped early is none that begins a step-up', () => {
  const stopped = [...STEP_UP, { dose: 'C2D1', day: '2026-02-02', mg: 0.5 }];
  expect(warned(stopped).filter((one) => one.includes('second-step-up'))).toEqual([]);
});
