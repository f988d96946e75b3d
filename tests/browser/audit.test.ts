import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, printed } from '../support/browser.ts';
import { ROOT } from '../support/knowledge.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';

const example = (name: string): string => path.join(ROOT, 'examples', 'claims', name);
let open: OpenPage;

describe.skipIf(CANNOT_OPEN)('the audit', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('takes an auditor from a dropped file to a finding, its lines and its passage', { timeout: 120_000 }, async () => {
    const { page, complaints } = await open.as('auditor', 'demo-payer');
    await page.goto('/');
    await page.getByRole('link', { name: 'Audit', exact: true }).click();
    await page.getByText('There is no audit').waitFor();
    expect(await lookAt(page, 'audit')).toEqual([]);
    await page.getByLabel(/^Policy/u).selectOption('prime-ic-0789');
    await page.getByLabel(/Drop the file here/u).setInputFiles(example('lines.csv'));
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByLabel(/^Authorizations/u).click(),
    ]);
    await chooser.setFiles(example('authorizations.csv'));
    await page.getByRole('button', { name: 'Audit', exact: true }).click();
    await page.getByText('14 lines read, 12 of the drug.').waitFor();
    await page.getByRole('region', { name: 'In all' }).getByText('$46,500.00').waitFor();
    const rules = page.getByRole('region', { name: 'By rule' });
    expect(await rules.getByRole('row').count()).toBe(8);
    expect(await lookAt(page, 'audit-done')).toEqual([]);
    await printed(page, 'audit');
    await rules.getByRole('button', { name: /No day is billed twice/u }).click();
    await page.getByText('1 finding', { exact: true }).waitFor();
    await page.getByText('The 2 lines that prove it').click();
    const found = page.getByRole('listitem').filter({ hasText: 'No day is billed twice' });
    expect(await found.getByRole('row').count()).toBe(3);
    await page.getByText('What the rule rests on').click();
    await page
      .getByText(/^policy-prime-ic-0789 § V/u)
      .first()
      .waitFor();
    expect(await lookAt(page, 'audit-finding')).toEqual([]);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('7 findings', { exact: true }).waitFor();
    for (const [name, file, part] of [
      ['Findings (CSV)', 'audit-findings.csv', 'one-dose-a-day'],
      ['Report with charts (HTML)', 'audit-report.html', '<html'],
      ['Set aside (CSV)', 'audit-set-aside.csv', 'units ""-10"" is negative'],
    ] as const) {
      const [taken] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      expect(taken.suggestedFilename()).toBe(file);
      expect(readFileSync(await taken.path(), 'utf8')).toContain(part);
    }
    await page.getByRole('link', { name: 'All audits' }).click();
    await page.getByRole('button', { name: 'Take away lines.csv' }).click();
    await page.getByText('There is no audit').waitFor();
    expect(complaints).toEqual([]);
  });

  it('says of a file that cannot be audited what the command line says', async () => {
    const { page, complaints } = await open.as('biller');
    await page.goto('/audit');
    await page.getByLabel(/^Policy/u).selectOption('prime-ic-0789');
    await page.getByLabel(/Drop the file here/u).setInputFiles({
      name: 'wrong.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('a,b\n1,2\n'),
    });
    await page.getByRole('button', { name: 'Audit', exact: true }).click();
    await page.getByText('Cannot be audited').waitFor();
    await page.getByText('wrong.csv').first().waitFor();
    expect(await lookAt(page, 'audit-refused')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('reads an 837 file, keeps to a phone and to 200 %, and shows it to nobody else', async () => {
    const { page } = await open.as('biller');
    await page.goto('/audit');
    await page.getByLabel(/^Policy/u).selectOption('prime-ic-0789');
    await page
      .getByLabel(/Drop the file here/u)
      .setInputFiles(path.join(ROOT, 'tests', 'golden', 'x12', 'professional.837'));
    await page.getByRole('button', { name: 'Audit', exact: true }).click();
    await page.getByText(/lines? read, /u).waitFor();
    const address = page.url();
    for (const [name, width] of [
      ['phone', 390],
      ['double', 590],
    ] as const) {
      await page.setViewportSize({ width, height: 820 });
      expect(await lookAt(page, `audit-${name}`)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
    }
    const other = await open.as('auditor', 'demo-payer');
    await other.page.goto(address);
    await other.page.getByText('There is no such audit').waitFor();
    const nurse = await open.as('nurse');
    await nurse.page.goto(address);
    await nurse.page.getByRole('link', { name: 'Today' }).first().waitFor();
    expect(await nurse.page.getByRole('link', { name: 'Audit', exact: true }).count()).toBe(0);
  });
});
