import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grade, type GradeAnswer } from '../../core/regimen/grading/grade.ts';
import type { Scale } from '../../core/regimen/grading/scale.ts';
import type { FactDefinition, FactValue } from '../../core/values/fact.ts';
import { attested } from '../support/facts.ts';
import { knowledge } from '../support/knowledge.ts';

const { grading } = knowledge();

/** The values of each finding from the best to the worst; of a score the high one is the best. */
function bestToWorst({ id, type }: FactDefinition): readonly FactValue[] {
  if (type.kind === 'yes-no') return [false, true];
  if (type.kind === 'one-of') return type.choices.map(({ value }) => value);
  if (type.kind !== 'integer' || type.max === undefined) throw new Error(`${id} has values without end`);
  const { min, max } = type;
  const rising = Array.from({ length: max - min + 1 }, (_, index) => min + index);
  return id === 'icans.ice' ? rising.reverse() : rising;
}

const ORDERS = new Map([...grading.findings.values()].map((definition) => [definition.id, bestToWorst(definition)]));

/** Findings as positions in those orders; a finding that is left out is unknown. */
type Found = Readonly<Partial<Record<string, number>>>;

const findings = (of: string): fc.Arbitrary<Found> => {
  const ids = [...ORDERS.keys()].filter((id) => id.startsWith(`${of}.`));
  const position = (id: string): fc.Arbitrary<number> => fc.nat((ORDERS.get(id)?.length ?? 1) - 1);
  return fc.record(Object.fromEntries(ids.map((id) => [id, position(id)])), { requiredKeys: [] });
};

function valuesOf(found: Found): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(
    Object.entries(found).map(([id, position]) => [id, ORDERS.get(id)?.[position ?? 0] ?? false]),
  );
}

const gradeOf = (scale: Scale, found: Found): GradeAnswer => grade(scale, attested(valuesOf(found)), grading.findings);

describe.each(grading.scales.map((scale) => [scale.id, scale] as const))('grading of %s', (id, scale) => {
  const some = findings(id);

  it('a worse finding never lowers the grade', () => {
    fc.assert(
      fc.property(some, fc.nat(), fc.nat(), (found, which, by) => {
        const keys = Object.keys(found);
        const key = keys[which % Math.max(1, keys.length)];
        if (key === undefined) return;
        const last = (ORDERS.get(key)?.length ?? 1) - 1;
        const worse = { ...found, [key]: Math.min(last, (found[key] ?? 0) + by) };
        expect(gradeOf(scale, worse).atLeast).toBeGreaterThanOrEqual(gradeOf(scale, found).atLeast);
      }),
    );
  });

  it('a grade that is given stays whatever the unknown findings turn out to be', () => {
    fc.assert(
      fc.property(some, some, (found, rest) => {
        const before = gradeOf(scale, found);
        const after = gradeOf(scale, { ...rest, ...found });
        if (before.grade !== null) expect(after.grade).toBe(before.grade);
        expect(after.atLeast).toBeGreaterThanOrEqual(before.atLeast);
      }),
    );
  });

  it('the grade is open exactly where something is asked for, and is then higher by some answer to it', () => {
    fc.assert(
      fc.property(some, (found) => {
        const { grade: given, atLeast, needed } = gradeOf(scale, found);
        expect(needed.length > 0).toBe(given === null);
        expect(given ?? atLeast).toBe(atLeast);
        if (given !== null) return;
        const worst = Object.fromEntries(
          needed.map(({ fact }) => [fact, (ORDERS.get(fact)?.length ?? 1) - 1] as const),
        );
        expect(gradeOf(scale, { ...found, ...worst }).atLeast).toBeGreaterThan(atLeast);
      }),
    );
  });

  it('whoever is found well in all has grade 0', () => {
    const best = Object.fromEntries(
      [...ORDERS.keys()].filter((key) => key.startsWith(`${id}.`)).map((key) => [key, 0]),
    );
    expect(gradeOf(scale, best)).toMatchObject({ grade: 0, needed: [] });
  });
});
