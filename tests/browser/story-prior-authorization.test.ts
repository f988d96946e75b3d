import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt } from '../support/browser.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';

let open: OpenPage;

describe.skipIf(CANNOT_OPEN)('a day of a prior authorization specialist', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('goes from Today to a renewal that is drafted, handed in, and approved', async () => {
    const { page, complaints } = await open.as('prior-authorization-specialist');
    await page.goto('/');
    await page
      .getByRole('link', { name: /^Request the renewal/u })
      .first()
      .click();
    await page.waitForURL(/\/coverage$/u);
    expect(await page.getByLabel('Request', { exact: true }).inputValue()).toBe('renewal');
    await page.getByText('No request is drafted for this course.').waitFor();
    await page.getByRole('button', { name: 'Draft a request' }).click();
    await page.getByText('The request is drafted').waitFor();
    const request = page.getByRole('article');
    await request.getByRole('link', { name: /^Renewal request, / }).waitFor();
    await request.getByRole('button', { name: 'Hand in' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('How it is handed in').selectOption('Portal');
    await dialog.getByRole('button', { name: 'Hand in' }).click();
    await request.getByText('With the payer', { exact: true }).waitFor();
    await request.getByRole('button', { name: 'Record the payer’s answer' }).click();
    await dialog.getByLabel('Authorization number').fill('INVENTED-1');
    await dialog.getByLabel('First day').fill('2026-12-01');
    await dialog.getByLabel('Last day').fill('2026-11-01');
    await dialog.getByRole('button', { name: 'Record the payer’s answer' }).click();
    // What is wrong is told with its place; what was typed stays.
    await dialog.getByText('2026-11-01 lies before 2026-12-01').waitFor();
    expect(await lookAt(page, 'request-fault')).toEqual([]);
    await dialog.getByLabel('Last day').fill('2027-05-31');
    await dialog.getByRole('button', { name: 'Record the payer’s answer' }).click();
    await request.getByText('Approved', { exact: true }).waitFor();
    await request.getByText('INVENTED-1, Dec 1, 2026 to May 31, 2027').waitFor();
    await request.getByRole('button', { name: 'Draft the renewal' }).waitFor();
    expect(await lookAt(page, 'request-approved')).toEqual([]);
    // The one refused call is told on the console by the browser itself.
    expect(complaints.filter((one) => !one.includes('status of 400'))).toEqual([]);
  });
});
