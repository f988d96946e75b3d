import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import pino from 'pino';
import { machineClock } from '../../shells/cli/today.ts';
import type { Clock } from '../../shells/cli/today.ts';
import type { Role } from '../../shells/server/caller.ts';
import { serve, type Running } from '../../shells/server/serve.ts';
import { settingsOf } from '../../shells/server/settings.ts';
import { CHROMIUM, complaintsOf, openBrowser, openWindow } from './browser.ts';
import { ROOT } from './knowledge.ts';
import { temporary } from './served.ts';

/** Whether the page can be opened here: a browser, and the page as set-up builds it. Say it in `describe.skipIf`. */
export const CANNOT_OPEN = CHROMIUM === undefined || !existsSync(path.join(ROOT, 'build', 'page', 'index.html'));

/** Somebody at a desk: their window, and what went wrong in it. */
export interface AtDesk {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Faults of scripts and of the console so far. */
  readonly complaints: readonly string[];
}

/** A real service with the record of the demo, and a browser. */
export interface OpenPage {
  readonly running: Running;
  readonly browser: Browser;
  /** A new window of somebody of a role, signed in; of the practice of the demo, or of its payer. */
  readonly as: (role: Role, organisation?: 'demo-practice' | 'demo-payer') => Promise<AtDesk>;
  readonly close: () => Promise<void>;
}

/**
 * Starts a service of its own on a port of its own, filled with what is invented, and a browser beside it.
 * @param environment more settings of the service
 */
export async function openPage(
  environment: Readonly<Record<string, string>> = {},
  clock: Clock = machineClock,
): Promise<OpenPage> {
  const folder = temporary('page');
  const settings = settingsOf({ STEPWISE_PORT: '0', STEPWISE_DATA: folder, ...environment });
  const running = await serve(settings, pino({ level: 'silent' }), clock, true);
  const browser = await openBrowser();
  // The link works once: the one who opened it says for everybody else whose work they do.
  const first = await fetch(running.link ?? '', { redirect: 'manual' });
  const session = cookieOf(first);
  return {
    running,
    browser,
    as: async (role, organisation = 'demo-practice') => {
      const told = await fetch(`${running.origin}/sign-in/as`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: running.origin, cookie: session },
        body: JSON.stringify({ role, organisation }),
      });
      const [name = '', value = ''] = cookieOf(told).split('=');
      const context = await openWindow(browser, running.origin);
      await context.addCookies([{ name, value, url: running.origin, httpOnly: true, sameSite: 'Lax' }]);
      const page = await context.newPage();
      return { page, context, complaints: complaintsOf(page) };
    },
    close: async () => {
      await browser.close();
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function cookieOf(response: Response): string {
  // The last one counts: a session that goes on may stand before it.
  return response.headers.getSetCookie().at(-1)?.split(';')[0] ?? '';
}
