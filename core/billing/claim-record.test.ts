import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { Authorization, CourseEvent, CoursePatient, CoverageChanged, DoseGiven } from '../course/event.ts';
import type { Claim } from './claim-answer.ts';
import { claim } from './claim.ts';

/** Claims of records that are incomplete, contradictory, or not as planned. */
const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { billing, labels, products } = drug;

const PATIENT: CoursePatient = {
  birthDate: '1958-03-09',
  sex: 'female',
  lineOfBusiness: 'commercial',
  diagnoses: ['C34.11'],
};
const authorization = (more: Partial<Authorization> = {}): Authorization => ({
  type: 'authorization',
  at: '2026-06-12T15:00-04:00',
  policy: 'old',
  number: 'OLD-1',
  from: '2026-06-15',
  to: '2026-12-14',
  units: null,
  ...more,
});
const opened = (dose = 'C1D8', mg = 10, expires?: string): CourseEvent => ({
  type: 'prepared',
  at: '2026-06-22T09:00-04:00',
  dose,
  vials: [{ mg, ...(expires === undefined ? {} : { expires }) }],
  reconstituted: '2026-06-22T08:40-04:00',
  checkedBy: ['A', 'B'],
});
const wasted = (mg: number, dose = 'C1D8'): CourseEvent => ({
  type: 'wasted',
  at: '2026-06-22T11:00-04:00',
  dose,
  mg,
  reason: 'visit cancelled',
});
const given = (mg = 10, more: Partial<DoseGiven> = {}): DoseGiven => ({
  type: 'dose-given',
  at: '2026-06-22T10:00-04:00',
  dose: 'C1D8',
  mg,
  setting: 'office',
  supply: 'buy-and-bill',
  reported: 'here',
  ...more,
});
const changed = (more: Partial<CoverageChanged> = {}): CoverageChanged => ({
  type: 'coverage-changed',
  at: '2026-06-18T09:00-04:00',
  from: '2026-06-20',
  lineOfBusiness: 'commercial',
  ...more,
});

function bill(events: readonly CourseEvent[], patient = PATIENT, on?: string): Claim {
  const course = { drug: 'tarlatamab', timeZone: 'America/New_York', patient, events };
  const outcome = claim({ course, billing, products, labels, ...(on === undefined ? {} : { on }) });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}
const asked = ({ needed }: Claim): string[] => needed.map(({ fact }) => fact);
const cautionOf = ({ cautions }: Claim, id: string): string => cautions.find((one) => one.id === id)?.text ?? '';

describe('a claim is ready only where given, discarded and billed reconcile', () => {
  test('vials opened, nothing given and nothing discarded: it is asked what became of them', () => {
    const answer = bill([authorization(), opened()]);
    expect([answer.ready, asked(answer), answer.lines]).toEqual([false, ['dose-given'], []]);
    expect(answer.needed[0]?.ask).toMatch(/Was the dose given\?.*discarded\?.*replacement/u);
    expect(answer.reconciliation).toMatchObject([{ openedMg: 10, givenMg: 0, wastedMg: null, balanced: false }]);
  });

  test('vials opened and all of it discarded: nothing to bill, and nothing to ask', () => {
    const answer = bill([authorization(), opened(), wasted(10)]);
    expect([answer.ready, answer.lines]).toEqual([true, []]);
    expect(answer.notBilled).toMatchObject([{ dose: 'C1D8', reason: 'nothing-given' }]);
    expect(answer.reconciliation).toMatchObject([{ openedMg: 10, givenMg: 0, wastedMg: 10, balanced: true }]);
  });

  test.each([
    ['less discarded than opened', [opened(), wasted(4)], 'wasted'],
    ['discarded, and no vial opened', [wasted(10)], 'prepared'],
  ] as [string, CourseEvent[], string][])('%s is a question', (_what, events, fact) => {
    const answer = bill([authorization(), ...events]);
    expect([answer.ready, asked(answer)]).toEqual([false, [fact]]);
  });

  test('no dose at all: there is nothing to claim, and the day is named', () => {
    const answer = bill([authorization()], PATIENT, '2026-06-14');
    expect([answer.ready, answer.needed.map(({ dose, fact }) => [dose, fact])]).toEqual([
      false,
      [[null, 'dose-given']],
    ]);
    expect(answer.needed[0]?.ask).toContain('No dose is recorded as given on or before 2026-06-14');
  });

  test('more given than the vial holds asks one thing, not two that contradict each other', () => {
    expect(asked(bill([authorization(), opened(), given(10.08)]))).toEqual(['prepared']);
    expect(asked(bill([authorization(), opened(), given(10.08), wasted(1)]))).toEqual(['prepared']);
  });
});

