import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attested } from '../../tests/support/facts.ts';
import { ASKED, patients, trees } from '../../tests/support/trees.ts';
import { compile } from './compile.ts';
import { deciding } from './deciding.ts';
import { isFactNode, type Criterion } from './node.ts';

const COMMON = { text: '', cite: [] };
const leaf = (id: string): Criterion => ({ kind: 'is', id, ...COMMON, fact: id, value: true });
const decides = (root: Criterion, facts: Parameters<typeof attested>[0]): string[] =>
  deciding(compile(root).evaluate(attested(facts))).map(({ id }) => id);

describe('the criteria that decide', () => {
  const both: Criterion = { kind: 'all', id: 'both', ...COMMON, children: [leaf('a'), leaf('b')] };

  it('are those not met where all have to be', () => {
    expect(decides(both, { a: true, b: false })).toEqual(['b']);
    expect(decides(both, { a: false, b: false })).toEqual(['a', 'b']);
  });

  it('are the open ones where the finding is open', () => {
    expect(decides(both, { a: true })).toEqual(['b']);
  });

  it('leave out what an alternative makes needless', () => {
    const either: Criterion = { kind: 'any', id: 'either', ...COMMON, children: [both, leaf('c')] };
    expect(decides(either, { a: false, b: true, c: true })).toEqual(['c']);
    expect(decides(either, { a: false, b: true, c: false })).toEqual(['a', 'c']);
  });

  it('are turned round below a not and in a condition', () => {
    const none: Criterion = { kind: 'not', id: 'none', ...COMMON, child: both };
    expect(decides(none, { a: true, b: true })).toEqual(['a', 'b']);
    expect(decides(none, { a: true, b: false })).toEqual(['b']);
    const when: Criterion = { kind: 'when', id: 'when', ...COMMON, condition: leaf('a'), then: leaf('b') };
    expect(decides(when, { a: false, b: false })).toEqual(['a']);
    expect(decides(when, { a: true, b: false })).toEqual(['a', 'b']);
  });

  it('are enough: with every other fact unknown the finding is the same', () => {
    const law = fc.property(trees, patients, (tree, facts) => {
      const criteria = compile(tree);
      const trace = criteria.evaluate(facts);
      if (trace.truths[0] === 1) return;
      const kept = new Set(deciding(trace).map(({ fact }) => fact));
      const only = new Map([...ASKED, ...[...facts].filter(([id]) => kept.has(id))]);
      expect(criteria.evaluate(only).truths[0]).toBe(trace.truths[0]);
    });
    fc.assert(law, { numRuns: 500 });
  });

  it('are never none', () => {
    const law = fc.property(trees, patients, (tree, facts) => {
      const found = deciding(compile(tree).evaluate(facts));
      expect(found.length).toBeGreaterThan(0);
      expect(found.every(isFactNode)).toBe(true);
    });
    fc.assert(law, { numRuns: 500 });
  });
});
