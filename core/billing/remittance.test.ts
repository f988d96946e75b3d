import { describe, expect, test } from 'vitest';
import type { Claimed, ClaimDenied, Course, CourseEvent, Remitted } from '../course/event.ts';
import { claimAccounts, type ClaimAccount } from './remittance.ts';

const claimed = (more: Partial<Claimed> = {}): Claimed => ({
  type: 'claimed',
  at: '2026-06-24T09:00-04:00',
  dose: 'C1D8',
  claim: 'A',
  ...more,
});
const paid = (cents: number | undefined, day = '2026-07-08', more: Partial<Remitted> = {}): Remitted => ({
  type: 'remitted',
  at: `${day}T12:00-04:00`,
  claim: 'A',
  ...(cents === undefined ? {} : { cents }),
  ...more,
});
const denied = (day = '2026-07-08', more: Partial<ClaimDenied> = {}): ClaimDenied => ({
  type: 'claim-denied',
  at: `${day}T12:00-04:00`,
  claim: 'A',
  reason: 'CO-197',
  ...more,
});

function accounts(...events: readonly CourseEvent[]): readonly ClaimAccount[] {
  const course: Course = {
    drug: 'example',
    timeZone: 'America/New_York',
    patient: { birthDate: '1958-03-09', sex: 'female' },
    events,
  };
  return claimAccounts(course);
}
const standing = (...events: readonly CourseEvent[]): unknown[] =>
  accounts(...events).map((one) => [one.standing, one.paidCents, one.shortCents]);

describe('how a claim stands', () => {
  const expected = claimed({ expectedCents: 160_000 });
  test.each([
    ['no answer', [expected], ['open', null, null]],
    ['paid as expected', [expected, paid(160_000)], ['paid', 160_000, 0]],
    ['a cent short', [expected, paid(159_999)], ['short', 159_999, 1]],
    ['a cent over', [expected, paid(160_001)], ['over', 160_001, -1]],
    ['in two parts', [expected, paid(100_000), paid(60_000, '2026-07-20')], ['paid', 160_000, 0]],
    ['taken back', [expected, paid(160_000), paid(-160_000, '2026-07-20')], ['short', 0, 160_000]],
    [
      'with the patient’s share',
      [expected, paid(150_000, '2026-07-08', { adjustments: [{ code: 'PR-2', cents: 10_000 }] })],
      ['paid', 150_000, 0],
    ],
    [
      'another group’s adjustment is no share',
      [expected, paid(150_000, '2026-07-08', { adjustments: [{ code: 'CO-45', cents: 10_000 }] })],
      ['short', 150_000, 10_000],
    ],
    ['nothing expected', [claimed(), paid(5)], ['paid', 5, null]],
    ['an amount that is not recorded', [expected, paid(undefined)], ['unclear', null, null]],
    ['denied', [expected, denied()], ['denied', null, null]],
    ['denied and then paid', [expected, denied(), paid(160_000, '2026-08-01')], ['paid', 160_000, 0]],
    ['paid and then denied', [expected, paid(160_000), denied('2026-08-01')], ['denied', 160_000, 0]],
    ['an answer alone', [paid(5)], ['unmatched', 5, null]],
  ] as [string, CourseEvent[], unknown[]][])('%s', (_what, events, outcome) => {
    expect(standing(...events)).toEqual([outcome]);
    expect(standing(...events.toReversed())).toEqual([outcome]);
  });

  test('a claim of two doses expects both, and nothing where one of them has no amount', () => {
    const [both] = accounts(expected, claimed({ dose: 'C1D15', expectedCents: 160_000 }));
    expect([both?.doses, both?.expectedCents]).toEqual([['C1D15', 'C1D8'], 320_000]);
    expect(accounts(expected, claimed({ dose: 'C1D15' }))[0]?.expectedCents).toBeNull();
  });

  test('codes and reason are those of the answer, as given', () => {
    const codes = { adjustments: [{ code: 'CO-197', cents: 5 }], remarks: ['N130', 'M62'] };
    expect(accounts(expected, denied('2026-07-08', codes))[0]).toMatchObject({ reason: 'CO-197', ...codes });
  });

  test('a voided answer does not count', () => {
    const wrong = { ...paid(1), id: 'wrong' };
    const gone = { type: 'voided', at: '2026-07-09T09:00-04:00', event: 'wrong', reason: 'typed twice' } as const;
    expect(standing(expected, wrong, gone)).toEqual([['open', null, null]]);
  });

  test('a claim without its number is no account', () => {
    expect(accounts({ type: 'claimed', at: '2026-06-24T09:00-04:00', dose: 'C1D8' })).toEqual([]);
  });
});