describe('the authorization is one of the coverage in force on the date of service', () => {
  const of = (events: readonly CourseEvent[], patient = PATIENT): [string | null, string[]] => {
    const answer = bill([...events, opened(), given()], patient);
    return [answer.lines[0]?.authorization ?? null, asked(answer)];
  };
  const next = authorization({ at: '2026-06-19T09:00-04:00', policy: 'new', number: 'NEW-1', from: '2026-06-20' });

  test.each([
    ['no change', [], 'OLD-1'],
    ['a change after the date of service', [changed({ from: '2026-06-23', policy: 'new' })], 'OLD-1'],
    ['a change to a policy without an authorization', [changed({ policy: 'new' })], null],
    ['a change of the line of business alone', [changed({ lineOfBusiness: 'exchange' })], null],
    ['a change to a policy with one', [changed({ policy: 'new' }), next], 'NEW-1'],
    ['a change that names no policy, and a new authorization after it', [changed(), next], 'NEW-1'],
    ['a change that names the policy of the old one', [changed({ policy: 'old' })], 'OLD-1'],
    ['one of the next policy, given out ahead', [changed({ from: '2026-06-23', policy: 'new' }), next], 'OLD-1'],
  ] as [string, CourseEvent[], string | null][])('%s', (_what, events, number) => {
    expect(of([authorization(), ...events])).toEqual([number, number === null ? ['authorization'] : []]);
  });

  test('the question names the number on record and the change', () => {
    const ask = bill([authorization(), changed({ policy: 'new' }), opened(), given()]).needed[0]?.ask;
    expect(ask).toMatch(/OLD-1 of old.*changed on 2026-06-20 to new/u);
  });

  test('two of the same coverage are asked about', () => {
    expect(of([authorization(), authorization({ number: 'OLD-2' })])).toEqual([null, ['authorization']]);
  });

  test('a line of business that uses none gets none, whatever is on record', () => {
    expect(of([authorization()], { ...PATIENT, lineOfBusiness: 'medicare-part-b' })).toEqual([null, []]);
    expect(of([authorization(), changed({ lineOfBusiness: 'medicare-part-b' })])).toEqual([null, []]);
  });
});

describe('a fact that was not as planned is billed and cautioned', () => {
  test('given after the course was discontinued', () => {
    const stop: CourseEvent = { type: 'discontinued', at: '2026-06-21T09:00-04:00', reason: 'choice' };
    const answer = bill([authorization(), opened(), given(), stop]);
    expect(answer.lines).toHaveLength(1);
    expect(cautionOf(answer, 'dose-after-discontinued')).toMatch(/C1D8 \(2026-06-22\).*2026-06-21/u);
  });

  test('given on the day of the discontinuation is not after it', () => {
    const stop: CourseEvent = { type: 'discontinued', at: '2026-06-22T16:00-04:00', reason: 'choice' };
    expect(cautionOf(bill([authorization(), opened(), given(), stop]), 'dose-after-discontinued')).toBe('');
  });

  test.each([
    ['2026-06-21', true],
    ['2026-06-22', false],
    ['2026-06-23', false],
  ])('from a vial good until %s: cautioned %s', (expires, cautioned) => {
    const answer = bill([authorization(), opened('C1D8', 10, expires), given()]);
    expect(cautionOf(answer, 'vial-expired') !== '').toBe(cautioned);
    expect(answer.ready).toBe(true);
  });

  test('other milligrams than the schedule has', () => {
    const answer = bill([authorization(), opened(), given(5), wasted(5)]);
    expect(cautionOf(answer, 'dose-differs')).toContain('C1D8: 5 mg was given where the schedule has 10 mg');
    expect(cautionOf(bill([authorization(), opened(), given()]), 'dose-differs')).toBe('');
  });

  test('two doses with the same deviation are both named', () => {
    const more = given(5, { dose: 'C1D15', at: '2026-06-29T10:00-04:00' });
    const answer = bill([authorization(), given(5), more]);
    expect(answer.cautions.filter(({ id }) => id === 'dose-differs')).toHaveLength(2);
  });

  test('recorded for a day ahead of the answer', () => {
    const answer = bill([authorization(), opened(), given()], PATIENT, '2026-06-21');
    expect(cautionOf(answer, 'dose-ahead')).toContain('C1D8 (2026-06-22)');
  });
});

test.each(['C1D9', 'R1D15', 'C2D8'])('%s is no dose of the schedule: its line is a draft that asks', (dose) => {
  const answer = bill([authorization(), opened(dose), given(10, { dose })]);
  expect([answer.lines.length, answer.ready, asked(answer)]).toEqual([1, false, ['dose']]);
  expect(answer.needed[0]?.ask).toMatch(new RegExp(`${dose} is no dose .*C1D1, C1D8, C1D15`, 'u'));
});

describe('diagnoses', () => {
  test.each([
    ['each once', ['C34.11', 'I10', 'C34.11', 'Z51.12'], ['Z51.12', 'C34.11', 'I10'], []],
    ['the primary malignancy before its secondary sites', ['C79.31', 'I10', 'C34.11', 'C77.1'], undefined, []],
    ['only secondary sites', ['C79.31'], ['Z51.12', 'C79.31'], ['diagnoses']],
  ])('%s', (_what, diagnoses, codes, questions) => {
    const answer = bill([authorization(), opened(), given()], { ...PATIENT, diagnoses });
    expect(answer.lines[0]?.diagnoses).toEqual(codes ?? ['Z51.12', 'C34.11', 'C79.31', 'C77.1', 'I10']);
    expect(asked(answer)).toEqual(questions);
  });
});
