import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { findBrowser } from '../../tools/browser.ts';
import { ROOT } from './knowledge.ts';

/** The browser of this machine; undefined where there is none, and then tests that need one are skipped. */
export const CHROMIUM = findBrowser();

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const OFFLINE = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SCREENS = path.join(ROOT, 'build', 'screens');

/** Colours in which every screen is looked at. */
const SCHEMES = ['light', 'dark'] as const;

export async function openBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('There is no Chromium: set CHROMIUM to the path of one');
  return chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...OFFLINE] });
}

/** A tablet as clinics have them, held across. */
const TABLET = { width: 1180, height: 820 };

/** A window of its own, with its own cookies. */
export async function openWindow(browser: Browser, origin: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: origin, viewport: TABLET, locale: 'en-US' });
  context.setDefaultTimeout(15_000);
  return context;
}

/** Everything that the page says to the console as a fault, and every script that failed: there has to be nothing. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

/** What axe finds wrong with a page as it is now, in light and in dark: each with the place. Pictures are kept of both. */
export async function lookAt(page: Page, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await settled(page);
    await picture(page, `${name}-${scheme}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations)
      for (const { target, failureSummary = '' } of nodes)
        found.push(`${scheme}: ${id} at ${target.join(' ')}: ${failureSummary.replaceAll(/\s+/gu, ' ')}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Waits until nothing is on its way any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
}

/** A picture of the whole page under `build/screens`, to be looked at by a person. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENS, `${name}.png`), fullPage: true });
}

/** The page as it is printed, as a PDF under `build/screens`. */
export async function printed(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  await page.pdf({ path: path.join(SCREENS, `${name}.pdf`), format: 'Letter', preferCSSPageSize: true });
}

/** Where links lead, each address once; those to another program are left out, and so are files of the service. */
export async function addressesOf(links: Locator): Promise<readonly string[]> {
  const found = await Promise.all((await links.all()).map(async (link) => (await link.getAttribute('href')) ?? ''));
  return [...new Set(found)].filter((address) => address.startsWith('/') && !address.startsWith('/v1/'));
}
