import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stepwise } from '../support/cli.ts';
import { ROOT } from '../support/knowledge.ts';

const IC = 'knowledge/payers/prime/tarlatamab/2025-05-05.yaml';
const EXTENSIVE = /^( +)fact: disease\.stage\n +is: extensive\n(?= +cite)/mu;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-kinds-'));
  cpSync(path.join(ROOT, 'knowledge'), path.join(folder, 'knowledge'), { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What `check` prints of these answers, its lines without their indents. */
async function printed(policy: string, request: string, answers: string): Promise<readonly string[]> {
  const file = path.join(folder, 'answers.yaml');
  writeFileSync(file, answers);
  const { out, err } = await stepwise(
    ...['check', '--policy', policy, '--request', request, '--answers', file, '--on', '2026-06-15'],
    ...['--knowledge', path.join(folder, 'knowledge')],
  );
  expect(err).toBe('');
  return out
    .replaceAll(file, 'FILE')
    .replace(/\n +(?=[^\s✓✗?–])/gu, ' ')
    .split('\n')
    .map((line) => line.trim());
}

/** Writes the criterion on the stage of IC-0789 anew. */
function stageAs(written: (indent: string) => string): void {
  const file = path.join(folder, IC);
  const before = readFileSync(file, 'utf8');
  const after = before.replace(EXTENSIVE, (_all, indent: string) => written(indent));
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

const said = (lines: readonly string[], part: string): string => lines.find((line) => line.includes(part)) ?? '';

describe('check tells of a criterion why it is not met or unknown', () => {
  it('what is wanted stands behind a recorded value that does not do, and not behind one that does', async () => {
    const lines = await printed('wha-gl-461267', 'initial', 'performance.ecog: 2\ndisease.stage: extensive\n');
    expect(said(lines, 'ECOG performance status 0 or 1 [')).toContain(
      'ECOG performance status: 2 ECOG grade; wanted: at most 1 (attested: FILE)',
    );
    expect(said(lines, 'Disease stage: Extensive stage')).not.toContain('wanted');
  });

  it('a word that does not count is named with whose would', async () => {
    const lines = await printed(
      ...(['fep-5.21.223', 'renewal'] as const),
      'response.status: mixed\njudgement.no-progression: { value: yes, by: Example, role: nurse }\n',
    );
    expect(said(lines, 'A clinician finds no progression')).toContain(
      'no progression: yes, said by Example, nurse, whose word does not count here; clinician or prescriber has to say (attested: FILE, Example, nurse)',
    );
  });

  it('alternatives that are not met are counted, and met ones are not', async () => {
    const open = await printed('bcbsnd-tarlatamab', 'initial', 'disease.stage: limited\n');
    expect(said(open, 'or a supported NCCN category')).toContain('None of 2 is met, 1 is open; one is wanted.');
    const met = await printed('bcbsnd-tarlatamab', 'initial', 'nccn.category: 2A\n');
    expect(said(met, 'or a supported NCCN category')).not.toContain('is wanted');
  });

  it('below a `not` nothing is said to be wanted that must not be', async () => {
    stageAs(
      (indent) =>
        `${indent}not:\n${indent}  id: limited\n${indent}  text: Limited stage\n${indent}  fact: disease.stage\n${indent}  is: limited\n${indent}  cite: [{ basis: unconfirmed, note: a test }]\n`,
    );
    const holds = await printed('prime-ic-0789', 'initial', 'disease.stage: limited\n');
    expect(said(holds, 'Extensive stage [')).toContain('This holds and must not: Limited stage.');
    const absent = await printed('prime-ic-0789', 'initial', 'disease.stage: extensive\n');
    expect(absent.filter((line) => line.includes('Disease stage: Extensive stage')).join()).not.toContain('wanted');
  });

  it('a condition that is a group is told where it spares the patient', async () => {
    const one = (indent: string, id: string, fact: string): string =>
      `${indent}id: ${id}\n${indent}text: The ${id}\n${indent}fact: ${fact}\n${indent}is: yes\n${indent}cite: [{ basis: unconfirmed, note: a test }]\n`;
    stageAs(
      (indent) =>
        `${indent}when:\n${indent}  id: some\n${indent}  text: Some patients only\n${indent}  cite: [{ basis: unconfirmed, note: a test }]\n${indent}  all:\n${indent}    -\n${one(`${indent}      `, 'first', 'therapy.platinum-received')}${indent}then:\n${one(`${indent}  `, 'second', 'toxicity.unacceptable')}`,
    );
    const lines = await printed('prime-ic-0789', 'initial', 'therapy.platinum-received: no\n');
    expect(said(lines, '– Extensive stage')).toContain(
      'Extensive stage (does not apply) [§ III] It does not apply, for this is not so: Some patients only.',
    );
  });
});
