import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, printed } from '../support/browser.ts';
import { ROOT } from '../support/knowledge.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';

const SOURCES = path.resolve(ROOT, '..', 'shared', 'sources');
const HELD = existsSync(SOURCES);
let open: OpenPage;

/** The address of the coverage of the course for which the demo has drafted a request. */
async function coverageOf(page: Page): Promise<string> {
  const told = await page.request.get(`${open.running.origin}/v1/requests?limit=200`);
  const { rows } = (await told.json()) as { rows: { state: { course: string | null } }[] };
  const course = rows.map(({ state }) => state.course).find((one) => one !== null);
  return `/patients/${course ?? ''}/coverage`;
}

describe.skipIf(CANNOT_OPEN)('the coverage of a patient', () => {
  beforeAll(async () => {
    open = await openPage(HELD ? { STEPWISE_SOURCES: SOURCES } : {});
  });
  afterAll(async () => {
    await open.close();
  });

  it('takes an answer where the question stands, keeps it over a reload, and then in the request', async () => {
    const { page, complaints } = await open.as('prior-authorization-specialist');
    await page.goto(await coverageOf(page));
    await page.getByRole('heading', { name: 'Information needed' }).waitFor();
    expect(await lookAt(page, 'coverage')).toEqual([]);
    const missing = page.getByText(/^\d+ answers? (?:is|are) missing\.$/u);
    const before = await missing.textContent();
    await page
      .getByRole('group', { name: /brain metastases|step-up|monitored/u })
      .first()
      .getByRole('button', { name: 'Yes' })
      .click();
    await page.getByRole('heading', { name: 'Answers typed here' }).waitFor();
    await page.getByText(before ?? '', { exact: true }).waitFor({ state: 'detached' });
    const after = (await missing.textContent()) ?? '';
    await page.reload();
    await page.getByText('1 answer is typed and not yet in the record').waitFor();
    await page.getByText(after, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Keep in the request' }).click();
    await page.getByText('Kept in the request, with everything the finding rests on').waitFor();
    await page.reload();
    await page.getByText(after, { exact: true }).waitFor();
    expect(await page.getByRole('heading', { name: 'Answers typed here' }).count()).toBe(0);
    await printed(page, 'coverage');
    expect(complaints).toEqual([]);
  });

  it('keeps to a phone and to 200 %', async () => {
    const { page } = await open.as('prescriber');
    for (const [name, width] of [
      ['phone', 390],
      ['double', 590],
    ] as const) {
      await page.setViewportSize({ width, height: 820 });
      await page.goto(await coverageOf(page));
      await page.getByRole('heading', { name: 'Information needed' }).waitFor();
      expect(await lookAt(page, `coverage-${name}`)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
    }
  });

  it('opens the resource of the chart that a criterion rests on', async () => {
    const { page, complaints } = await open.as('prior-authorization-specialist');
    await page.goto(await coverageOf(page));
    await page
      .getByRole('button', { name: /^Evidence and source: .*diagnosis/iu })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^Condition\// })
      .first()
      .click();
    await page.getByRole('dialog').getByText('clinical status').waitFor();
    expect(await lookAt(page, 'coverage-resource')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.skipIf(!HELD)('shows the passage that a criterion cites, where a copy of the document is held', async () => {
    const { page } = await open.as('prior-authorization-specialist');
    await page.goto(await coverageOf(page));
    await page
      .getByRole('button', { name: /^Evidence and source: / })
      .first()
      .click();
    await page
      .getByText(/^policy-fep.* § /u)
      .filter({ visible: true })
      .first()
      .click();
    await page.locator('blockquote').first().waitFor();
    expect(await lookAt(page, 'coverage-passage')).toEqual([]);
  });

  it('stands side by side with all other payers', async () => {
    const { page, complaints } = await open.as('prior-authorization-specialist');
    await page.goto(await coverageOf(page));
    await page.getByLabel('Side by side with').selectOption('All other payers');
    await page.getByRole('heading', { name: 'Side by side', exact: true }).waitFor();
    await page.getByRole('columnheader').nth(6).waitFor();
    expect(await page.getByRole('columnheader').count()).toBe(7);
    expect(await lookAt(page, 'coverage-compared')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows to one of two who act on a request that the other was faster, and writes nothing', async () => {
    const [one, other] = [await open.as('prior-authorization-specialist'), await open.as('prescriber')];
    const where = await coverageOf(one.page);
    await Promise.all([one.page.goto(where), other.page.goto(where)]);
    await one.page.getByRole('button', { name: 'Withdraw' }).click();
    await one.page.getByRole('dialog').getByLabel('Reason').fill('An invented example: asked twice');
    await other.page.getByRole('button', { name: 'Ask for haste' }).click();
    await other.page.getByRole('dialog').getByLabel('Reason').fill('An invented example: it grows quickly');
    // The first does not hear of the other: its line to the record is cut for that moment.
    await one.page.route('**/v1/requests/*', async (route) => route.abort());
    await other.page.getByRole('dialog').getByRole('button', { name: 'Ask for haste' }).click();
    await other.page.getByText('Haste is asked for').waitFor();
    await one.page.unroute('**/v1/requests/*');
    await one.page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await one.page.getByText('The record was changed meanwhile').waitFor();
    expect(await lookAt(one.page, 'coverage-conflict')).toEqual([]);
    await one.page.getByRole('button', { name: 'Leave it as it is now' }).click();
    await one.page.getByRole('button', { name: 'Hand in' }).waitFor();
    await other.page.getByRole('button', { name: 'Hand in' }).click();
    await other.page.getByRole('dialog').getByLabel('How it is handed in').selectOption('Fax');
    await other.page.getByRole('dialog').getByRole('button', { name: 'Hand in' }).click();
    // Live: nobody loads anything again.
    await one.page.getByText('With the payer', { exact: true }).waitFor();
  });
});
