import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';

let open: OpenPage;

const MOST_TABS = 200;
/** What a screen reader would call the element that has the focus; its place on the screen where nobody can see it. */
const FOCUSED = `(() => {
  const one = document.activeElement;
  const seen = one.matches(':focus-visible');
  const name = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent;
  return { name: name.trim(), seen };
})()`;

/** Tab after Tab, until something of that name has the focus; each stop has to show that it has it. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    const focused: { readonly name: string; readonly seen: boolean } = await page.evaluate(FOCUSED);
    if (name.test(focused.name)) {
      expect(focused.seen).toBe(true);
      return;
    }
    passed.push(focused.name.slice(0, 30));
  }
  throw new Error(`no stop of Tab is called ${String(name)}: ${passed.join(' | ')}`);
}

describe.skipIf(CANNOT_OPEN)('without a mouse', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('goes from Today to a renewal that is drafted and handed in', async () => {
    const { page, complaints } = await open.as('prior-authorization-specialist');
    await page.goto('/');
    await page
      .getByRole('link', { name: /^Request the renewal/u })
      .first()
      .waitFor();
    await tabTo(page, /^Request the renewal/u);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/coverage$/u);
    await page.getByText('No request is drafted for this course.').waitFor();
    await tabTo(page, /^Draft a request$/u);
    await page.keyboard.press('Enter');
    const request = page.getByRole('article');
    await request.getByRole('link', { name: /^Renewal request, / }).waitFor();
    await tabTo(page, /^Hand in$/u);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await tabTo(page, /^How it is handed in/u);
    await page.keyboard.type('Portal');
    expect(await dialog.getByLabel('How it is handed in').inputValue()).toBe('portal');
    await tabTo(page, /^Hand in$/u);
    await page.keyboard.press('Enter');
    await request.getByText('With the payer', { exact: true }).waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('grades a patient by keys alone, and closes a dialog with Escape where the focus was before', async () => {
    const { page, complaints } = await open.as('nurse');
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('heading', { level: 1, name: 'Calculators' }).waitFor();
    await tabTo(page, /^Grade CRS and ICANS/u);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Highest temperature/u);
    await page.keyboard.type('38.6');
    await page.getByText('Grade 1 at least', { exact: true }).waitFor();
    // One stop for each group of ways; the arrows go through it.
    await tabTo(page, /^(?:✓)?Not looked at$/u);
    await tabTo(page, /^(?:✓)?Not looked at$/u);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.getByText('Grade 2 at least', { exact: true }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.type')).toBe('radio');
    expect(complaints).toEqual([]);
  });
});
