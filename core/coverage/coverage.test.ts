import { describe, expect, it } from 'vitest';
import { completedYears } from '../values/age.ts';
import { periodOf, renewalStart } from './authorization.ts';
import { findContractor, type ContractorTable } from './contractor.ts';
import { inForce } from './in-force.ts';
import type { Policy } from './policy.ts';

describe('completed years', () => {
  it.each([
    ['1958-03-02', '2026-06-15', 68],
    ['2008-06-15', '2026-06-15', 18],
    ['2008-06-16', '2026-06-15', 17],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
    ['2026-06-15', '2026-06-15', 0],
    ['2007-12-31', '2026-01-01', 18],
  ])('born %s, on %s: %i', (birth, on, years) => {
    expect(completedYears(birth, on)).toBe(years);
  });
});

describe('the period of an authorization, last day included', () => {
  it.each([
    ['2026-06-15', 6, '2026-12-14'],
    ['2026-06-15', 12, '2027-06-14'],
    ['2026-08-31', 6, '2027-02-27'],
    ['2027-08-31', 6, '2028-02-28'],
    ['2026-01-01', 12, '2026-12-31'],
    ['2028-02-29', 12, '2029-02-27'],
  ])('from %s for %i months ends on %s', (from, months, to) => {
    expect(periodOf(from, months)).toEqual({ from, to });
  });
});

describe('a renewal', () => {
  it('starts the day after the old authorization ends, however early it is asked for', () => {
    expect(renewalStart('2026-12-14', '2026-11-20')).toEqual({ from: '2026-12-15', gapDays: 0 });
    expect(renewalStart('2026-12-14', '2026-12-15')).toEqual({ from: '2026-12-15', gapDays: 0 });
  });

  it('that is asked for later leaves a gap that is counted', () => {
    expect(renewalStart('2026-12-14', '2026-12-16')).toEqual({ from: '2026-12-16', gapDays: 1 });
    expect(renewalStart('2026-12-14', '2027-01-14')).toEqual({ from: '2027-01-14', gapDays: 30 });
  });
});

describe('the version in force', () => {
  const version = (from: string, to?: string): Policy =>
    ({
      id: 'p',
      version: from,
      existsFrom: '2024-01-01',
      inForce: { from, ...(to ? { to } : {}), cite: [] },
    }) as unknown as Policy;
  const versions = [version('2026-04-01'), version('2025-01-01', '2025-12-31')];

  it.each([
    ['2023-12-31', undefined, /did not exist before 2024-01-01/u],
    ['2024-06-01', undefined, /version not held/u],
    ['2025-01-01', '2025-01-01', undefined],
    ['2025-12-31', '2025-01-01', undefined],
    ['2026-02-01', undefined, /version not held/u],
    ['2026-04-01', '2026-04-01', undefined],
    ['2030-01-01', '2026-04-01', undefined],
  ])('on %s', (on, expected, reason) => {
    const found = inForce(versions, on);
    expect(found.policy?.version).toBe(expected);
    if (reason) expect('reason' in found && found.reason).toMatch(reason);
  });
});

describe('the Medicare contractor', () => {
  const table: ContractorTable = {
    jurisdictions: [
      { jurisdiction: 'M', contractor: 'South', states: ['VA', 'NC'], counties: [], cite: [] },
      {
        jurisdiction: 'L',
        contractor: 'North',
        states: ['MD'],
        counties: [{ state: 'VA', names: ['Fairfax', 'Alexandria'] }],
        cite: [],
      },
    ],
    unsettled: [{ state: 'VA', names: ['Fairfax City', 'City of Fairfax'], caution: 'ask' }],
  };
  const answer = (state: string, county?: string): string => {
    const { found, candidates, caution } = findContractor(table, state, county);
    return found?.jurisdiction ?? `${candidates.map((one) => one.jurisdiction).join('+')}${caution ? ' ask' : ''}`;
  };

  it.each([
    ['MD', undefined, 'L'],
    ['NC', 'Wake', 'M'],
    ['VA', undefined, 'M+L'],
    ['VA', 'Fairfax', 'L'],
    ['VA', 'fairfax county', 'L'],
    ['VA', 'City of Alexandria', 'L'],
    ['VA', 'Henrico', 'M'],
    ['VA', 'Fairfax City', 'M+L ask'],
    ['VA', 'City of Fairfax', 'M+L ask'],
    ['XX', undefined, ''],
  ])('of %s %s is %s', (state, county, expected) => {
    expect(answer(state, county)).toBe(expected);
  });
});
