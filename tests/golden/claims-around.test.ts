import { describe, expect, test } from 'vitest';
import type { Claim } from '../../core/billing/claim-answer.ts';
import type { CourseEvent } from '../../core/course/event.ts';
import { AUTHORIZATION, bill, cautions, given, held, opened, TEN } from '../support/claims.ts';

/** What stands on a claim beside units and modifiers: diagnoses, place, charges, checklist. */
const D8 = '2026-06-22';

describe('diagnoses of the visit', () => {
  const dose = [opened('C1D8', D8, TEN), given('C1D8', D8, 10)];
  const reaction = (kind: 'crs' | 'icans' | 'infection', grade: 1 | 2 | 3, onset: string): CourseEvent => ({
    type: 'adverse-event',
    at: '2026-06-24T09:00-04:00',
    kind,
    grade,
    onset,
  });
  const watched: CourseEvent = {
    type: 'observation',
    at: '2026-06-23T09:00-04:00',
    start: `${D8}T10:00-04:00`,
    end: '2026-06-23T09:00-04:00',
  };

  test.each([
    ['none', [], []],
    ['on the day of the dose', [reaction('crs', 2, D8)], ['D89.832']],
    ['two kinds', [reaction('icans', 3, D8), reaction('crs', 1, D8)], ['D89.831', 'G92.03']],
    ['twice: the higher grade', [reaction('crs', 1, D8), reaction('crs', 3, D8)], ['D89.833']],
    ['of a kind without a code', [reaction('infection', 2, D8)], []],
    ['on the next day, after the visit', [reaction('crs', 1, '2026-06-23')], []],
    ['in the night of the observation', [watched, reaction('crs', 1, '2026-06-23T02:00-04:00')], ['D89.831']],
    ['in the night before', [watched, reaction('crs', 1, '2026-06-21T23:00-04:00')], []],
    ['an hour after the observation', [watched, reaction('crs', 1, '2026-06-23T10:00-04:00')], []],
  ] as [string, CourseEvent[], string[]][])('reactions %s', (_what, events, codes) => {
    const answer = bill([...dose, ...events]);
    expect(answer.lines[0]?.diagnoses).toEqual(['Z51.12', 'C34.11', 'C79.31', ...codes, 'I10']);
    expect(answer.lines[0]?.diagnosisPointers).toEqual([1, 2, 3]);
    expect(cautions(answer).includes('codes-of-reactions')).toBe(codes.length > 0);
  });

  test.each([
    ['prime-ic-0789', 'C7A.1', false],
    ['prime-ic-0789', 'C33', false],
    ['prime-ic-0789', 'C37', true],
    ['tmhp-tarlatamab', 'C34.90', false],
    ['tmhp-tarlatamab', 'C33', true],
    ['fep-5.21.223', 'C37', false],
    ['not-held', 'C37', false],
  ])('%s and %s: cautioned %s (R4)', (policy, code, cautioned) => {
    const answer = bill(
      [{ ...AUTHORIZATION, policy, number: 'A-2', at: '2026-06-13T09:00-04:00' } as CourseEvent, ...dose],
      {
        diagnoses: [code],
      },
    );
    // Two authorizations are a question; the list is that of the one that is on the line.
    expect(answer.lines[0]?.authorization).toBeNull();
    const alone = bill(dose, { diagnoses: [code] });
    if (policy === 'prime-ic-0789') expect(cautions(alone).includes('diagnosis-not-listed')).toBe(cautioned);
    const changed: CourseEvent = {
      type: 'coverage-changed',
      at: '2026-06-16T09:00-04:00',
      from: '2026-06-16',
      lineOfBusiness: 'medicaid',
      policy,
    };
    const own = {
      ...AUTHORIZATION,
      policy,
      number: 'A-2',
      at: '2026-06-17T09:00-04:00',
      from: '2026-06-17',
    } as CourseEvent;
    const moved = bill([changed, own, ...dose], { diagnoses: [code] });
    if (policy !== 'prime-ic-0789') {
      expect(moved.lines[0]?.authorization).toBe('A-2');
      expect(cautions(moved).includes('diagnosis-not-listed')).toBe(cautioned);
    }
    expect(answer.ready).toBe(false);
  });

  test('one listed malignancy among several is enough', () => {
    expect(cautions(bill(dose, { diagnoses: ['C37', 'C34.11'] }))).not.toContain('diagnosis-not-listed');
  });

  test('the list of the policy has eighteen codes, that of Texas sixteen of them', () => {
    const list = (id: string): readonly string[] =>
      held.policies.find((policy) => policy.id === id)?.codes.icd10?.codes ?? [];
    const [prime, texas] = [list('prime-ic-0789'), list('tmhp-tarlatamab')];
    expect([prime.length, texas.length]).toEqual([18, 16]);
    expect(prime.filter((code) => !texas.includes(code))).toEqual(['C33', 'C7A.1']);
  });
});

describe('what stands on a claim beside its lines', () => {
  const dose = [opened('C1D8', D8, TEN), given('C1D8', D8, 10)];

  test('the encounter of each dose with its place', () => {
    expect(bill(dose).encounters).toEqual([
      {
        dose: 'C1D8',
        dateOfService: D8,
        diagnoses: ['Z51.12', 'C34.11', 'C79.31', 'I10'],
        placeOfService: '22',
        authorization: 'A-1',
        setting: 'hospital-outpatient',
        facilityType: '13',
        coverage: 'commercial',
      },
    ]);
  });

  test('the practice’s own charges, for each line that has one', () => {
    const answer = bill(dose, {}, new Map([['J9026', 200_050]]));
    expect(answer.lines.map(({ chargeCents }) => chargeCents)).toEqual([2_000_500]);
    expect(answer.services.map(({ chargeCents }) => chargeCents)).toEqual([undefined]);
  });

  test('the checklist of the permanent code: what the lines show is answered, the rest is a person’s', () => {
    const states = (answer: Claim): string[] => answer.checklist.map(({ state }) => state);
    expect(states(bill(dose))).toEqual(['met', 'ask', 'ask', 'ask']);
    const on = (day: string): CourseEvent[] => [opened('C1D8', day, TEN), given('C1D8', day, 10)];
    expect([states(bill(on('2025-01-01'))).length, states(bill(on('2024-12-31'))).length]).toEqual([4, 0]);
    expect(states(bill([opened('C1D8', '2024-11-04', TEN), given('C1D8', '2024-11-04', 10)]))).toEqual([]);
  });

  test('the parties are those that the course knows', () => {
    expect(bill(dose).parties).toEqual({ patient: { birthDate: '1958-03-09', sex: 'female', state: 'VA' } });
  });
});
