import { describe, expect, it } from 'vitest';
import type { Course, CourseEvent } from '../../../../core/course/event.ts';
import type { HeldPolicy } from '../../api/policies.ts';
import { ofDrug, policyOf } from './policy-of.ts';

const held = (id: string, from: string, to: string | null = null, drug = 'one'): HeldPolicy => ({
  ...{ id, version: from, title: id, payer: { id, name: id }, drug },
  inForce: { from, to },
});
const course = (...events: readonly CourseEvent[]): Course => ({
  ...{ drug: 'one', patient: { birthDate: '1960-01-01', sex: 'female' }, timeZone: 'America/New_York' },
  events,
});
const authorization: CourseEvent = {
  ...{ type: 'authorization', at: '2026-05-01T09:00-04:00', policy: 'b', number: '1' },
  ...{ from: '2026-05-01', to: '2026-10-31', units: null },
};
const dose: CourseEvent = { type: 'dose-given', at: '2026-05-02T09:00-04:00', dose: 'C1D1', mg: 1 };
const POLICIES = [held('a', '2024-01-01', '2025-12-31'), held('b', '2024-01-01'), held('c', '2024-01-01', null, 'two')];

describe('the policy that is looked at first', () => {
  it.each([
    ['without an authorization, the first in force', course(), { policy: 'b', kind: 'initial' }],
    ['of an authorization before any dose', course(authorization), { policy: 'b', kind: 'initial' }],
    ['once doses are given, its renewal', course(authorization, dose), { policy: 'b', kind: 'renewal' }],
  ] as const)('is, %s', (_name, one, first) => {
    expect(policyOf(one, POLICIES, '2026-06-15')).toEqual(first);
  });

  it('is of the drug of the course, each policy once by its newest version', () => {
    const versions = [held('b', '2024-01-01', '2025-01-01'), held('b', '2025-01-02'), ...POLICIES.slice(2)];
    expect(ofDrug(course(), versions).map(({ id, version }) => [id, version])).toEqual([['b', '2025-01-02']]);
  });
});
