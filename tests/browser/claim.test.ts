import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FIELDS } from '../../shells/web/words/claim-fields.ts';
import { lookAt, printed } from '../support/browser.ts';
import { ROOT } from '../support/knowledge.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';
import { newKey } from '../support/served.ts';

type Json = Readonly<Record<string, unknown>>;
const readExample = (name: string): string => readFileSync(path.join(ROOT, 'examples', name), 'utf8');
const [PRACTICE, PATIENT] = ['The practice, on every claim', 'This patient and this claim'];
let open: OpenPage;

/** A course of the examples in the record. @param but types of entries that are left out */
async function courseBy(page: Page, name: string, but: readonly string[] = []): Promise<string> {
  const { events, ...head } = JSON.parse(readExample(`courses/${name}.json`)) as Json & {
    readonly events: readonly Json[];
  };
  const { origin } = open.running;
  const post = async (where: string, data: unknown): Promise<{ id: string }> => {
    const headers = { origin, 'idempotency-key': newKey() };
    const told = await page.request.post(`${origin}${where}`, { data, headers });
    expect(told.status(), await told.text()).toBe(201);
    return (await told.json()) as { id: string };
  };
  const { id } = await post('/v1/courses', head);
  const kept = events
    .filter(({ type }) => !but.includes(String(type)))
    .map((entry) => Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'id')));
  await post(`/v1/courses/${id}/events`, { events: kept });
  return id;
}

/** The texts of a billing file by their places. */
function flat(value: unknown, place = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[place, String(value)]];
  return Object.entries(value).flatMap(([key, one]) => flat(one, place === '' ? key : `${place}.${key}`));
}

/** Fills in every field of a dialog that a billing file says something of. */
async function fill(dialog: Locator, typed: readonly (readonly [string, string])[]): Promise<void> {
  for (const [place, text] of typed) {
    const label = FIELDS[place] ?? `${place.replace('charges.', '')}, dollars and cents`;
    const field = dialog.getByLabel(label, { exact: true });
    // Street and city stand in several sections.
    const one = (await field.count()) > 1 ? sectionOf(dialog, place).getByLabel(label, { exact: true }) : field;
    if ((await one.count()) === 0) continue;
    if ((await one.locator('xpath=self::select').count()) === 1) await one.selectOption(text);
    else await one.fill(text);
  }
}

const SECTIONS: Readonly<Record<string, string>> = {
  submitter: 'Who sends',
  billingProvider: 'Who is paid',
  renderingProvider: 'Who treats',
  subscriber: 'Who holds the insurance',
  patient: 'The patient',
};
function sectionOf(dialog: Locator, place: string): Locator {
  return dialog.getByRole('group', { name: SECTIONS[place.split('.')[0] ?? ''] ?? '', exact: true });
}

describe.skipIf(CANNOT_OPEN)('the claim of a patient', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('takes a biller from Today to a claim that went out and was paid short', { timeout: 120_000 }, async () => {
    const { page, complaints } = await open.as('biller');
    await page.goto('/');
    await page.locator('a[href$="/claim"]').first().waitFor();
    const id = await courseBy(page, 'step-up-complete', ['claimed', 'remitted']);
    await page.goto(`/patients/${id}/claim`);
    await page.getByLabel('Dose', { exact: true }).selectOption('C1D8');
    await page.getByRole('heading', { name: 'Ready to send' }).waitFor();
    const cells = page.getByRole('region', { name: 'Given, discarded, billed' }).getByRole('cell');
    expect(await cells.allTextContents()).toEqual(['10 mg', '10 mg', '0 mg', '10', '0', '✓None: it agrees']);
    const forms = page.getByRole('region', { name: 'The claim as a form' });
    await forms.getByText('30 answers are missing').waitFor();
    expect(await lookAt(page, 'claim-draft')).toEqual([]);
    for (const [name, file] of [
      [PRACTICE, 'clinic'],
      [PATIENT, 'patient'],
    ] as const) {
      await page.getByRole('button', { name }).click();
      const dialog = page.getByRole('dialog');
      const all = flat(parse(readExample(`billing/${file}.yaml`)));
      await fill(dialog, file === 'patient' ? [...all, ['interchange.controlNumber', '42']] : all);
      if (file === 'patient') expect(await lookAt(page, 'claim-parties')).toEqual([]);
      await dialog.getByRole('button', { name: 'Keep', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    await forms.getByText('Complete: it may go out').waitFor();
    expect(await forms.getByLabel('Form').inputValue()).toBe('837i');
    await forms.getByText('CLM*EX0001*17400***13:A:1**A*Y*Y').waitFor();
    await forms.getByText('Loop 2410, drug').first().waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      forms.getByRole('button', { name: 'Download', exact: true }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('C1D8-837i.837');
    const text = readFileSync(await file.path(), 'utf8');
    expect(text.split('~').filter((segment) => segment.startsWith('SV2'))).toEqual([
      'SV2*0636*HC:J9026:JZ*17000*UN*10',
      'SV2*0335*HC:96413*400*UN*1',
    ]);
    expect(await lookAt(page, 'claim-837')).toEqual([]);
    await forms.getByLabel('Form').selectOption('cms1500');
    await forms.getByText('23 Prior authorization').waitFor();
    expect(await lookAt(page, 'claim-1500')).toEqual([]);
    await printed(page, 'claim');
    await forms.getByLabel('Form').selectOption('fhir');
    await forms.getByText('Resource', { exact: true }).click();
    await forms.getByText('"resourceType": "Claim"').waitFor();
    await page.getByRole('button', { name: 'The claim of C1D8 went out' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Number of the claim').fill('EX0001');
    await dialog.getByLabel('Charge in all').fill('17,400.00');
    await dialog.getByLabel('What the contract has').fill('16000');
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    const out = page.getByRole('region', { name: 'What went out' });
    await out.getByText('No answer yet').waitFor();
    await page.getByRole('button', { name: 'The payer paid: EX0001' }).click();
    await dialog.getByLabel('Paid, dollars').fill('15000');
    await dialog.getByLabel('Adjustments').fill('CO-45:1400.00 PR-2:200.00');
    expect(await lookAt(page, 'claim-paid')).toEqual([]);
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await out.getByText('Paid short').waitFor();
    await out.getByText('$800.00').waitFor();
    expect(await lookAt(page, 'claim-out')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('names the difference, what is needed, and what the checks have against a claim', async () => {
    const { page, complaints } = await open.as('biller');
    const id = await courseBy(page, 'interrupted-dose', ['wasted']);
    await page.goto(`/patients/${id}/claim`);
    await page.getByLabel('Dose', { exact: true }).selectOption('C1D15');
    await page.getByRole('heading', { name: 'Information needed' }).waitFor();
    await page.getByRole('region', { name: 'What is needed' }).getByRole('listitem').first().waitFor();
    expect(await lookAt(page, 'claim-needed')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('keeps to a phone and to 200 %', async () => {
    const { page } = await open.as('biller');
    const id = await courseBy(page, 'renewal');
    for (const [name, width] of [
      ['phone', 390],
      ['double', 590],
    ] as const) {
      await page.setViewportSize({ width, height: 820 });
      await page.goto(`/patients/${id}/claim`);
      await page.getByRole('region', { name: 'The claim as a form' }).waitFor();
      expect(await lookAt(page, `claim-${name}`)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
    }
  });
});
