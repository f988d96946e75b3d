import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { knowledge, ROOT } from '../support/knowledge.ts';

/** Invariant 6, first half: the engine knows no drug and no payer. Their names and codes stand in knowledge only. */
function words(): string[] {
  const { drugs, policies, sources } = knowledge();
  const ofDrugs = [...drugs.values()].flatMap((drug) => [
    ...[drug.id, drug.name, drug.brand, ...drug.labels.map(({ id }) => id)],
    ...drug.billing.codes.map(({ hcpcs }) => hcpcs),
    ...drug.products.flatMap(({ ndc }) => [ndc, ndc.slice(0, ndc.lastIndexOf('-'))]),
  ]);
  const ofPolicies = policies.flatMap(({ id, payer, codes }) => [id, payer.name, ...(codes.icd10?.codes ?? [])]);
  return [...new Set([...ofDrugs, ...ofPolicies, ...sources.keys()])].filter((word) => word.length > 3);
}

const files = globSync(['core/**/*.ts', 'shells/**/*.ts'], { cwd: ROOT }).filter(
  // Tests, and the examples that the help shows, speak of what is held.
  (file) => !file.endsWith('.test.ts') && !file.endsWith('test-chart.ts'),
);

const withoutExamples = (text: string): string =>
  text.replace(/examples: \[[\s\S]*?\],\n/gu, '').replace(/command:\s*'[^']*'/gu, '');

describe('no drug and no payer in the code', () => {
  it.each(files)('%s', (file) => {
    const text = withoutExamples(readFileSync(path.join(ROOT, file), 'utf8')).toLowerCase();
    for (const word of words()) expect(text.includes(word.toLowerCase()), `${file} says ${word}`).toBe(false);
  });

  it('the words are those of the knowledge that is held', () => {
    expect(words().length).toBeGreaterThan(20);
  });
});
