import { describe, expect, it } from 'vitest';
import { inReadingOrder, isFactNode } from '../../core/criteria/node.ts';
import { MET, NOT_MET } from '../../core/criteria/kinds/code.ts';
import type { Check } from '../../core/regimen/clearance/check.ts';
import type { Label } from '../../core/regimen/label.ts';
import { leastBasis } from '../../core/values/citation.ts';
import { attested } from '../support/facts.ts';
import { knowledge } from '../support/knowledge.ts';
import { CASES } from '../support/label-check-cases.ts';
import { grade, WELL, type VisitValues } from '../support/label-check-facts.ts';

const { drugs, visitFacts } = knowledge();
const labels = [...drugs.values()].flatMap((drug) => drug.labels);
const KINDS = [...visitFacts.keys()].flatMap((id) => /^toxicity\.(.+)\.grade-now$/u.exec(id)?.[1] ?? []);

const truthOf = ({ criteria }: Check, facts: VisitValues): string => {
  const code = criteria.evaluate(attested(facts)).truths[0];
  return code === MET ? 'met' : code === NOT_MET ? 'not met' : 'unknown';
};

/** The checks that are not met, with what follows. */
const against = (label: Label, facts: VisitValues): readonly string[] =>
  label.clearance.checks.flatMap((check) => {
    const truth = truthOf(check, facts);
    if (truth === 'met') return [];
    return [`${check.id}: ${truth === 'unknown' ? 'unknown' : check.otherwise}`];
  });

describe.each(labels.map((label) => [label.id, label] as const))('the checks of %s', (_id, label) => {
  it('are all met where nothing stands against the dose', () => {
    expect(against(label, WELL)).toEqual([]);
  });

  it('are met by nobody of whom nothing is known', () => {
    for (const check of label.clearance.checks) expect(truthOf(check, {}), check.id).not.toBe('met');
  });

  it('hold the dose, or more, while an event of any kind is of grade 3', () => {
    for (const kind of KINDS) {
      const found = against(label, { ...WELL, ...grade(kind, 3) });
      expect(
        found.some((one) => /: (hold|discontinue)$/u.test(one)),
        kind,
      ).toBe(true);
    }
  });

  it('are open where a kind of event is not known of, and against the dose by nothing that is not known', () => {
    for (const kind of KINDS) {
      const known = Object.entries(WELL).filter(([id]) => !id.startsWith(`toxicity.${kind}.`));
      const found = against(label, Object.fromEntries(known));
      expect(found.length, kind).toBeGreaterThan(0);
      expect(
        found.filter((one) => !one.endsWith(': unknown')),
        kind,
      ).toEqual([]);
    }
  });

  it.each(CASES)('%s', (_what, facts, wanted) => {
    expect(against(label, { ...WELL, ...facts })).toEqual(wanted);
  });

  it('asks for a laboratory result where one is to be judged, and for nothing where none is', () => {
    const outdated = ['labs.cbc.current', 'labs.neutrophils.grade'];
    const stale = Object.fromEntries(Object.entries(WELL).filter(([id]) => !outdated.includes(id)));
    expect(against(label, stale)).toEqual(['cbc-current: unknown', 'neutrophils: unknown']);
    const none = Object.fromEntries(
      Object.entries(stale).map(([id, value]) => [id, id.endsWith('.to-judge') ? false : value]),
    );
    expect(against(label, none)).toEqual([]);
  });

  it('name no path that the prescriber could not choose, and lead back to the step-up by one only', () => {
    const paths = label.clearance.checks.flatMap(({ id, paths: some = [] }) =>
      some.map((path) => ({ check: id, path })),
    );
    expect(paths.filter(({ path }) => path.leadsTo === 'restart').map(({ check, path }) => [check, path.id])).toEqual([
      ['crs-grade-3', 'step-up'],
    ]);
    for (const { criteria, paths: some } of label.clearance.checks) {
      const asks = inReadingOrder(criteria.root).some((node) => isFactNode(node) && node.fact.startsWith('choice.'));
      expect(asks, criteria.root.id).toBe(some !== undefined);
    }
  });

  it('say of a limit that was not read that it is unconfirmed', () => {
    const unread = ['neutrophils', 'hemoglobin', 'icans-seven-days', 'infection-grade-4', 'other-over-28-days'];
    for (const check of label.clearance.checks.filter(({ id }) => unread.includes(id)))
      expect(leastBasis(check.cite), check.id).toBe('unconfirmed');
    for (const check of label.clearance.checks.filter(({ id }) => ['liver', 'crs-resolved'].includes(id)))
      expect(leastBasis(check.cite), check.id).toBe('secondary');
  });
});
