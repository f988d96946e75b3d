import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Determination } from '../../core/coverage/determination.ts';
import { stepwise } from '../support/cli.ts';
import { ROOT } from '../support/knowledge.ts';

/** Invariant 6, second half: a new payer and a new drug are files, and every verb works with them. */
let folder: string;

function rewrite(dir: string, change: (text: string) => string): void {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) writeFileSync(file, change(readFileSync(file, 'utf8')));
  }
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-new-payer-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
  // Another drug: other names, another second dose, another billing code.
  cpSync(path.join(folder, 'drugs', 'tarlatamab'), path.join(folder, 'drugs', 'examplumab'), { recursive: true });
  rewrite(path.join(folder, 'drugs', 'examplumab'), (text) =>
    text.replaceAll('tarlatamab', 'examplumab').replaceAll('J9026', 'J9999').replaceAll('Imdelltra', 'Examplia'),
  );
  // A payer of its own for it: one criterion of the first policy, and the authorization three months.
  const home = path.join(folder, 'payers', 'acme', 'examplumab');
  mkdirSync(home, { recursive: true });
  cpSync(path.join(folder, 'payers', 'fep', 'tarlatamab', '2026-04-01.yaml'), path.join(home, 'new.yaml'));
  rewrite(home, (text) =>
    text
      .replace('id: fep-5.21.223', 'id: acme-1')
      .replace('payer: { id: fep,', 'payer: { id: acme,')
      .replace('drug: tarlatamab', 'drug: examplumab')
      .replaceAll('months: 12', 'months: 3')
      .replace('at-least: 18', 'at-least: 21'),
  );
  renameSync(path.join(home, 'new.yaml'), path.join(home, '2026-04-01.yaml'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a new payer and a new drug need no code', () => {
  const check = async (birth: string): Promise<Determination | undefined> => {
    const answers = path.join(folder, 'answers.yaml');
    writeFileSync(
      answers,
      [
        `patient.birth-date: ${birth}`,
        'patient.sex: male',
        'member.line-of-business: fehb',
        'disease.diagnosis: sclc',
        'disease.stage: extensive',
        'therapy.progressed-on-or-after-platinum: yes',
        'plan.step-up-dosing: { value: yes, by: Example, role: prescriber }',
        'plan.monitors-crs-and-neurotoxicity: { value: yes, by: Example, role: prescriber }',
      ].join('\n'),
    );
    const { out, err } = await stepwise(
      'check',
      '--knowledge',
      folder,
      '--policy',
      'acme-1',
      '--request',
      'initial',
      '--answers',
      answers,
      '--on',
      '2026-06-15',
      '--json',
    );
    expect(err).toBe('');
    return (JSON.parse(out) as { determinations: Determination[] }).determinations[0];
  };

  it('the policy determines by its own criteria and gives its own authorization', async () => {
    expect(await check('2005-06-15')).toMatchObject({
      outcome: 'criteria-met',
      authorization: { to: '2026-09-14', months: 3 },
      request: { drug: 'examplumab' },
    });
    expect(await check('2005-06-16')).toMatchObject({ outcome: 'criteria-not-met' });
  });

  it('the drug has its calendar, its preparation and its code on a claim', async () => {
    const calendar = await stepwise(
      'calendar',
      '--knowledge',
      folder,
      '--drug',
      'examplumab',
      '--start',
      '2026-06-15',
      '--json',
    );
    expect(JSON.parse(calendar.out)).toMatchObject({ drug: 'examplumab', label: { id: 'examplumab-2025-11' } });
    const prepare = await stepwise('prepare', '--knowledge', folder, '--drug', 'examplumab', '--dose', '10', '--json');
    expect(JSON.parse(prepare.out)).toMatchObject({ sterileWaterMl: 4.4 });
    const course = path.join(folder, 'course.json');
    writeFileSync(
      course,
      readFileSync(path.join(ROOT, 'examples/courses/step-up-complete.json'), 'utf8').replace(
        '"tarlatamab"',
        '"examplumab"',
      ),
    );
    const claim = await stepwise('claim', '--knowledge', folder, '--course', course, '--dose', 'C1D1', '--json');
    expect(JSON.parse(claim.out)).toMatchObject({ lines: [{ hcpcs: 'J9999', units: 1 }] });
  });

  it('with two drugs held, a call that leaves the drug open asks which', async () => {
    const { status, out, err } = await stepwise('calendar', '--knowledge', folder, '--start', '2026-06-15');
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toBe('--drug: several drugs are held. Name one of: examplumab, tarlatamab\n');
  });
});
