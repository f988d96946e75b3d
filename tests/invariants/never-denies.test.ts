import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { determine } from '../../core/coverage/determine.ts';
import type { Outcome } from '../../core/coverage/determination.ts';
import { inForce } from '../../core/coverage/in-force.ts';
import { sayBecause, sayOutcome } from '../../core/explain/say.ts';
import type { FactDefinition, FactValue } from '../../core/values/fact.ts';
import { attested } from '../support/facts.ts';
import { knowledge, ROOT } from '../support/knowledge.ts';

/** Invariant 5: the program approves or asks; it never denies, reduces, delays or rescinds. */
const ADVERSE = /\b(den(y|ies|ied|ial)|reject\w*|refus\w*|rescind\w*|revok\w*|reduc\w*|downgrad\w*|dismiss\w*)\b/iu;
const OUTCOMES: readonly Outcome[] = [
  'criteria-met',
  'information-needed',
  'criteria-not-met',
  'policy-not-applicable',
];

function valuesOf({ type }: FactDefinition): fc.Arbitrary<FactValue> {
  switch (type.kind) {
    case 'yes-no':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: type.min, max: type.max ?? 40 });
    case 'one-of':
      return fc.constantFrom(...type.choices.map(({ value }) => value));
    case 'date':
      return fc
        .date({ min: new Date('1930-01-01'), max: new Date('2026-06-15'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10));
    case 'code':
      return fc.constantFrom('C34.11', 'VA', 'MN');
    case 'text':
      return fc.constantFrom('Fairfax', 'Oncology');
    default:
      return type satisfies never;
  }
}

describe('the program never denies', () => {
  it('whatever is recorded of a patient, the finding is one of four, none of them adverse', () => {
    const held = knowledge();
    const patients = fc.record(Object.fromEntries([...held.facts].map(([id, fact]) => [id, valuesOf(fact)])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(
        patients,
        fc.constantFrom(...held.policies.keys()),
        fc.constantFrom('initial' as const, 'renewal' as const),
        fc.constantFrom('2024-01-01', '2025-06-01', '2026-06-15'),
        (values, index, kind, on) => {
          const policy = held.policies[index] ?? expect.fail('there is such a policy');
          const facts = attested(values as Record<string, FactValue>);
          const found = determine(inForce([policy], on), { kind, on, facts }, held);
          expect(OUTCOMES).toContain(found.outcome);
          expect(`${found.outcome} ${sayOutcome(found.outcome)} ${sayBecause(found)}`).not.toMatch(ADVERSE);
          expect(found.cautions.map(({ text }) => text).join(' ')).not.toMatch(ADVERSE);
          expect(found.authorization === null).toBe(found.outcome !== 'criteria-met');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('no word of the code that finds and explains is adverse', () => {
    const files = globSync(['core/{criteria,coverage,foresight,explain}/**/*.ts', 'shells/cli/**/*.ts'], { cwd: ROOT });
    expect(files.length).toBeGreaterThan(30);
    for (const file of files.filter((name) => !name.endsWith('.test.ts'))) {
      const source = ts.createSourceFile(
        file,
        readFileSync(path.join(ROOT, file), 'utf8'),
        ts.ScriptTarget.Latest,
        true,
      );
      const visit = (node: ts.Node): void => {
        if (
          ts.isStringLiteralLike(node) ||
          ts.isTemplateHead(node) ||
          ts.isTemplateMiddle(node) ||
          ts.isTemplateTail(node)
        )
          expect(node.text, file).not.toMatch(ADVERSE);
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  });
});
