import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt } from '../support/browser.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';

let open: OpenPage;

describe.skipIf(CANNOT_OPEN)('Today', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('shows a nurse the doses that are due, and leads to the visit of the first', async () => {
    const { page, complaints } = await open.as('nurse');
    await page.goto('/');
    await page.getByRole('heading', { level: 2, name: 'Doses that are due' }).waitFor();
    const rows = page.getByRole('link', { name: /^Clear the dose/u });
    await rows.first().waitFor();
    expect(await lookAt(page, 'today-nurse')).toEqual([]);
    await rows.first().click();
    await page.waitForURL(/\/patients\/[\da-f-]{36}\/visit$/u);
    expect(complaints).toEqual([]);
  });

  it('lists patients, finds them by what is typed, and opens one', async () => {
    const { page, complaints } = await open.as('nurse');
    await page.goto('/patients');
    await page.getByRole('heading', { level: 1, name: 'Patients' }).waitFor();
    await page.getByRole('row').nth(3).waitFor();
    expect(await lookAt(page, 'patients')).toEqual([]);
    await page.getByRole('rowheader').getByRole('link').first().click();
    await page.waitForURL(/\/coverage$/u);
    expect(await lookAt(page, 'patient')).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
