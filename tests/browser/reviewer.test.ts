import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, printed } from '../support/browser.ts';
import { CANNOT_OPEN, openPage, type AtDesk, type OpenPage } from '../support/page.ts';

const NPI = '1234567893';
let open: OpenPage;

/** Opens the first request of the queue that has a status. */
async function openFirst(page: Page, status: string): Promise<void> {
  await page.goto('/requests');
  await page.getByRole('listitem').filter({ hasText: status }).first().getByRole('link').click();
  await page
    .getByRole('heading', { name: 'Where it stands' })
    .or(page.getByRole('heading', { name: status }))
    .first()
    .waitFor();
}

const dialog = (page: Page): ReturnType<Page['getByRole']> => page.getByRole('dialog');
const payer = async (role: 'reviewer' | 'clinician'): Promise<AtDesk> => open.as(role, 'demo-payer');

/** Fills in the signature of a decision. */
async function sign(page: Page, reason: string): Promise<void> {
  await dialog(page).getByLabel('Reason, as it will be read').fill(reason);
  await dialog(page).getByLabel('Your name').fill('Invented Clinician, MD');
  await dialog(page).getByLabel('Your NPI').fill(NPI);
  await dialog(page).getByLabel('Your specialty').fill('medical oncology');
}

describe.skipIf(CANNOT_OPEN)('the review of requests', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('begins with a queue, what is overdue first, and can be narrowed', async () => {
    const { page, complaints } = await payer('reviewer');
    await page.goto('/');
    await page.getByRole('link', { name: 'Requests', exact: true }).click();
    await page.getByRole('heading', { name: 'Requests', level: 1 }).waitFor();
    const rows = page.getByRole('main').getByRole('listitem');
    await rows.first().waitFor();
    const texts = await rows.allTextContents();
    const over = texts.map((text) => text.includes('Overdue by'));
    // All that are overdue stand before all that are not, and what no limit runs on stands last.
    expect(over.lastIndexOf(true)).toBeLessThan(over.includes(false) ? over.indexOf(false) : texts.length);
    expect(await lookAt(page, 'requests')).toEqual([]);
    await page.getByLabel('Show', { exact: true }).selectOption('With a clinician');
    await page.getByText('To be reviewed', { exact: true }).first().waitFor({ state: 'hidden' });
    await page.getByText('With a clinician', { exact: true }).filter({ visible: true }).last().waitFor();
    await page.getByLabel('Words in the title').fill('nothing like this');
    await page.getByText('No request is in this list.').waitFor();
    expect(await lookAt(page, 'requests-empty')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows one request on one screen, finds again what was found, and approves where the criteria are met', async () => {
    const { page, complaints } = await payer('reviewer');
    await page.goto('/requests');
    await page.getByRole('listitem').filter({ hasText: 'Renewal request' }).getByRole('link').click();
    await page.getByRole('heading', { name: 'Criteria met' }).waitFor();
    await page
      .getByRole('button', { name: /^Evidence and source: / })
      .first()
      .click();
    expect(await lookAt(page, 'request')).toEqual([]);
    await printed(page, 'request');
    await page.getByRole('button', { name: 'Find it again as of then' }).click();
    await page.getByText('Found then and found again: the same').waitFor();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    const from = await dialog(page).getByLabel('First day').inputValue();
    expect(from).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    await dialog(page).getByLabel('Authorization number').fill('TEST-0001');
    expect(await lookAt(page, 'request-approve')).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByRole('heading', { name: 'Approved', exact: true }).waitFor();
    await page.getByText('TEST-0001').first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('asks for exactly what is chosen, keeps what is typed over a reload, and never offers to approve what is unknown', async () => {
    const { page, complaints } = await payer('reviewer');
    await openFirst(page, 'Waits for information');
    await page.getByRole('heading', { name: 'Information needed' }).waitFor();
    expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /deny/iu }).count()).toBe(0);
    await page.getByRole('button', { name: 'Ask for information' }).click();
    await dialog(page).getByRole('button', { name: 'Ask for information' }).click();
    await dialog(page).getByText('Choose or name what you ask for.').waitFor();
    await dialog(page).getByLabel('Documents or anything else, one a line').fill('Pathology report');
    expect(await lookAt(page, 'request-ask')).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Ask for information' }).click();
    expect(await dialog(page).getByLabel('Documents or anything else, one a line').inputValue()).toBe(
      'Pathology report',
    );
    await dialog(page).getByRole('button', { name: 'Ask for information' }).click();
    await page.getByText('The information is asked for').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Pathology report' }).first().waitFor();
    await page.getByRole('button', { name: 'Information has come' }).click();
    await dialog(page).getByLabel('Pathology report').check();
    await dialog(page).getByRole('button', { name: 'Information has come' }).click();
    await page.getByText('Recorded that it has come').waitFor();
    expect(complaints).toEqual([]);
  });

  it('lets a clinician decide against a request only by an own choice, with a ground, a reason, a signature and a second look', async () => {
    const { page, complaints } = await payer('clinician');
    await openFirst(page, 'With a clinician');
    await page.getByRole('heading', { name: 'Criteria not met' }).waitFor();
    await page.getByRole('button', { name: 'Decide and sign' }).click();
    // Nothing is chosen beforehand.
    expect(await dialog(page).getByRole('radio', { checked: true }).count()).toBe(0);
    await sign(page, 'An invented example: no other prior line is shown.');
    await dialog(page).getByRole('radio', { name: 'Deny' }).check();
    await dialog(page).getByRole('button', { name: 'Read it over before you sign' }).click();
    await dialog(page).getByText('Choose what it rests on.').waitFor();
    await dialog(page).getByRole('checkbox').first().check();
    await dialog(page).getByLabel('Your NPI').fill('1234567890');
    await dialog(page).getByRole('button', { name: 'Read it over before you sign' }).click();
    await dialog(page).getByText('This is no NPI').waitFor();
    expect(await lookAt(page, 'request-decide')).toEqual([]);
    await dialog(page).getByLabel('Your NPI').fill(NPI);
    await dialog(page).getByRole('button', { name: 'Read it over before you sign' }).click();
    await dialog(page).getByText('You are about to decide:').waitFor();
    expect(await dialog(page).getByRole('button', { name: 'Sign' }).isDisabled()).toBe(true);
    await dialog(page).getByLabel('I have read the record.').check();
    expect(await lookAt(page, 'request-confirm')).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Sign' }).click();
    await page.getByRole('heading', { name: 'Denied by a clinician' }).waitFor();
    await page
      .getByText(/^Rests on: .* An invented example: no other prior line is shown\.$/u)
      .first()
      .waitFor();
    expect(await lookAt(page, 'request-decided')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('has an appeal decided by another clinician', async () => {
    const { page, complaints } = await payer('clinician');
    await openFirst(page, 'Under appeal');
    await page.getByRole('button', { name: 'Decide the appeal' }).click();
    await dialog(page).getByRole('radio', { name: 'Overturn: approve' }).check();
    await sign(page, 'An invented example: the infection has been treated.');
    await dialog(page).getByLabel('Your NPI').fill('1999999984');
    await dialog(page).getByLabel('Authorization number').fill('TEST-0002');
    await dialog(page).getByLabel('First day').fill('2026-11-21');
    await dialog(page).getByLabel('Last day').fill('2027-05-20');
    await dialog(page).getByLabel('I took no part in the decision before').check();
    await dialog(page).getByRole('button', { name: 'Read it over before you sign' }).click();
    await dialog(page).getByLabel('I have read the record.').check();
    await dialog(page).getByRole('button', { name: 'Sign' }).click();
    await page.getByRole('heading', { name: 'Approved', exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows to one of two reviewers that the other was faster, and writes nothing', async () => {
    const [one, other] = [await payer('reviewer'), await payer('reviewer')];
    await one.page.goto('/requests');
    const row = one.page.getByRole('listitem').filter({ hasText: 'To be reviewed' }).first().getByRole('link');
    const where = (await row.getAttribute('href')) ?? '';
    await Promise.all([one.page.goto(where), other.page.goto(where)]);
    await one.page.getByRole('button', { name: 'Refer to a clinician' }).click();
    await dialog(one.page).getByLabel('Reason').fill('An invented example: the record is unclear');
    // The first does not hear of the other: its line to the record is cut for that moment.
    await one.page.route('**/v1/requests/*', async (route) => route.abort());
    await other.page.getByRole('button', { name: 'Ask for information' }).click();
    await dialog(other.page).getByLabel('Documents or anything else, one a line').fill('Imaging report');
    await dialog(other.page).getByRole('button', { name: 'Ask for information' }).click();
    await other.page.getByText('The information is asked for').waitFor();
    await one.page.unroute('**/v1/requests/*');
    await dialog(one.page).getByRole('button', { name: 'Refer to a clinician' }).click();
    await one.page.getByText('The record was changed meanwhile').waitFor();
    expect(await lookAt(one.page, 'request-conflict')).toEqual([]);
    await one.page.getByRole('button', { name: 'Write mine as well' }).click();
    await one.page.getByText('Referred to a clinician').first().waitFor();
    await other.page.getByText('Referred to a clinician, by').waitFor();
  });

  it('can be read on a telephone, and at twice the size', async () => {
    const { page, complaints } = await payer('reviewer');
    await page.setViewportSize({ width: 400, height: 800 });
    await page.goto('/requests');
    await page.getByRole('listitem').first().waitFor();
    expect(await lookAt(page, 'requests-phone')).toEqual([]);
    await openFirst(page, 'With a clinician').catch(async () => openFirst(page, 'Waits for information'));
    expect(await lookAt(page, 'request-phone')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    expect(complaints).toEqual([]);
  });
});
