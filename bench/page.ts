import type { BrowserContext, Page } from 'playwright-core';
import { CANNOT_OPEN, openPage, type OpenPage } from '../tests/support/page.ts';
import { median } from './measure.ts';

/** Times of the page in a real Chromium, in ms, each a median. */
export interface PageTimes {
  /** From an empty cache to the first row of Today that can be pressed. */
  readonly firstScreen: number;
  /** The same way to an answer of one line, which is what browser and connection take by themselves. */
  readonly bareAnswer: number;
  /** From the press of an answer to the criteria worked out anew on the screen. */
  readonly evaluation: number;
  /** The call to the service in it. */
  readonly call: number;
}

/** The answer that is pressed: the first of the missing ones that takes a yes. */
const ANSWER = /brain metastases|step-up|monitored/u;
/** Presses what has the focus; a text, because the types of a page are not those of this program. */
const PRESS = `(async () => {
  const missing = /\\d+ answers? (?:is|are) missing/u;
  const before = missing.exec(document.body.textContent)?.[0];
  performance.clearResourceTimings();
  const start = performance.now();
  document.activeElement.click();
  await new Promise((resolve) => {
    const seen = new MutationObserver(() => {
      if (missing.exec(document.body.textContent)?.[0] === before) return;
      seen.disconnect();
      requestAnimationFrame(() => resolve(undefined));
    });
    seen.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const whole = performance.now() - start;
  const calls = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/v1/'));
  return { whole, call: Math.max(0, ...calls.map(({ duration }) => duration)) };
})()`;

/**
 * Measures the page over the record of the demo.
 * @returns undefined where there is no browser, or the page is not built
 */
export async function pageTimes(rounds: number): Promise<PageTimes | undefined> {
  if (CANNOT_OPEN) return undefined;
  const open = await openPage();
  try {
    const first: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const [screen, line] = [await firstScreen(open), await bareAnswer(open)];
      // The first round warms the service up and is not counted.
      if (round > 0) {
        first.push(screen);
        bare.push(line);
      }
    }
    const pressed = await evaluations(open, rounds);
    return {
      ...{ firstScreen: median(first), bareAnswer: median(bare) },
      evaluation: median(pressed.map(({ whole }) => whole)),
      call: median(pressed.map(({ call }) => call)),
    };
  } finally {
    await open.close();
  }
}

async function firstScreen(open: OpenPage): Promise<number> {
  return timed(open, async (page) => {
    await page.goto('/', { waitUntil: 'commit' });
    await page
      .getByRole('link', { name: /^Clear the dose/u })
      .first()
      .waitFor();
  });
}

async function bareAnswer(open: OpenPage): Promise<number> {
  return timed(open, async (page) => {
    await page.goto('/health/live', { waitUntil: 'load' });
  });
}

/** In a window of its own, whose cache is empty. */
async function timed(open: OpenPage, work: (page: Page) => Promise<void>): Promise<number> {
  const { page, context } = await open.as('nurse');
  const start = performance.now();
  await work(page);
  const millis = performance.now() - start;
  await context.close();
  return millis;
}

interface Pressed {
  readonly whole: number;
  readonly call: number;
}

async function evaluations(open: OpenPage, rounds: number): Promise<readonly Pressed[]> {
  const { page, context } = await open.as('prior-authorization-specialist');
  const address = await coverageOf(open, context);
  const all: Pressed[] = [];
  for (let round = 0; round <= rounds; round++) {
    await page.goto(address);
    await page.evaluate('sessionStorage.clear()');
    await page.reload();
    const group = page.getByRole('group', { name: ANSWER }).first();
    const button = group.getByRole('button', { name: 'Yes' });
    await button.waitFor();
    await button.focus();
    const pressed: Pressed = await page.evaluate(PRESS);
    if (round > 0) all.push(pressed);
  }
  await context.close();
  return all;
}

async function coverageOf(open: OpenPage, context: BrowserContext): Promise<string> {
  const told = await context.request.get(`${open.running.origin}/v1/requests?limit=200`);
  const { rows } = (await told.json()) as { rows: readonly { readonly state: { readonly course: string | null } }[] };
  const course = rows.map(({ state }) => state.course).find((one) => one !== null);
  return `/patients/${course ?? ''}/coverage`;
}
