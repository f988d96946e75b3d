import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../core/criteria/compile.ts';
import { inReadingOrder, REQUEST_DATE } from '../../core/criteria/node.ts';
import { writeOut } from '../../core/criteria/trace.ts';
import { whys } from '../../core/explain/why.ts';
import { caseDefinitions, kindCases } from '../support/kind-cases.ts';
import { ROOT } from '../support/knowledge.ts';

const definitions = caseDefinitions();
const cases = kindCases();

describe('the cases beside each kind of criterion', () => {
  it.each(cases.map((one) => [`${one.kind}: ${one.tree.id}: ${one.name}`, one] as const))('%s', (_name, one) => {
    const { tree, facts, truth, why } = one;
    const traced = writeOut(compile(tree).evaluate(facts), facts);
    expect(traced.truth).toBe(truth);
    const day = facts.get(REQUEST_DATE)?.value;
    const said = whys(tree, traced, { definitions, on: day === undefined ? undefined : String(day) }).get(traced);
    if (why !== undefined) expect(said).toBe(why);
  });

  it('every kind has cases that are met, not met and unknown, and explanations of each', () => {
    const files = globSync('core/criteria/kinds/*.ts', { cwd: ROOT }).map((file) => path.basename(file, '.ts'));
    const kinds = files.filter((file) => !['code', 'told'].includes(file) && !file.endsWith('.test')).sort();
    expect([...new Set(cases.map(({ kind }) => kind))]).toEqual(kinds);
    for (const kind of kinds) {
      const own = cases.filter((one) => one.kind === kind);
      expect(new Set(own.map(({ truth }) => truth)), kind).toEqual(new Set(['met', 'not-met', 'unknown']));
      const told = own.filter(({ why }) => why !== undefined);
      expect(new Set(told.map(({ truth }) => truth)), kind).toEqual(new Set(['met', 'not-met', 'unknown']));
    }
  });

  it('every file is about the kind that it is named after', () => {
    const comparisons = ['at-least', 'more-than', 'at-most', 'less-than'];
    for (const { kind, tree } of cases) expect(kind === 'compare' ? comparisons : [kind], tree.id).toContain(tree.kind);
    expect(new Set(cases.filter(({ kind }) => kind === 'compare').map(({ tree }) => tree.kind))).toEqual(
      new Set(comparisons),
    );
  });

  it('they name no fact that is not in their list, and leave none of it out', () => {
    const named = cases.flatMap(({ tree }) =>
      inReadingOrder(tree).flatMap((node) => ('fact' in node ? [node.fact] : [])),
    );
    expect(new Set([...named, REQUEST_DATE])).toEqual(new Set(definitions.keys()));
  });
});
