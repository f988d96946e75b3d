import { describe, expect, it } from 'vitest';
import type { TracedCriterion } from '../../../../core/criteria/trace.ts';
import { requestState } from '../../../../core/requests/state.ts';
import type { KeptFinding } from '../../api/review.ts';
import { decisionsOf, reviewActs } from './acts.ts';
import { emptyOf, entryOf, groundsOf, missing, signedReason } from './filled.ts';

const reviewer = { organisation: 'plan', id: 'r', name: 'A reviewer', role: 'reviewer' };
const clinician = { organisation: 'plan', id: 'c', name: 'A clinician', role: 'clinician', npi: '1234567893' };
const by = { name: 'A nurse', role: 'nurse' } as const;
const drafted = {
  ...({ type: 'drafted', id: 'e1', at: '2026-07-01T09:00:00Z', by, side: 'payer', kind: 'initial' } as const),
  ...{ policy: 'a-policy', drug: 'a-drug' },
};
const submitted = { type: 'submitted', id: 'e2', at: '2026-07-01T10:00:00Z', by, channel: 'fax' } as const;
const found = (outcome: 'criteria-met' | 'criteria-not-met'): ReturnType<typeof requestState> =>
  requestState([
    drafted,
    submitted,
    {
      ...({ type: 'determined', id: 'e3', at: '2026-07-01T11:00:00Z', by: 'program', on: '2026-07-01' } as const),
      ...{ policy: { id: 'a-policy', version: '2026-01-01' }, outcome, notEnough: [] },
    },
  ]);
const leaf = (id: string, truth: TracedCriterion['truth']): TracedCriterion => ({
  ...{ id, kind: 'is', text: `Text of ${id}`, truth, cite: [], evidence: [], children: [] },
});
const finding = {
  found: {
    criteria: { ...leaf('all', 'not-met'), kind: 'all', children: [leaf('a', 'met'), leaf('b', 'not-met')] },
    authorization: { from: '2026-07-01', to: '2026-12-31', months: 6, units: 141, basis: 'computed' },
  },
} as unknown as KeptFinding;

describe('what may be done with a request', () => {
  it('is to approve only where the criteria are found to be met', () => {
    expect(reviewActs(found('criteria-met'), reviewer)).toEqual(['approved', 'information-requested', 'referred']);
    expect(reviewActs(found('criteria-not-met'), reviewer)).toEqual(['information-requested', 'referred']);
  });

  it('is to decide for a clinician alone, never a proposal', () => {
    const acts = reviewActs(found('criteria-not-met'), clinician);
    expect(acts).toContain('decided');
    expect(decisionsOf('decided', found('criteria-not-met'))).toEqual(['approved', 'approved-in-part', 'denied']);
    expect(emptyOf('decided', finding, clinician)).toMatchObject({ decision: '', grounds: [], from: '', units: '' });
  });

  it('is nothing for the practice on the payer’s side but what its rules allow', () => {
    expect(reviewActs(found('criteria-met'), { ...reviewer, role: 'nurse' })).toEqual([]);
  });
});

describe('what is signed', () => {
  const filled = {
    ...emptyOf('decided', finding, clinician),
    ...({ decision: 'denied', reason: ' In my words. ', specialty: 'oncology' } as const),
  };

  it('has to be chosen, and to rest on something where it is against the request', () => {
    expect(missing({ ...filled, decision: '' })).toHaveLength(1);
    expect(missing(filled)).toHaveLength(1);
    expect(missing({ ...filled, grounds: ['b'] })).toEqual([]);
    expect(missing({ ...filled, grounds: ['b'], npi: '1234567890' })).toHaveLength(1);
    expect(missing({ ...filled, decision: 'approved' })).toEqual([]);
  });

  it('says on which criteria it rests before the words of whoever signs', () => {
    const grounds = groundsOf(finding);
    expect(grounds.map(({ id }) => id)).toEqual(['b']);
    expect(signedReason({ ...filled, grounds: ['b'] }, grounds)).toBe('Rests on: Text of b (b). In my words.');
    expect(signedReason({ ...filled, grounds: ['other'] }, grounds)).toBe('In my words.');
    expect(entryOf('decided', { ...filled, grounds: ['b'] }, found('criteria-not-met'), grounds)).toEqual({
      ...{ type: 'decided', decision: 'denied' },
      signature: {
        ...{ name: 'A clinician', npi: '1234567893', specialty: 'oncology' },
        reason: 'Rests on: Text of b (b). In my words.',
      },
    });
  });

  it('has the days and units of the finding in an approval until they are changed', () => {
    const approved = { ...emptyOf('approved', finding, reviewer), number: ' A-1 ' };
    expect(entryOf('approved', approved, found('criteria-met'), [])).toEqual({
      type: 'approved',
      approval: { number: 'A-1', from: '2026-07-01', to: '2026-12-31', units: 141 },
    });
    expect(entryOf('approved', { ...approved, units: '' }, found('criteria-met'), [])).toMatchObject({
      approval: { units: null },
    });
  });
});
