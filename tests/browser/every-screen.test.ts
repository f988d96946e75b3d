import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressesOf, lookAt, printed, settled } from '../support/browser.ts';
import { CANNOT_OPEN, openPage, type AtDesk, type OpenPage } from '../support/page.ts';

let open: OpenPage;

/** Everybody whose screens are walked: between them they may open every screen. */
const DESKS = {
  practice: () => open.as('prior-authorization-specialist'),
  biller: () => open.as('biller'),
  author: () => open.as('policy-author', 'demo-payer'),
  reviewer: () => open.as('reviewer', 'demo-payer'),
} as const;
type DeskName = keyof typeof DESKS;

/** Tablets held across and upright, 200 % of the first, and a phone. */
const WIDTHS = [1180, 820, 590, 390];

async function opened(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled(page);
}

async function linksOf(page: Page, region: 'navigation' | 'main'): Promise<readonly string[]> {
  const links = page.getByRole(region).getByRole('link');
  await links.first().waitFor();
  return addressesOf(links);
}

/** The screens of the navigation; of the first patient and request every part; the list of what can be calculated. */
async function screensOf({ page }: AtDesk): Promise<readonly string[]> {
  await opened(page, '/');
  const found = [...(await linksOf(page, 'navigation'))];
  for (const list of ['/patients', '/requests', '/calculators', '/policies']) {
    if (!found.includes(list)) continue;
    await opened(page, list);
    const below = (await linksOf(page, 'main')).filter((link) => link.startsWith(`${list}/`));
    found.push(...(list === '/calculators' ? below : below.slice(0, 1)));
  }
  const patient = found.find((link) => link.startsWith('/patients/'));
  if (patient !== undefined) {
    await page.goto(patient);
    await page.waitForURL(/\/coverage$/u);
    await settled(page);
    found.push(...(await linksOf(page, 'main')).filter((link) => /^\/patients\/[^/]+\/[a-z]+$/u.test(link)));
  }
  return [...new Set(found)];
}

/** `/patients/<id>/visit` as a name for its pictures: patients-visit. */
function nameOf(address: string): string {
  const parts = address.split('/').filter((part) => part !== '' && !/^[\da-f]{8}-/u.test(part));
  return parts.length === 0 ? 'home' : parts.join('-');
}

describe.skipIf(CANNOT_OPEN)('every screen', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it.each(Object.keys(DESKS) as DeskName[])(
    'of %s is without a violation in light and dark, fits every width, and prints',
    async (name) => {
      const desk = await DESKS[name]();
      const { page, complaints } = desk;
      const wrong: string[] = [];
      // What needs no role is the same for everybody: it is walked once.
      const screens = (await screensOf(desk)).filter(
        (screen) => name === 'practice' || !screen.startsWith('/calculators/'),
      );
      expect(screens.length).toBeGreaterThan(3);
      for (const screen of screens) {
        await opened(page, screen);
        const shown = `every-${name}-${nameOf(screen)}`;
        wrong.push(...(await lookAt(page, shown)).map((one) => `${screen} ${one}`));
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 820 });
          const over = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
          if (Number(over) > 0) wrong.push(`${screen} is ${String(over)} px too wide for ${String(width)}`);
        }
        await page.setViewportSize({ width: 1180, height: 820 });
        await printed(page, shown);
      }
      expect(wrong).toEqual([]);
      expect(complaints).toEqual([]);
    },
    300_000,
  );

  it.each([
    [403, 'You may not do this'],
    [404, 'There is no such record'],
    [503, 'The record cannot be reached'],
  ])(
    'says so where the service answers %i, and keeps the frame',
    async (status, title) => {
      const desk = await open.as('prior-authorization-specialist');
      const { page } = desk;
      const screens = await screensOf(desk);
      expect(screens.length).toBeGreaterThan(10);
      const broken: string[] = [];
      page.on('pageerror', (error) => broken.push(error.message));
      const body = JSON.stringify({ type: 'about:blank', title, status });
      // Who is signed in is known; everything else goes wrong.
      await page.route(
        (url) => url.pathname.startsWith('/v1/') && !['/v1/desk', '/v1/live'].includes(url.pathname),
        (route) => route.fulfill({ status, contentType: 'application/problem+json', body }),
      );
      const silent: string[] = [];
      for (const screen of screens) {
        await page.goto(screen);
        await page.getByRole('navigation').first().waitFor();
        // What needs no answer of the service before something is typed has nothing to tell.
        if (/^\/calculators(?:$|\/(?:ndc|mac)$)/u.test(screen)) continue;
        const told = page.getByRole('alert').getByText(title).first();
        await told.waitFor().catch(() => silent.push(screen));
      }
      expect(silent).toEqual([]);
      expect(broken).toEqual([]);
    },
    300_000,
  );
});
