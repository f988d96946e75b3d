import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, printed } from '../support/browser.ts';
import { ROOT } from '../support/knowledge.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';
import { temporary } from '../support/served.ts';

const SOURCES = path.resolve(ROOT, '..', 'shared', 'sources');
const HELD = existsSync(SOURCES);
const PLACE = 'payers/fep/tarlatamab';
const EDITOR = 'Text of the policy (YAML)';
let open: OpenPage;
let folder: string;

/** Types a draft as a person does who pastes it. */
async function typed(page: Page, change: (text: string) => string): Promise<void> {
  const editor = page.getByLabel(EDITOR);
  await editor.fill(change(await editor.inputValue()));
}

describe.skipIf(CANNOT_OPEN)('the policies', () => {
  beforeAll(async () => {
    folder = temporary('policies');
    cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
    open = await openPage({ STEPWISE_KNOWLEDGE: folder, ...(HELD ? { STEPWISE_SOURCES: SOURCES } : {}) });
  });
  afterAll(async () => {
    await open.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are listed, and one is read as a document with its criteria and what no rule says', async () => {
    const { page, complaints } = await open.as('policy-author', 'demo-payer');
    await page.goto('/');
    await page.getByRole('link', { name: 'Policies', exact: true }).click();
    await page.getByRole('row').nth(6).waitFor();
    expect(await page.getByRole('row').count()).toBe(7);
    expect(await lookAt(page, 'policies')).toEqual([]);
    await page.getByLabel('Payer, policy or drug').fill('fep');
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /Federal Employee Program/u }).click();
    await page.getByRole('heading', { name: 'Initial request' }).waitFor();
    await page.getByText('Age: at least 18 years').first().waitFor();
    await page.getByText('how the drug works; states no condition').click();
    expect(await lookAt(page, 'policy')).toEqual([]);
    await printed(page, 'policy');
    expect(complaints).toEqual([]);
  });

  it.skipIf(!HELD)('say how the document is accounted for, and show a passage, where a copy is held', async () => {
    const { page } = await open.as('reviewer', 'demo-payer');
    await page.goto('/policies/fep-5.21.223/2026-04-01');
    await page.getByText(/^\d+ passages have a rule, \d+ have a reason why they have none, 0 are not/u).waitFor();
    await page.getByText('policy-fep-5.21.223 § prior-approval').first().click();
    await page.locator('blockquote').first().waitFor();
    expect(await page.getByText('Draft the next version').count()).toBe(0);
    expect(await lookAt(page, 'policy-passage')).toEqual([]);
  });

  it('are compared two at a time, with a patient for each direction and the requests of the record', async () => {
    const { page, complaints } = await open.as('clinician', 'demo-payer');
    await page.goto('/policies/compare');
    await page.getByLabel('From', { exact: true }).selectOption('prime-ic-0789@2025-05-05');
    await page.getByLabel('To', { exact: true }).selectOption('fep-5.21.223@2026-04-01');
    await page.getByRole('heading', { name: 'Neither covers the other' }).first().waitFor();
    await page.getByRole('heading', { name: 'Approved by fep-5.21.223, not by prime-ic-0789' }).first().waitFor();
    await page.getByText(/^\d+ of \d+ change$/u).waitFor();
    expect(await lookAt(page, 'policies-compared')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it(
    'have their next version drafted with faults at their lines, kept over a reload, and published',
    { timeout: 120_000 },
    async () => {
      const { page, complaints } = await open.as('policy-author', 'demo-payer');
      await page.goto('/policies/fep-5.21.223/2026-04-01');
      await page.getByRole('link', { name: 'Draft the next version' }).click();
      await page.getByText('the version 2026-04-01 is held already, and findings may rest on it').waitFor();
      await page.getByLabel('First day in force').fill('2027-01-01');
      await page.getByRole('heading', { name: 'Sound: it can be published' }).waitFor();
      expect(await page.getByLabel(EDITOR).inputValue()).toContain('  from: 2027-01-01');
      await typed(page, (text) => text.replace('fact: disease.stage', 'fact: disease.stages'));
      await page.getByRole('heading', { name: 'Not sound yet' }).waitFor();
      await page
        .getByText(/there is no fact "disease\.stages"/u)
        .first()
        .waitFor();
      expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0);
      expect(await lookAt(page, 'policy-draft')).toEqual([]);
      await page.reload();
      await page
        .getByRole('button', { name: /^Line \d+, column 11$/u })
        .first()
        .click();
      expect(await page.evaluate('getSelection().toString()')).toContain('disease.stages');
      await typed(page, (text) => text.replace('disease.stages', 'disease.stage'));
      await page.getByRole('heading', { name: 'Sound: it can be published' }).waitFor();
      await page.getByRole('button', { name: 'Worked examples' }).click();
      const cases = page.getByLabel('Text of the worked examples (YAML)');
      const held = await cases.inputValue();
      await cases.fill(held.replace('outcome: criteria-met', 'outcome: criteria-not-met'));
      await page.getByRole('heading', { name: 'Worked examples that do not come out' }).waitFor();
      expect(await lookAt(page, 'policy-draft-cases')).toEqual([]);
      await cases.fill(held);
      await page.getByRole('button', { name: 'Publish' }).click();
      await page.getByText('Version 2026-04-01 ends on the day before.').waitFor();
      expect(await lookAt(page, 'policy-publish')).toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
      await page.getByRole('heading', { name: 'The version is published' }).waitFor();
      expect(await lookAt(page, 'policy-published')).toEqual([]);
      expect(readFileSync(path.join(folder, PLACE, '2027-01-01.yaml'), 'utf8')).toContain('version: 2027-01-01');
      expect(readFileSync(path.join(folder, PLACE, '2026-04-01.yaml'), 'utf8')).toContain('  to: 2026-12-31');
      await page.getByRole('link', { name: 'Policies', exact: true }).click();
      await page.getByText(/^Published here by /u).waitFor();
      expect(complaints).toEqual([]);
    },
  );

  it('can be read on a telephone', async () => {
    const { page } = await open.as('nurse');
    await page.setViewportSize({ width: 400, height: 800 });
    await page.goto('/policies/prime-ic-0789/2025-05-05');
    await page.getByRole('heading', { name: 'Initial request' }).waitFor();
    expect(await lookAt(page, 'policy-phone')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
  });
});
