import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCourse } from '../../shells/course/read-course.ts';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { Authorization, Course, CourseEvent, CoursePatient, DoseGiven, OpenedVial } from '../course/event.ts';
import type { Claim } from './claim-answer.ts';
import { claim } from './claim.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { billing, labels, products } = drug;

const AUTHORIZATION: Authorization = {
  type: 'authorization',
  at: '2026-06-12T15:00-04:00',
  policy: 'p',
  number: 'A1',
  from: '2026-06-15',
  to: '2026-12-14',
  units: 141,
};
const vial = (mg: number): OpenedVial => ({ mg });
const opened = (dose: string, ...vials: OpenedVial[]): CourseEvent => ({
  type: 'prepared',
  at: '2026-06-22T09:00-04:00',
  dose,
  vials,
  reconstituted: '2026-06-22T08:40-04:00',
  checkedBy: ['A', 'B'],
});
const wasted = (dose: string, mg: number): CourseEvent => ({
  type: 'wasted',
  at: '2026-06-22T11:00-04:00',
  dose,
  mg,
  reason: 'stopped',
});
const given = (dose: string, mg: number, more: Partial<DoseGiven> = {}): DoseGiven => ({
  type: 'dose-given',
  at: '2026-06-22T10:00-04:00',
  dose,
  mg,
  setting: 'office',
  supply: 'buy-and-bill',
  reported: 'here',
  ...more,
});
const PATIENT: CoursePatient = {
  birthDate: '1958-03-09',
  sex: 'female',
  lineOfBusiness: 'commercial',
  diagnoses: ['I10', 'C34.11'],
};

function bill(events: readonly CourseEvent[], patient: CoursePatient = PATIENT, dose?: string): Claim {
  const course: Course = { drug: 'tarlatamab', timeZone: 'America/New_York', patient, events };
  const outcome = claim({ course, billing, products, labels, ...(dose === undefined ? {} : { dose }) });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what, mend }) => `${what}. ${mend}`).join());
  return outcome.answer;
}
const asked = (answer: Claim): string[] => answer.needed.map(({ fact }) => fact);

describe('a dose wholly given', () => {
  const answer = bill([AUTHORIZATION, opened('C1D8', vial(10)), given('C1D8', 10)]);

  test('is one line with JZ, ready to go out', () => {
    expect(answer.ready).toBe(true);
    expect(answer.needed).toEqual([]);
    expect(answer.lines).toEqual([
      {
        dose: 'C1D8',
        kind: 'given',
        dateOfService: '2026-06-22',
        hcpcs: 'J9026',
        units: 10,
        modifiers: ['JZ'],
        ndc11: '55513007701',
        ndcQualifier: 'N4',
        ndcUnit: 'UN',
        ndcQuantity: 1,
        diagnoses: ['Z51.12', 'C34.11', 'I10'],
        diagnosisPointers: [1, 2],
        placeOfService: '11',
        authorization: 'A1',
      },
    ]);
  });

  test('cautions that the order of diagnoses is not confirmed', () => {
    expect(answer.cautions.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['order-of-diagnoses', 'rests-on-unconfirmed', 'discarded-modifiers-other-payer']),
    );
  });

  test('in a hospital carries a revenue code', () => {
    const hospital = bill([
      AUTHORIZATION,
      opened('C1D8', vial(10)),
      given('C1D8', 10, { setting: 'hospital-outpatient' }),
    ]);
    expect(hospital.lines[0]?.revenueCode).toBe('0636');
  });
});

