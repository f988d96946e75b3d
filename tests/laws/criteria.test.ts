import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { compile } from '../../core/criteria/compile.ts';
import { childrenOf, inReadingOrder, isFactNode, type Criterion } from '../../core/criteria/node.ts';
import { openQuestions } from '../../core/criteria/open-questions.ts';
import { writeOut } from '../../core/criteria/trace.ts';
import { restsOn, waysToMeet, wouldDiffer } from '../../core/criteria/settle.ts';
import type { Way } from '../../core/criteria/ways.ts';
import { truthOf } from '../../core/criteria/kinds/code.ts';
import type { FactRecord, FactValue, RecordedFact } from '../../core/values/fact.ts';
import { allOf, anyOf, negate, type Truth } from '../../core/values/truth.ts';
import { attested } from '../support/facts.ts';
import { ASKED, completions, DAYS, DEFINITIONS, ON, patients, trees } from '../support/trees.ts';

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 2_000 });

/** Of each generated day how many days it lies before the request, counted by hand. */
const DAYS_SINCE: ReadonlyMap<string, number> = new Map(
  DAYS.map((day, index) => [day, [-1, 0, 1, 2, 14, 15][index] ?? NaN]),
);

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
        if (node.kind === 'within') {
          const since = DAYS_SINCE.get(String(value)) ?? NaN;
          return since >= 0 && since <= node.period.count;
        }
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
        const { ways } = waysToMeet(compile(tree).evaluate(facts), DEFINITIONS, 1_000);
        return ways.every((way) => completions(facts).every((more) => !fits(way, more) || truth(tree, more) === 'met'));
      }),
    );
  });

  it('no way of meeting the criteria is left out', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const { ways } = waysToMeet(compile(tree).evaluate(facts), DEFINITIONS, 1_000);
        return completions(facts).every((more) => truth(tree, more) !== 'met' || ways.some((way) => fits(way, more)));
      }),
    );
  });

  it('no set of answers that settles it asks for more than another, and smaller ones stand first', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const { ways } = waysToMeet(compile(tree).evaluate(facts), DEFINITIONS, 1_000);
        const sizes = ways.map((way) => way.size);
        expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
        // Without one of its answers a set no longer settles it, so nothing in it is superfluous.
        for (const way of ways) {
          for (const fact of way.keys()) {
            const without = new Map([...way].filter(([id]) => id !== fact));
            const all = everyAnswer(without).map((answers) => truth(tree, new Map([...facts, ...answers])));
            expect(all.every((one) => one === 'met')).toBe(false);
          }
        }
      }),
    );
  });

  it('the first n ways are the same whatever the limit, and `more` says whether there are others', () => {
    fc.assert(
      fc.property(trees, patients, fc.integer({ min: 1, max: 3 }), (tree, facts, limit) => {
        const trace = compile(tree).evaluate(facts);
        const all = waysToMeet(trace, DEFINITIONS, 1_000).ways;
        const some = waysToMeet(trace, DEFINITIONS, limit);
        expect(some.ways.map((way) => way.size)).toEqual(all.slice(0, limit).map((way) => way.size));
        expect(some.more).toBe(all.length > limit);
      }),
    );
  });

  it('met criteria stay met on the facts that they are said to rest on, and on no fewer', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        const { ways } = restsOn(compile(tree).evaluate(facts), facts, 1_000);
        expect(ways.length > 0).toBe(truth(tree, facts) === 'met');
        const only = (ids: readonly string[]): FactRecord =>
          new Map([...ASKED, ...[...facts].filter(([id]) => ids.includes(id))]);
        for (const way of ways) {
          expect(truth(tree, only([...way.keys()]))).toBe('met');
          for (const fact of way.keys())
            expect(truth(tree, only([...way.keys()].filter((id) => id !== fact)))).not.toBe('met');
        }
      }),
    );
  });

  it('criteria that are not met would be with the changes that are said to do it', () => {
    fc.assert(
      fc.property(trees, patients, (tree, facts) => {
        for (const { changes, answers } of wouldDiffer(compile(tree).evaluate(facts), facts, DEFINITIONS, 1_000)) {
          const wanted = new Map([...answers, ...[...changes].map(([fact, { allows }]) => [fact, allows] as const)]);
          expect(truth(tree, new Map([...facts, ...answersOf(wanted)]))).toBe('met');
          expect(changes.size).toBeGreaterThan(0);
        }
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
    if (allowed.kind === 'range') {
      const number = allowed.before === undefined ? value : (DAYS_SINCE.get(String(value)) ?? NaN);
      return typeof number === 'number' && allowed.min <= number && number <= allowed.max;
    }
    return allowed.kind === 'values' ? allowed.values.includes(value) : !allowed.values.includes(value);
  });
}

/** One patient who gives exactly these answers: of each fact the first value that will do. */
function answersOf(way: Way): FactRecord {
  return attested(
    Object.fromEntries(
      [...way].map(([fact, allowed]) => {
        if (allowed.kind === 'range') return [fact, allowed.before === undefined ? allowed.min : dayIn(allowed)];
        const [first] = allowed.kind === 'values' ? allowed.values : ['another'];
        if (first === undefined) throw new Error('a way wants at least one value');
        return [fact, first];
      }),
    ),
  );
}

/** A day so long before the request as the range wants, also where none of the generated ones is. */
function dayIn({ min, max }: { readonly min: number; readonly max: number }): string {
  return Temporal.PlainDate.from(ON)
    .subtract({ days: min < 0 ? max : min })
    .toString();
}

/** Every patient who answers so; signed only where the way wants a signature. */
function everyAnswer(way: Way): FactRecord[] {
  let all: FactRecord[] = [new Map()];
  for (const [fact, allowed] of way) {
    const values: readonly FactValue[] =
      allowed.kind === 'range' && allowed.before !== undefined
        ? DAYS.filter((day) => fits(new Map([[fact, allowed]]), attested({ [fact]: day })))
        : allowed.kind === 'range'
          ? Array.from({ length: allowed.max - allowed.min + 1 }, (_, index) => allowed.min + index)
          : allowed.values;
    const signed = allowed.kind === 'values' && allowed.roles !== undefined;
    all = all.flatMap((one) =>
      values.map((value) => {
        const answer: RecordedFact = { value, origin: 'attested', evidence: [] };
        return new Map([...one, [fact, signed ? { ...answer, by: 'Example', role: 'prescriber' } : answer]]);
      }),
    );
  }
  return all;
}
