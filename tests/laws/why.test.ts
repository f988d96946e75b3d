import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../core/criteria/compile.ts';
import { inReadingOrder, isFactNode } from '../../core/criteria/node.ts';
import { walk, writeOut } from '../../core/criteria/trace.ts';
import { whys } from '../../core/explain/why.ts';
import type { FactRecord } from '../../core/values/fact.ts';
import { sayValue } from '../../core/values/say-value.ts';
import { DEFINITIONS, ON, patients, trees } from '../support/trees.ts';

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 2_000 });

interface Explained {
  readonly node: ReturnType<typeof inReadingOrder>[number];
  readonly truth: string;
  readonly why: string;
}

/** Every criterion of the tree with what it came to and why, in reading order. */
function explained(tree: Parameters<typeof compile>[0], facts: FactRecord): readonly Explained[] {
  const traced = writeOut(compile(tree).evaluate(facts), facts);
  const said = whys(tree, traced, { definitions: DEFINITIONS, on: ON });
  const nodes = inReadingOrder(tree);
  return [...walk(traced)].flatMap((one, position) => {
    const node = nodes[position];
    return node === undefined ? [] : [{ node, truth: one.truth, why: said.get(one) ?? '' }];
  });
}

describe('explanations', () => {
  it('every criterion has one: a line of words without a final stop that never speaks of a refusal', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const all = explained(tree, facts);
        expect(all).toHaveLength(inReadingOrder(tree).length);
        for (const { why } of all) {
          expect(why).toMatch(/^[\p{L}\d][^\n]*[^.\s]$/u);
          expect(why).not.toMatch(/den(?:y|ie|ial)|refus|reject|undefined|null|NaN/iu);
        }
      }),
    );
  });

  it('of a recorded fact the value is named, and of one that is not recorded that it is not known', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        for (const { node, why } of explained(tree, facts)) {
          if (!isFactNode(node)) continue;
          const value = facts.get(node.fact)?.value;
          expect(why).toContain(
            value === undefined
              ? `${node.fact}: not known`
              : `${node.fact}: ${sayValue(value, DEFINITIONS.get(node.fact))}`,
          );
        }
      }),
    );
  });

  it('a criterion on a fact that is not met says something else than one that is met', () => {
    fc.assert(
      fc.property(trees, patients, patients, (tree, one, other) => {
        const [first, second] = [explained(tree, one), explained(tree, other)];
        first.forEach(({ node, truth, why }, position) => {
          const against = second[position];
          if (isFactNode(node) && against !== undefined && truth !== against.truth)
            expect(why, `${truth} and ${against.truth}`).not.toBe(against.why);
        });
      }),
    );
  });

  it('every criterion below a group is counted in its explanation', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        for (const { node, why } of explained(tree, facts)) {
          if (node.kind !== 'all' && node.kind !== 'any' && node.kind !== 'at-least-of') continue;
          const [counts = ''] = why.split(';');
          const [, met = '', of = ''] = /^(None|\d+) of (\d+) /u.exec(counts) ?? [];
          const open = Number(/(\d+) (?:is|are) open/u.exec(counts)?.[1] ?? 0);
          const not = Number(/(\d+) (?:is|are) not(?:,|$)/u.exec(counts)?.[1] ?? 0);
          const number = met === 'None' ? 0 : Number(met);
          expect(Number(of)).toBe(node.children.length);
          // Where none is met, those that are neither met nor open are told by that.
          if (number > 0) expect(number + open + not).toBe(node.children.length);
          else expect(open).toBeLessThanOrEqual(node.children.length);
        }
      }),
    );
  });

  it('explaining changes neither the trace nor the criteria', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const traced = writeOut(compile(tree).evaluate(facts), facts);
        const before = JSON.stringify([tree, traced]);
        whys(tree, traced, { definitions: DEFINITIONS, on: ON });
        return JSON.stringify([tree, traced]) === before;
      }),
    );
  });

  it('a trace of other criteria is not explained', () => {
    const trace = (id: string) => {
      const tree = { kind: 'is' as const, id, text: id, cite: [], fact: 'a', value: true };
      return { tree, traced: writeOut(compile(tree).evaluate(new Map()), new Map()) };
    };
    expect(() => whys(trace('one').tree, trace('two').traced, { definitions: DEFINITIONS, on: ON })).toThrow(
      /differ at two/u,
    );
  });
});
