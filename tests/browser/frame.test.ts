import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt } from '../support/browser.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';

let open: OpenPage;

describe.skipIf(CANNOT_OPEN)('the frame of the page', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('shows the way in to whoever is not signed in', async () => {
    const context = await open.browser.newContext({ baseURL: open.running.origin });
    const page = await context.newPage();
    await page.goto('/patients');
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    expect(await lookAt(page, 'sign-in')).toEqual([]);
  });

  it('lets one person of one machine work in another role and for the other organisation', async () => {
    const { page, complaints } = await open.as('nurse');
    await page.goto('/patients');
    await page.getByRole('button', { name: /^Signed in/u }).click();
    expect(await lookAt(page, 'account')).toEqual([]);
    await page.getByLabel('Work as').selectOption('Reviewer');
    await page.getByLabel('Organisation').selectOption('A payer (invented)');
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('button', { name: /^Signed in: .*Reviewer$/u }).waitFor();
    await page.getByRole('banner').getByText('A payer (invented)').waitFor();
    await page.waitForURL((url) => url.pathname === '/');
    expect(complaints).toEqual([]);
  });

  it('signs out, and what was typed is gone from the tab', async () => {
    const { page } = await open.as('nurse');
    await page.goto('/');
    await page.evaluate("sessionStorage.setItem('stepwise-draft/x', '{}')");
    await page.getByRole('button', { name: /^Signed in/u }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('is worked by keys: g and a letter, the search, the list of keys, and the link to the content', async () => {
    const { page, complaints } = await open.as('nurse');
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { level: 1, name: 'Patients' }).waitFor();
    expect(await page.title()).toBe('Patients · Stepwise');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await lookAt(page, 'keys')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('sample');
    await page.getByRole('dialog').getByRole('link').first().waitFor();
    expect(await lookAt(page, 'search')).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/patients\//u);
    expect(complaints).toEqual([]);
  });

  it('says that the line is down, and reads everything anew when it is back', async () => {
    const { page, context } = await open.as('nurse');
    await page.goto('/patients');
    await page.getByRole('row').nth(2).waitFor();
    await context.setOffline(true);
    await page.getByText('The service cannot be reached.').waitFor();
    expect(await lookAt(page, 'away')).toEqual([]);
    await context.setOffline(false);
    await page.getByText('The line is back. Everything was read anew.').waitFor();
    await page.getByText('The service cannot be reached.').waitFor({ state: 'detached' });
  });

  it('keeps to a phone, to 200 %, and tells of an address that leads nowhere', async () => {
    const { page } = await open.as('nurse');
    for (const [name, width] of [
      ['phone', 390],
      ['double', 590],
    ] as const) {
      await page.setViewportSize({ width, height: 820 });
      await page.goto('/');
      await page
        .getByRole('link', { name: /^Clear the dose/u })
        .first()
        .waitFor();
      expect(await lookAt(page, `today-${name}`)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    }
    await page.goto('/nowhere');
    await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  });

  it('keeps what somebody chose of light and dark', async () => {
    const { page } = await open.as('nurse');
    await page.goto('/');
    await page.getByRole('button', { name: 'Use the dark colours' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Use the light colours' }).waitFor();
    expect(await page.evaluate("document.documentElement.getAttribute('data-mantine-color-scheme')")).toBe('dark');
  });
});
