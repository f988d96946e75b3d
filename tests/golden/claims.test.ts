import { describe, expect, test } from 'vitest';
import type { CourseEvent, CoursePatient, OpenedVial } from '../../core/course/event.ts';
import { beside, bill, cautions, drugLines, given, ONE, opened, TEN, wasted } from '../support/claims.ts';

/** Courses as they happen, each with the claim that follows from it (R26 to R29). */
interface Golden {
  readonly what: string;
  readonly events: readonly CourseEvent[];
  readonly patient?: Partial<CoursePatient>;
  readonly lines: readonly string[];
  readonly services: readonly string[];
  readonly ready: boolean;
  /** Facts that are asked. */
  readonly needed?: readonly string[];
  readonly notBilled?: readonly string[];
}

const [D1, D8, D15] = ['2026-06-15', '2026-06-22', '2026-06-29'];

const GOLDEN: readonly Golden[] = [
  {
    what: 'a first cycle as planned',
    events: [
      ...[opened('C1D1', D1, ONE), given('C1D1', D1, 1)],
      ...[opened('C1D8', D8, TEN), given('C1D8', D8, 10)],
      ...[opened('C1D15', D15, TEN), given('C1D15', D15, 10)],
    ],
    lines: ['C1D1 J9026 x1 JZ UN1 0059', 'C1D8 J9026 x10 JZ UN1 0077', 'C1D15 J9026 x10 JZ UN1 0077'],
    services: ['C1D1 96413 x1', 'C1D8 96413 x1', 'C1D15 96413 x1'],
    ready: true,
  },
  {
    what: 'an infusion stopped after 40 minutes with 7 mg given',
    events: [opened('C1D8', D8, TEN), given('C1D8', D8, 7, { end: `${D8}T10:40-04:00` }), wasted('C1D8', D8, 3)],
    lines: ['C1D8 J9026 x7  UN0.7 0077', 'C1D8 J9026 x3 JW UN0.3 0077'],
    services: ['C1D8 96413 x1'],
    ready: true,
  },
  {
    what: 'an infusion stopped with 6.4 mg given: units are rounded up, and JW is what is left of the vial',
    events: [opened('C1D8', D8, TEN), given('C1D8', D8, 6.4), wasted('C1D8', D8, 3.6)],
    lines: ['C1D8 J9026 x7  UN0.7 0077', 'C1D8 J9026 x3 JW UN0.3 0077'],
    services: ['C1D8 96413 x1'],
    ready: true,
  },
  {
    what: 'a 1 mg vial given in part: one unit, no JW, and the biller is asked',
    events: [opened('C1D1', D1, ONE), given('C1D1', D1, 0.6), wasted('C1D1', D1, 0.4)],
    lines: ['C1D1 J9026 x1  UN1 0059'],
    services: ['C1D1 96413 x1'],
    ready: false,
    needed: ['modifiers'],
  },
  {
    what: 'a milligram that is nowhere recorded',
    events: [opened('C1D8', D8, TEN), given('C1D8', D8, 7), wasted('C1D8', D8, 2)],
    lines: ['C1D8 J9026 x7  UN0.7 0077', 'C1D8 J9026 x3 JW UN0.3 0077'],
    services: ['C1D8 96413 x1'],
    ready: false,
    needed: ['wasted'],
  },
  {
    what: 'a bag discarded unused',
    events: [opened('C1D8', D8, TEN), wasted('C1D8', D8, 10)],
    lines: [],
    services: [],
    ready: true,
    notBilled: ['C1D8 nothing-given'],
  },
  {
    what: 'a bag discarded, and the dose given from a second one: each vial is accounted for',
    events: [opened('C1D8', D8, TEN, TEN), given('C1D8', D8, 10), wasted('C1D8', D8, 10)],
    lines: ['C1D8 J9026 x10  UN1 0077', 'C1D8 J9026 x10 JW UN1 0077'],
    services: ['C1D8 96413 x1'],
    ready: true,
  },
  {
    what: 'a dose made from ten small vials',
    events: [opened('C1D8', D8, ...Array<OpenedVial>(10).fill(ONE)), given('C1D8', D8, 10)],
    lines: ['C1D8 J9026 x10 JZ UN10 0059'],
    services: ['C1D8 96413 x1'],
    ready: true,
  },
  {
    what: 'a dose made from two kinds of package',
    events: [opened('C1D8', D8, TEN, ONE), given('C1D8', D8, 10), wasted('C1D8', D8, 1)],
    lines: ['C1D8 J9026 x10  UN? ?', 'C1D8 J9026 x1 JW UN? ?'],
    services: ['C1D8 96413 x1'],
    ready: false,
    needed: ['ndc', 'ndcQuantity'],
  },
  {
    what: 'a second step-up',
    events: [
      ...[opened('R1D1', '2026-09-14', ONE), given('R1D1', '2026-09-14', 1)],
      ...[opened('R1D8', '2026-09-21', TEN), given('R1D8', '2026-09-21', 10)],
    ],
    lines: ['R1D1 J9026 x1 JZ UN1 0059', 'R1D8 J9026 x10 JZ UN1 0077'],
    services: ['R1D1 96413 x1', 'R1D8 96413 x1'],
    ready: true,
  },
  {
    what: 'an inpatient dose',
    events: [opened('C1D1', D1, ONE), given('C1D1', D1, 1, { setting: 'inpatient' })],
    lines: [],
    services: [],
    ready: true,
    notBilled: ['C1D1 setting'],
  },
  {
    what: 'white-bagged and free drug: the administration only',
    events: [
      ...[opened('C1D1', D1, ONE), given('C1D1', D1, 1, { supply: 'specialty-pharmacy' })],
      ...[opened('C1D8', D8, TEN), given('C1D8', D8, 10, { supply: 'free' })],
    ],
    lines: [],
    services: ['C1D1 96413 x1', 'C1D8 96413 x1'],
    ready: true,
    notBilled: ['C1D1 supply', 'C1D8 supply'],
  },
  {
    what: 'a first dose elsewhere and the second here',
    events: [
      given('C1D1', D1, 1, { reported: 'outside', setting: 'inpatient' }),
      ...[opened('C1D8', D8, TEN), given('C1D8', D8, 10)],
    ],
    lines: ['C1D8 J9026 x10 JZ UN1 0077'],
    services: ['C1D8 96413 x1'],
    ready: true,
    notBilled: ['C1D1 outside'],
  },
  {
    what: 'saline over four hours, a push and a day of observation beside the dose',
    events: [
      opened('C1D8', D8, TEN),
      {
        type: 'medication-given',
        at: `${D8}T09:20-04:00`,
        code: 'dexamethasone',
        for: 'premedication',
        route: 'intravenous-push',
      },
      given('C1D8', D8, 10),
      {
        type: 'medication-given',
        at: `${D8}T11:00-04:00`,
        code: 'saline',
        for: 'hydration',
        start: `${D8}T11:00-04:00`,
        end: `${D8}T15:00-04:00`,
      },
      { type: 'observation', at: `${D8}T10:00-04:00`, start: `${D8}T10:00-04:00`, end: '2026-06-23T09:00-04:00' },
    ],
    lines: ['C1D8 J9026 x10 JZ UN1 0077'],
    services: ['C1D8 96413 x1', 'C1D8 96375 x1', 'C1D8 96361 x4', 'C1D8 G0378 x22'],
    ready: true,
  },
  {
    what: 'unknown setting and supply are asked and hide no line',
    events: [opened('C1D8', D8, TEN), { type: 'dose-given', at: `${D8}T10:00-04:00`, dose: 'C1D8', mg: 10 }],
    lines: ['C1D8 J9026 x10 JZ UN1 0077'],
    services: [],
    ready: false,
    needed: ['setting', 'supply'],
  },
  {
    what: 'a day before the permanent code, in an office',
    events: [opened('C1D8', '2024-11-04', TEN), given('C1D8', '2024-11-04', 10, { setting: 'office' })],
    patient: { lineOfBusiness: 'medicare-part-b' },
    lines: ['C1D8 ? x?  UN1 0077'],
    services: ['C1D8 96413 x1'],
    ready: false,
    needed: ['hcpcs'],
  },
  {
    what: 'the same day in a hospital',
    events: [opened('C1D8', '2024-11-04', TEN), given('C1D8', '2024-11-04', 10)],
    patient: { lineOfBusiness: 'medicare-part-b' },
    lines: ['C1D8 C9170 x10 JZ UN1 0077'],
    services: ['C1D8 96413 x1'],
    ready: true,
  },
];

