import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../tests/support/knowledge.ts';
import { attested } from '../../tests/support/facts.ts';
import { stated } from '../../core/coverage/cautions.ts';
import { InputError } from '../input/input-error.ts';
import { loadKnowledge } from './load.ts';

const FACTS = 'facts.yaml';
const BENEFITS = 'benefits.yaml';
const FEP = 'payers/fep/tarlatamab/2026-04-01.yaml';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-benefits-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function change(file: string, from: string | RegExp, to: string): void {
  const name = path.join(folder, file);
  const before = readFileSync(name, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(name, after);
}

function faults(): string {
  try {
    loadKnowledge(folder);
    return '';
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

describe('what is wrong with benefits and with the sentences of letters is told with its place', () => {
  it.each<[string, string, string | RegExp, string, RegExp]>([
    [
      'a benefit fact that is not defined',
      BENEFITS,
      'facts: [benefit.coverage-active, benefit.channel',
      'facts: [benefit.coverage-active, benefit.chanel',
      /benefits\.yaml:\d+:\d+: .*there is no fact "benefit\.chanel"\. Did you mean "benefit\.channel"\?/u,
    ],
    [
      'an unknown fact to be told of',
      BENEFITS,
      'whenUnknown: [benefit.coverage-active',
      'whenUnknown: [benefit.coverage-activ',
      /benefits\.yaml:\d+:\d+: .*there is no fact "benefit\.coverage-activ"\. Did you mean "benefit\.coverage-active"\?/u,
    ],
    [
      'a sentence of a value that the fact does not take',
      FACTS,
      'sclc: The diagnosis is small',
      'sclx: The diagnosis is small',
      /disease\.diagnosis takes one of sclc, nsclc, other, not "sclx"[^]*the letter has no sentence for sclc\. /u,
    ],
    [
      'a sentence that does not say the value',
      FACTS,
      'The diagnosis is coded {value} (ICD-10-CM).',
      'The diagnosis is coded.',
      /facts\.yaml:\d+:\d+: .*the sentence does not say the value\. Write \{value\} where it belongs/u,
    ],
    [
      'a part that letters do not have',
      FACTS,
      'part: safety',
      'part: safty',
      /this is no part of a letter\. Use one of: patient, disease, treatment, response, safety, plan/u,
    ],
  ])('%s', (_name, file, from, to, wanted) => {
    change(file, from, to);
    expect(faults()).toMatch(wanted);
  });
});

describe('a policy’s caution on unknown facts', () => {
  it('is said while one of them is not recorded, and names it', () => {
    change(
      FEP,
      '  - id: nothing-before-approval\n',
      '  - id: performance-open\n    text: Ask for it.\n    whenUnknown: [performance.ecog, disease.stage]\n  - id: nothing-before-approval\n',
    );
    const policy = loadKnowledge(folder).policies.find(({ id }) => id === 'fep-5.21.223') ?? expect.fail('it is held');
    const said = (values: Record<string, string | number>): unknown =>
      stated(policy, { kind: 'initial', facts: attested(values) }).find(({ id }) => id === 'performance-open');
    expect(said({ 'disease.stage': 'extensive' })).toEqual({
      ...{ id: 'performance-open', text: 'Ask for it.', facts: ['performance.ecog'] },
    });
    expect(said({ 'disease.stage': 'extensive', 'performance.ecog': 1 })).toBeUndefined();
  });

  it('on a fact that does not exist is a fault', () => {
    change(
      FEP,
      '  - id: nothing-before-approval\n',
      '  - id: open\n    text: Ask.\n    whenUnknown: [performance.ecogg]\n  - id: nothing-before-approval\n',
    );
    expect(faults()).toMatch(/2026-04-01\.yaml:\d+:\d+: .*there is no fact "performance\.ecogg"/u);
  });
});
