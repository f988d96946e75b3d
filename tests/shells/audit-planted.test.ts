import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { write837Folder } from '../../tools/claims/as-837.ts';
import type { Generated } from '../../tools/claims/generate.ts';
import { heldDrug } from '../support/claim-lines.ts';
import { stepwise } from '../support/cli.ts';
import { linesByRule, plantedClaims, precisionAndRecall } from '../support/planted-claims.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-planted-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const inFolder = (...parts: readonly string[]): string => path.join(folder, ...parts);

async function audited(policy: string, claims: string, { members, authorizations }: Generated): Promise<string> {
  const out = `${claims}.found.csv`;
  const files = ['--members', members, '--authorizations', authorizations, '--out', out];
  const { status, err } = await stepwise('audit', '--policy', policy, ...files, claims);
  expect(err).toBe('');
  expect(status).toBe(20);
  return out;
}

/** `rule: precision recall` of each rule that was found or is planted. */
function measured(found: string, planted: string): readonly string[] {
  const [made, hidden] = [linesByRule(found), linesByRule(planted)];
  return [...new Set([...made.keys(), ...hidden.keys()])].sort().map((rule) => {
    const { precision, recall } = precisionAndRecall(made.get(rule) ?? new Set(), hidden.get(rule) ?? new Set());
    return `${rule}: ${precision.toFixed(2)} ${recall.toFixed(2)}`;
  });
}

const perfect = (rules: Iterable<string>): readonly string[] => [...rules].sort().map((rule) => `${rule}: 1.00 1.00`);

describe('an audit of generated claims', () => {
  it.each([
    ['prime-ic-0789', 5000, 3, []],
    ['tmhp-tarlatamab', 2000, 5, ['limit-of-days', 'limit-of-dose', 'second-step-up-over-limit']],
  ])('finds under %s every planted error, by its rule, and nothing else', async (policy, members, seed, unlimited) => {
    const made = await plantedClaims(policy, inFolder(policy), { members, seed });
    const rules = linesByRule(made.planted);
    expect(measured(await audited(policy, made.claims, made), made.planted)).toEqual(perfect(rules.keys()));
    // A policy without limits has fewer rules to break.
    const ids = heldDrug().claimChecks.map(({ id }) => id);
    expect([...rules.keys()].sort()).toEqual(ids.filter((id) => !unlimited.includes(id)).sort());
  });

  it('finds the same in Parquet with other lines beside those of the drug, and in a folder of 837 files', async () => {
    const made = await plantedClaims('prime-ic-0789', inFolder('mixed'), {
      members: 800,
      seed: 6,
      form: 'parquet',
      infusions: true,
    });
    const expected = perfect(linesByRule(made.planted).keys());
    expect(measured(await audited('prime-ic-0789', made.claims, made), made.planted)).toEqual(expected);
    expect(await write837Folder(made.claims, made.members, 800, inFolder('mixed', 'x12'))).toBeGreaterThan(2);
    expect(measured(await audited('prime-ic-0789', inFolder('mixed', 'x12'), made), made.planted)).toEqual(expected);
  });
});

describe('the generator', () => {
  it('writes the same for the same seed, other claims for another, and each member the same in every part', async () => {
    const text = (made: Generated): readonly string[] =>
      [made.claims, made.members, made.authorizations, made.planted].map((file) => readFileSync(file, 'utf8'));
    const policy = 'prime-ic-0789';
    const whole = await plantedClaims(policy, inFolder('whole'), { members: 40, seed: 8 });
    expect(text(await plantedClaims(policy, inFolder('again'), { members: 40, seed: 8 }))).toEqual(text(whole));
    const other = await plantedClaims(policy, inFolder('other'), { members: 40, seed: 9 });
    expect(text(other)[0]).not.toEqual(text(whole)[0]);
    const parts = [
      await plantedClaims(policy, inFolder('part-1'), { members: 20, seed: 8 }),
      await plantedClaims(policy, inFolder('part-2'), { members: 20, seed: 8, first: 21 }),
    ];
    const rows = (all: readonly Generated[]): readonly string[] =>
      all.flatMap(({ claims }) => readFileSync(claims, 'utf8').trim().split('\n').slice(1)).sort();
    expect(rows(parts)).toEqual(rows([whole]));
  });
});