describe('golden claims', () => {
  test.each(GOLDEN)('$what', ({ events, patient, lines, services, ready, needed = [], notBilled = [] }) => {
    const answer = bill(events, patient);
    expect(drugLines(answer)).toEqual(lines);
    expect(beside(answer)).toEqual(services);
    expect(answer.needed.map(({ fact }) => fact)).toEqual(needed);
    expect(answer.notBilled.map(({ dose, reason }) => `${dose} ${reason}`)).toEqual(notBilled);
    expect(answer.ready).toBe(ready);
    // The order in which a file tells it changes nothing.
    expect(bill(events.toReversed(), patient)).toEqual(answer);
  });

  test('a whole vial discarded beside the dose is cautioned, and a part of one is not', () => {
    const two = bill([opened('C1D8', D8, TEN, TEN), given('C1D8', D8, 10), wasted('C1D8', D8, 10)]);
    const part = bill([opened('C1D8', D8, TEN), given('C1D8', D8, 1), wasted('C1D8', D8, 9)]);
    expect([two, part].map((answer) => cautions(answer).includes('whole-vial-discarded'))).toEqual([true, false]);
  });

  test('what rests on a code that is not confirmed says so', () => {
    const answer = bill([opened('C1D8', '2024-11-04', TEN), given('C1D8', '2024-11-04', 10)]);
    expect(cautions(answer)).toEqual(expect.arrayContaining(['earlier-code', 'rests-on-unconfirmed']));
    expect(answer.cautions.find(({ id }) => id === 'rests-on-unconfirmed')?.text).toContain('code and unit');
  });
});