describe('a dose partly given', () => {
  test.each([
    [10, 5, 5, 5, 5, 0.5],
    [10, 4.5, 5.5, 5, 5, 0.5],
    [10, 9, 1, 9, 1, 0.9],
    [10, 0.5, 9.5, 1, 9, 0.1],
  ])('%i mg opened, %f given, %f discarded: %i units, JW %i', (vialMg, mg, left, units, jw, quantity) => {
    const answer = bill([AUTHORIZATION, opened('C1D8', vial(vialMg)), given('C1D8', mg), wasted('C1D8', left)]);
    expect(answer.lines).toMatchObject([
      { kind: 'given', units, modifiers: [], ndcQuantity: quantity },
      { kind: 'discarded', units: jw, modifiers: ['JW'], dateOfService: '2026-06-22', ndc11: '55513007701' },
    ]);
    expect(answer.ready).toBe(true);
  });

  test('of a 1 mg vial is one unit without JW, and a question', () => {
    const answer = bill([AUTHORIZATION, opened('C1D1', vial(1)), given('C1D1', 0.6), wasted('C1D1', 0.4)]);
    expect(answer.lines).toMatchObject([{ units: 1, modifiers: [], ndc11: '55513005901' }]);
    expect(asked(answer)).toEqual(['modifiers']);
    expect(answer.ready).toBe(false);
  });

  test('whose waste is not recorded is a draft that asks for it', () => {
    const answer = bill([AUTHORIZATION, opened('C1D8', vial(10)), given('C1D8', 5)]);
    expect(answer.lines.map(({ units }) => units)).toEqual([5, 5]);
    expect(asked(answer)).toEqual(['wasted']);
  });

  test('whose waste does not add up is a draft', () => {
    const answer = bill([AUTHORIZATION, opened('C1D8', vial(10)), given('C1D8', 5), wasted('C1D8', 4)]);
    expect([answer.ready, asked(answer)]).toEqual([false, ['wasted']]);
  });

  test('with more given than opened is a draft that still shows the line', () => {
    const answer = bill([AUTHORIZATION, opened('C1D8', vial(1)), given('C1D8', 10)]);
    expect(answer.lines).toHaveLength(1);
    expect(asked(answer)).toContain('prepared');
    expect(answer.ready).toBe(false);
  });
});

describe('doses without a drug line', () => {
  test.each([
    [{ setting: 'inpatient' }, 'setting'],
    [{ supply: 'specialty-pharmacy' }, 'supply'],
    [{ supply: 'free' }, 'supply'],
    [{ reported: 'outside' }, 'outside'],
  ] as const)('%j', (more, reason) => {
    const answer = bill([AUTHORIZATION, opened('C1D8', vial(10)), given('C1D8', 10, more)]);
    expect(answer.lines).toEqual([]);
    expect(answer.notBilled).toMatchObject([{ dose: 'C1D8', dateOfService: '2026-06-22', reason }]);
    expect(answer.ready).toBe(true);
  });

  test('nothing given: no line, and the reason says what to do', () => {
    const answer = bill([AUTHORIZATION, opened('C1D8', vial(10)), wasted('C1D8', 10)]);
    expect(answer.lines).toEqual([]);
    expect(answer.notBilled).toMatchObject([{ dose: 'C1D8', reason: 'nothing-given' }]);
  });
});

