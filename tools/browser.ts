// Finds a Chromium for the tests of the page. Run by itself it also gets one where there is none, once: by the machine's
// own packages where it may, else the one that Playwright brings. Without any those tests are skipped, and say so.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const ROOT = path.resolve(import.meta.dirname, '..');
const TRIED = path.join(ROOT, 'build', 'browser.tried');
const FIVE_MINUTES = 300_000;

/** Where a Chromium usually is; `CHROMIUM` names another. */
const places = (): readonly (string | undefined)[] => [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  chromium.executablePath(),
];

/** The path of the browser of this machine; undefined where there is none. */
export function findBrowser(): string | undefined {
  return places().find((place) => place !== undefined && place !== '' && existsSync(place));
}

/** @returns false where it could not be done: that is no fault, the tests say what they skip */
function run(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: FIVE_MINUTES }).status === 0;
}

function getBrowser(): void {
  const isRoot = process.getuid?.() === 0;
  if (
    isRoot &&
    existsSync('/usr/bin/apt-get') &&
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium')
  )
    return;
  run(process.execPath, path.join(ROOT, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium');
}

if (import.meta.main && findBrowser() === undefined && !existsSync(TRIED)) {
  process.stderr.write('Getting a browser for the tests of the page …\n');
  getBrowser();
  mkdirSync(path.dirname(TRIED), { recursive: true });
  writeFileSync(TRIED, '');
  if (findBrowser() === undefined)
    process.stderr.write('There is none to be had: the tests of the page are skipped. CHROMIUM names one.\n');
}
