import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../core/criteria/compile.ts';
import { childrenOf, inReadingOrder, isFactNode, type Criterion } from '../../core/criteria/node.ts';
import { openQuestions } from '../../core/criteria/open-questions.ts';
import { writeOut } from '../../core/criteria/trace.ts';
import { waysToMeet, type Way } from '../../core/criteria/ways.ts';
import { truthOf } from '../../core/criteria/kinds/code.ts';
import type { FactRecord, FactValue } from '../../core/values/fact.ts';
import { allOf, anyOf, negate, type Truth } from '../../core/values/truth.ts';
import { completions, DEFINITIONS, patients, trees } from '../support/trees.ts';

fc.configureGlobal({ numRuns: 2_000 });

const truth = (tree: Criterion, facts: FactRecord): Truth => writeOut(compile(tree).evaluate(facts), facts).truth;

/** The meaning of a tree said once more, without compiling: the model that the evaluator is held against. */
function model(node: Criterion, facts: FactRecord): Truth {
  switch (node.kind) {
    case 'all':
      return allOf(node.children.map((child) => model(child, facts)));
    case 'any':
      return anyOf(node.children.map((child) => model(child, facts)));
    case 'at-least-of': {
      const truths = node.children.map((child) => model(child, facts));
      const met = truths.filter((one) => one === 'met').length;
      if (met >= node.n) return 'met';
      return met + truths.filter((one) => one === 'unknown').length < node.n ? 'not-met' : 'unknown';
    }
    case 'not':
      return negate(model(node.child, facts));
    case 'same-as':
      return model(node.child, facts);
    case 'when':
      return anyOf([negate(model(node.condition, facts)), model(node.then, facts)]);
    default: {
      const recorded = facts.get(node.fact);
      if (recorded === undefined) return 'unknown';
      const holds = (value: FactValue): boolean => {
        if (node.kind === 'is') return value === node.value;
        if (node.kind === 'in') return node.codes.includes(String(value));
        if (node.kind === 'one-of') return node.values.includes(value);
        if (node.kind === 'judgement') return value === true;
        if (typeof value !== 'number') throw new Error('the generated comparisons are on numbers');
        if (node.kind === 'at-least') return value >= node.value;
        if (node.kind === 'more-than') return value > node.value;
        return node.kind === 'at-most' ? value <= node.value : value < node.value;
      };
      return holds(recorded.value) ? 'met' : 'not-met';
    }
  }
}

describe('criteria', () => {
  it('the compiled evaluator agrees with the meaning of every kind of criterion', () => {
    fc.assert(fc.property(trees, patients, (tree, facts) => truth(tree, facts) === model(tree, facts)));
  });

  it('the trace has one truth for every criterion, none skipped', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const trace = compile(tree).evaluate(facts);
        const nodes = inReadingOrder(tree);
        expect(trace.truths.map(truthOf)).toEqual(nodes.map((node) => model(node, facts)));
      }),
    );
  });

  it('more documented facts never change met or not met', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const before = truth(tree, facts);
        fc.pre(before !== 'unknown');
        return completions(facts).every((more) => truth(tree, more) === before);
      }),
    );
  });

  it('the answers said to settle it do settle it', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const ways = waysToMeet(compile(tree).evaluate(facts), DEFINITIONS);
        return ways.every((way) => completions(facts).every((more) => !fits(way, more) || truth(tree, more) === 'met'));
      }),
    );
  });

  it('no way of meeting the criteria is left out', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const ways = waysToMeet(compile(tree).evaluate(facts), DEFINITIONS);
        return completions(facts).every((more) => truth(tree, more) !== 'met' || ways.some((way) => fits(way, more)));
      }),
    );
  });

  it('nothing that is asked is already known, and an unknown outcome always asks something', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const trace = compile(tree).evaluate(facts);
        const asked = openQuestions(trace);
        expect(asked.every((node) => !facts.has(node.fact))).toBe(true);
        expect(asked.length > 0).toBe(truth(tree, facts) === 'unknown');
      }),
    );
  });

  it('evaluating changes neither the criteria nor the facts', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const before = JSON.stringify([tree, [...facts]]);
        writeOut(compile(tree).evaluate(facts), facts);
        return JSON.stringify([tree, [...facts]]) === before;
      }),
    );
  });

  it('every node is a child of exactly what childrenOf says', () => {
    fc.assert(
      fc.property(trees, (tree) =>
        inReadingOrder(tree).every((node) => isFactNode(node) === (childrenOf(node).length === 0)),
      ),
    );
  });
});

function fits(way: Way, facts: FactRecord): boolean {
  return [...way].every(([fact, allowed]) => {
    const value = facts.get(fact)?.value;
    if (value === undefined) return false;
    if (allowed.kind === 'range') return typeof value === 'number' && allowed.min <= value && value <= allowed.max;
    return allowed.kind === 'values' ? allowed.values.includes(value) : !allowed.values.includes(value);
  });
}
