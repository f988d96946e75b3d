import { describe, expect, it } from 'vitest';
import type { TracedCriterion } from '../criteria/trace.ts';
import type { Determination } from '../coverage/determination.ts';
import type { Truth } from '../values/truth.ts';
import { compareDeterminations } from './compare.ts';

const leaf = (fact: string, truth: Truth): TracedCriterion => ({
  id: fact,
  kind: 'is',
  text: fact,
  truth,
  cite: [],
  fact,
  evidence: [],
  children: [],
});

const group = (kind: 'all' | 'any' | 'when', truth: Truth, children: readonly TracedCriterion[]): TracedCriterion => ({
  id: kind,
  kind,
  text: kind,
  truth,
  ...(kind === 'when' && children[0]?.truth === 'not-met' ? { applies: false as const } : {}),
  cite: [],
  evidence: [],
  children,
});

const found = (
  id: string,
  outcome: Determination['outcome'],
  criteria: TracedCriterion | null,
  reason?: string,
): Determination => ({
  policy: { id, version: '2026-01-01' },
  request: { kind: 'initial', drug: 'drug', on: '2026-06-15' },
  outcome,
  ...(reason === undefined ? {} : { reason }),
  authorization: null,
  criteria,
  needed: [],
  settles: [],
  cites: [],
  cautions: [],
});

const MET = found('one', 'criteria-met', group('all', 'met', [leaf('age', 'met'), leaf('stage', 'met')]));
const NOT_MET = found(
  'two',
  'criteria-not-met',
  group('all', 'not-met', [leaf('age', 'met'), leaf('lines', 'not-met')]),
);
const OPEN = found(
  'three',
  'information-needed',
  group('all', 'unknown', [leaf('age', 'met'), leaf('stage', 'unknown')]),
);

describe('several determinations side by side', () => {
  it('has one row a fact and one column a policy', () => {
    const { policies, facts } = compareDeterminations([MET, NOT_MET, OPEN], new Map());
    expect(policies).toEqual(['one', 'two', 'three']);
    expect(Object.fromEntries(facts.map(({ fact, truths }) => [fact, truths]))).toEqual({
      age: ['met', 'met', 'met'],
      stage: ['met', 'not-asked', 'unknown'],
      lines: ['not-asked', 'not-met', 'not-asked'],
    });
  });

  it('says what separates the policies that are met from the others', () => {
    expect(compareDeterminations([MET, NOT_MET, OPEN], new Map()).separates).toEqual([
      'two is not met for: lines (not asked by one).',
      'three waits for: stage.',
    ]);
  });

  it('says nothing where all are met, or none', () => {
    expect(compareDeterminations([MET, MET], new Map()).separates).toEqual([]);
    expect(compareDeterminations([NOT_MET, OPEN], new Map()).separates).toEqual([]);
  });

  it('what does not apply to the patient stands in no way', () => {
    const spared = group('when', 'met', [leaf('potential', 'not-met'), leaf('contraception', 'unknown')]);
    const { facts } = compareDeterminations([found('one', 'criteria-met', group('all', 'met', [spared]))], new Map());
    expect(facts.map(({ fact, truths }) => [fact, truths[0]])).toEqual([
      ['potential', 'does-not-apply'],
      ['contraception', 'does-not-apply'],
    ]);
  });

  it('an alternative that is not met stands in no way where another is', () => {
    const any = group('any', 'met', [leaf('a', 'met'), leaf('b', 'not-met')]);
    const { facts } = compareDeterminations([found('one', 'criteria-met', any)], new Map());
    expect(facts.map(({ truths }) => truths[0])).toEqual(['met', 'met']);
  });

  it('a policy that does not apply says why', () => {
    const other = found('four', 'policy-not-applicable', null, 'members outside Medicare only');
    expect(compareDeterminations([MET, other], new Map()).separates).toEqual([
      'four does not apply: members outside Medicare only.',
    ]);
  });
});