describe('what is unknown is asked and the line still shown', () => {
  const unknown = (key: 'setting' | 'supply'): DoseGiven => {
    const { setting, supply, ...rest } = given('C1D8', 10);
    return key === 'setting' ? { ...rest, ...(supply && { supply }) } : { ...rest, ...(setting && { setting }) };
  };
  test.each([
    ['setting', [AUTHORIZATION, opened('C1D8', vial(10)), unknown('setting')], PATIENT],
    ['supply', [AUTHORIZATION, opened('C1D8', vial(10)), unknown('supply')], PATIENT],
    ['prepared', [AUTHORIZATION, given('C1D8', 10, { ndc: '55513-077-01' })], PATIENT],
    ['authorization', [opened('C1D8', vial(10)), given('C1D8', 10)], PATIENT],
    ['ndc', [AUTHORIZATION, opened('C1D8', vial(1), vial(10)), given('C1D8', 11)], PATIENT],
    ['diagnoses', [AUTHORIZATION, opened('C1D8', vial(10)), given('C1D8', 10)], { ...PATIENT, diagnoses: ['I10'] }],
    [
      'lineOfBusiness',
      [AUTHORIZATION, opened('C1D8', vial(10)), given('C1D8', 10)],
      { birthDate: '1958-03-09', sex: 'male', diagnoses: ['C34.11'] },
    ],
    [
      'claimed',
      [
        AUTHORIZATION,
        opened('C1D8', vial(10)),
        given('C1D8', 10),
        { type: 'claimed', at: '2026-06-24T09:00-04:00', dose: 'C1D8' },
      ],
      PATIENT,
    ],
  ] as [string, CourseEvent[], CoursePatient][])('%s', (fact, events, patient) => {
    const answer = bill(events, patient, 'C1D8');
    expect(answer.lines).toHaveLength(1);
    expect(asked(answer)).toEqual([fact]);
    expect(answer.ready).toBe(false);
  });

  test('Medicare Part B is asked for no authorization', () => {
    const patient: CoursePatient = { ...PATIENT, lineOfBusiness: 'medicare-part-b' };
    const answer = bill([opened('C1D8', vial(10)), given('C1D8', 10)], patient);
    expect([answer.ready, answer.lines[0]?.authorization]).toEqual([true, null]);
  });

  test.each([
    ['2024-12-31', null, ['hcpcs']],
    ['2025-01-01', 'J9026', []],
  ])('the code of %s is %s', (date, hcpcs, needed) => {
    const answer = bill([
      { ...AUTHORIZATION, from: '2024-01-01' },
      opened('C1D8', vial(10)),
      given('C1D8', 10, { at: `${date}T10:00-05:00` }),
    ]);
    expect(answer.lines[0]?.hcpcs).toBe(hcpcs);
    expect(asked(answer)).toEqual(needed);
  });

  test.each([
    ['2026-06-14', null],
    ['2026-06-15', 'A1'],
    ['2026-12-14', 'A1'],
    ['2026-12-15', null],
  ])('the authorization covers %s: %s', (date, number) => {
    const events = [AUTHORIZATION, opened('C1D8', vial(10)), given('C1D8', 10, { at: `${date}T12:00-05:00` })];
    expect(bill(events).lines[0]?.authorization).toBe(number);
  });

  test('a dose that the course does not have is refused with those it has', () => {
    expect(() => bill([given('C1D8', 10)], PATIENT, 'C2D1')).toThrow(/no dose C2D1. Use one of: C1D8/u);
  });
});

describe('the example courses', () => {
  const example = (name: string): Claim => {
    const file = `examples/courses/${name}.json`;
    const outcome = claim({
      course: readCourse(readFileSync(file, 'utf8'), file, '2026-11-21T12:00Z'),
      billing,
      products,
      labels,
    });
    if (!outcome.ok) throw new Error(file);
    return outcome.answer;
  };
  test.each([
    ['step-up-complete', ['1 JZ', '10 JZ', '10 JZ', '10 JZ']],
    ['interrupted-dose', ['1 JZ', '10 JZ', '5 ', '5 JW']],
    ['white-bagged', []],
    ['renewal', []],
  ])('%s', (name, lines) => {
    const answer = example(name);
    expect(answer.ready).toBe(true);
    expect(answer.lines.map(({ units, modifiers }) => `${String(units)} ${modifiers.join()}`)).toEqual(lines);
  });
});

describe('laws', () => {
  const amount = fc.integer({ min: 1, max: 240 }).map((tenths) => tenths / 10);

  test('the package quantities of a dose are the packages opened', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), (mg) => {
        const answer = bill([AUTHORIZATION, opened('C1D8', vial(10)), given('C1D8', mg), wasted('C1D8', 10 - mg || 1)]);
        const tenths = answer.lines.map(({ ndcQuantity }) => Math.round((ndcQuantity ?? 0) * 10));
        expect(tenths.reduce((total, one) => total + one, 0)).toBe(10);
      }),
    );
  });

  test('a dose is never on the claim when it is recorded as given elsewhere', () => {
    fc.assert(
      fc.property(
        amount,
        fc.constantFrom('office', 'inpatient', 'observation', 'hospital-outpatient'),
        (mg, setting) => {
          expect(bill([given('C1D8', mg, { reported: 'outside', setting })]).lines).toEqual([]);
        },
      ),
    );
  });
});
