import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadCriteria as onDays, type DeadCriteria } from '../../core/coverage/dead-criteria.ts';
import { compile } from '../../core/criteria/compile.ts';
import { MET, type Code } from '../../core/criteria/kinds/code.ts';
import { childrenOf, inReadingOrder, type Criterion } from '../../core/criteria/node.ts';
import { ASKED, completions, DEFINITIONS, ON, trees } from '../support/trees.ts';

const EVERYBODY = completions(ASKED);
const COMMON = { id: 'constant', text: 'constant', cite: [] };

/** The tree with some of its criteria replaced by one that every patient meets, or none. */
function withConstants(node: Criterion, constants: ReadonlyMap<Criterion, 'met' | 'not-met'>): Criterion {
  const constant = constants.get(node);
  if (constant !== undefined) return { kind: constant === 'met' ? 'all' : 'any', ...COMMON, children: [] };
  const again = (child: Criterion): Criterion => withConstants(child, constants);
  switch (node.kind) {
    case 'all':
    case 'any':
    case 'at-least-of':
      return { ...node, children: node.children.map(again) };
    case 'not':
    case 'same-as':
      return { ...node, child: again(node.child) };
    case 'when':
      return { ...node, condition: again(node.condition), then: again(node.then) };
    default:
      return node;
  }
}

const deadCriteria = (root: Criterion): DeadCriteria => onDays(root, DEFINITIONS, [ON]);
const truths = (root: Criterion): readonly (Code | undefined)[] => {
  const { evaluate } = compile(root);
  return EVERYBODY.map((facts) => evaluate(facts).truths[0]);
};
const meetsNobody = (root: Criterion): boolean => !truths(root).includes(MET);

const taken = ({ idle }: DeadCriteria): ReadonlyMap<Criterion, 'met' | 'not-met'> =>
  new Map(idle.map(({ node, as }) => [node, as]));

/** The criteria that belong to this place, not to one that a `same-as` repeats. */
function own(node: Criterion): readonly Criterion[] {
  return [node, ...(node.kind === 'same-as' ? [] : childrenOf(node).flatMap(own))];
}

describe('criteria that say nothing', () => {
  it('every criterion that is reported as met by nobody is met by nobody, and by somebody without one of its parts', () => {
    fc.assert(
      fc.property(trees, (root) => {
        for (const { node, between } of deadCriteria(root).unmeetable) {
          expect(meetsNobody(node)).toBe(true);
          expect(own(node).filter((one) => one !== node && one.kind !== 'same-as' && meetsNobody(one))).toEqual([]);
          if (node.kind !== 'all') continue;
          const all = (children: readonly Criterion[]): Criterion => ({ kind: 'all', ...COMMON, children });
          expect(meetsNobody(all(between))).toBe(true);
          for (const part of between) {
            const fewer = between.filter((one) => one !== part);
            expect(fewer.length > 0 && meetsNobody(all(fewer))).toBe(false);
          }
        }
      }),
    );
  });

  it('criteria that nobody meets are reported, and with them a smallest part that nobody meets', () => {
    fc.assert(
      fc.property(trees, (root) => {
        const { nobody, unmeetable } = deadCriteria(root);
        expect(nobody).toBe(meetsNobody(root));
        const lost = own(root).filter((node) => node.kind !== 'same-as' && meetsNobody(node));
        expect(unmeetable.length > 0).toBe(lost.length > 0);
      }),
    );
  });

  it('taking all idle criteria as the constants that they are said to be changes nothing for any patient', () => {
    fc.assert(
      fc.property(trees, (root) => {
        const dead = deadCriteria(root);
        expect(truths(withConstants(root, taken(dead)))).toEqual(truths(root));
        for (const { node, as, always } of dead.idle)
          expect(always).toBe(truths(node).every((code) => code === (as === 'met' ? 2 : 0)));
      }),
    );
  });

  it('every criterion that is not reported makes a difference to some patient', () => {
    fc.assert(
      fc.property(trees, (root) => {
        const dead = deadCriteria(root);
        fc.pre(!dead.nobody);
        const lost = new Set([...dead.idle, ...dead.unmeetable].flatMap(({ node }) => inReadingOrder(node)));
        const constants = taken(dead);
        const whole = truths(root);
        for (const node of own(root).slice(1)) {
          if (inReadingOrder(node).some((one) => lost.has(one))) continue;
          for (const as of ['met', 'not-met'] as const)
            expect(truths(withConstants(root, new Map([...constants, [node, as]])))).not.toEqual(whole);
        }
      }),
    );
  });

  it('a period in days and one in months are compared on every day that is given', () => {
    const within = (count: number, unit: 'days' | 'months'): Criterion => ({
      kind: 'within',
      ...COMMON,
      fact: 'd',
      period: { count, unit },
    });
    const [month, days] = [within(1, 'months'), within(30, 'days')];
    const root: Criterion = { kind: 'all', ...COMMON, children: [month, days] };
    const idleOn = (...on: string[]): readonly Criterion[] =>
      onDays(root, DEFINITIONS, on).idle.map(({ node }) => node);
    expect(idleOn('2026-03-01')).toEqual([days]);
    expect(idleOn('2026-03-31')).toEqual([month]);
    expect(idleOn('2026-03-31', '2026-03-01')).toEqual([]);
  });

  it('a criterion that is idle because of others is so with these alone', () => {
    const idle = (root: Criterion): readonly (readonly [Criterion, readonly Criterion[]])[] =>
      deadCriteria(root).idle.map(({ node, because }) => [node, because]);
    const number = (kind: 'at-least' | 'at-most', value: number): Criterion => ({
      kind,
      ...COMMON,
      id: `${kind}-${value}`,
      fact: 'n',
      value,
    });
    const group = (kind: 'all' | 'any', ...children: Criterion[]): Criterion => ({ kind, ...COMMON, children });
    const [one, two] = [number('at-least', 1), number('at-least', 2)];
    const yes: Criterion = { kind: 'is', ...COMMON, fact: 'a', value: true };
    expect(idle(group('all', yes, one, two))).toEqual([[one, [two]]]);
    expect(idle(group('any', yes, one, two))).toEqual([[two, [one]]]);
    expect(idle(group('all', two, group('any', yes, one)))[0]?.[1]).toEqual([two]);
    const when: Criterion = { kind: 'when', ...COMMON, condition: one, then: yes };
    expect(idle(group('all', two, when))).toEqual([[one, [two]]]);
    expect(idle(group('all', yes, { ...yes }))).toEqual([[yes, [yes]]]);
    const odd = { kind: 'one-of', ...COMMON, fact: 'c', values: ['x', 'y'] } as const;
    const even = { kind: 'one-of', ...COMMON, fact: 'c', values: ['x', 'z'] } as const;
    const x = { kind: 'is', ...COMMON, fact: 'c', value: 'x' } as const;
    expect(idle(group('all', odd, even, x)).map(([, because]) => because)).toEqual([[odd, even]]);
  });
});
