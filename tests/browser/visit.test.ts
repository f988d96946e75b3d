import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, picture, printed } from '../support/browser.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';

let open: OpenPage;

/** A value with the limits of a laboratory. */
type Result = readonly [name: string, value: string, unit: string, lower: string, upper: string];

async function enterPanel(page: Page, panel: string, results: readonly Result[]): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText(panel, { exact: true }).last().click();
  for (const [name, value, unit, lower, upper] of results) {
    const group = dialog.getByRole('group', { name });
    await group.getByLabel('Result').fill(value);
    await group.getByLabel('Unit').selectOption(unit);
    await group.getByLabel('Lower limit').fill(lower);
    await group.getByLabel('Upper limit').fill(upper);
  }
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** All that a dose asks for, as it is on a good day. */
async function enterGoodDay(page: Page): Promise<void> {
  const button = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click();
  await button('Laboratory result');
  await enterPanel(page, 'Blood count', [
    ['Neutrophils', '4.1', '10*9/L', '1.8', '7.5'],
    ['Platelets', '220', '10*9/L', '150', '400'],
    ['Hemoglobin', '124', 'g/L', '120', '160'],
  ]);
  await button('Laboratory result');
  await enterPanel(page, 'Liver enzymes', [
    ['ALT', '22', 'U/L', '', '35'],
    ['AST', '24', 'U/L', '', '35'],
  ]);
  await button('Laboratory result');
  await enterPanel(page, 'Bilirubin', [['Total bilirubin', '0.6', 'mg/dL', '', '1.2']]);
}

async function choose(page: Page, group: string, way: string): Promise<void> {
  await page.getByRole('group', { name: group, exact: true }).getByText(way, { exact: true }).click();
}

/** Opens the visit of the first patient whose screen has a button. */
async function openWith(page: Page, button: string): Promise<void> {
  await page.goto('/patients');
  await page.getByRole('row').nth(3).waitFor();
  const links = page.getByRole('rowheader').getByRole('link');
  const paths = await Promise.all((await links.all()).map(async (link) => link.getAttribute('href')));
  for (const path of paths) {
    await page.goto(`${(path ?? '').replace(/\/coverage$/u, '')}/visit`);
    await page.getByRole('region', { name: 'Checks of the label' }).waitFor();
    if (await page.getByRole('button', { name: button, exact: true }).first().isVisible()) return;
  }
  throw new Error(`no patient of the demo has "${button}"`);
}

describe.skipIf(CANNOT_OPEN)('Visit', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('takes a nurse from Today to a dose that is given and watched', async () => {
    const { page, complaints } = await open.as('nurse');
    await page.goto('/');
    const row = page.getByRole('link', { name: /^Clear the dose.*C1D15/u }).first();
    await row.waitFor();
    await row.click();
    await page.waitForURL(/\/patients\/[\da-f-]{36}\/visit$/u);
    const word = page.locator('section[data-word]');
    await word.getByText('Cannot tell').waitFor();
    expect(await lookAt(page, 'visit-open')).toEqual([]);

    await page.getByRole('button', { name: 'Assessment and ICE score' }).click();
    await choose(page, 'Infection today', 'None');
    await choose(page, 'Well hydrated', 'Yes');
    await choose(page, 'New neurologic signs', 'No');
    await choose(page, 'Medicines before the dose at hand', 'Yes');
    await page.getByRole('button', { name: 'Ask the ten questions' }).click();
    expect(await lookAt(page, 'visit-ice')).toEqual([]);
    for (let question = 1; question <= 10; question++) {
      await page.getByText(`Question ${String(question)} of 10`).waitFor();
      await page.getByRole('button', { name: question === 10 ? 'Not right: 0' : 'Right: 1 point' }).click();
    }
    await page.getByText('ICE score 9 of 10 points').waitFor();
    await page.getByText(/^By the score alone ICANS of grade 1 at least/u).waitFor();
    await page.getByLabel('Temperature, °C').fill('36.8');
    expect(await lookAt(page, 'visit-assessment')).toEqual([]);
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByText('Recorded: Assessment and ICE score').waitFor();

    await page.getByRole('button', { name: 'Laboratory result' }).click();
    expect(await lookAt(page, 'visit-labs')).toEqual([]);
    await page.keyboard.press('Escape');
    await enterGoodDay(page);
    await word.getByText('Give', { exact: true }).waitFor();
    expect(await word.innerText()).toContain('C1D15, 10 mg');
    expect(await lookAt(page, 'visit-give')).toEqual([]);

    await page.getByRole('button', { name: 'Record the dose' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Milligrams that went in').inputValue()).toBe('10');
    await dialog.getByLabel('Lot').fill('EX2001');
    expect(await lookAt(page, 'visit-dose')).toEqual([]);
    await dialog.getByRole('button', { name: 'Infusion ended, where it has: now' }).click();
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const given = page.getByRole('region', { name: 'Given today' });
    await given.getByText('C1D15, 10 mg').waitFor();
    await given.getByText(/^\d+ h \d\d min left$/u).waitFor();
    await given.getByRole('button', { name: 'Begin the observation' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Record', exact: true }).click();
    await given.getByText(/^Observed since/u).waitFor();
    expect(await lookAt(page, 'visit-observed')).toEqual([]);
    await printed(page, 'visit');
    await page.setViewportSize({ width: 400, height: 800 });
    await picture(page, 'visit-phone');
    await page.setViewportSize({ width: 590, height: 410 });
    await picture(page, 'visit-zoomed');
    expect(complaints).toEqual([]);
  });
  it('has the prescriber choose where the documents disagree, and sign', async () => {
    const { page, complaints } = await open.as('prescriber');
    await openWith(page, 'Choose resume');
    expect(await lookAt(page, 'visit-choice')).toEqual([]);
    await page.getByRole('button', { name: 'Choose resume' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name of the prescriber').fill('Dr. Example');
    await dialog.getByLabel('Role').fill('prescriber');
    await dialog.getByLabel('Reason').fill('resolved within two days');
    expect(await lookAt(page, 'visit-sign')).toEqual([]);
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const today = page.getByRole('region', { name: 'Recorded today' });
    await today.getByText('Choice of the prescriber: resume, resolved within two days').waitFor();
    await page.getByRole('button', { name: 'Choose resume' }).waitFor({ state: 'detached' });
    expect(await today.innerText()).toContain('by Dr. Example, prescriber');
    expect(complaints).toEqual([]);
  });

  it('grades a toxicity from what is found, and takes the entry back', async () => {
    const { page, complaints } = await open.as('nurse');
    await openWith(page, 'Toxicity');
    await page.getByRole('button', { name: 'Toxicity', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Highest temperature of this episode, °C').fill('38.6');
    await dialog.getByText('These findings make grade 1 at least').waitFor();
    for (const [ask, way] of [
      [/antipyretics/u, 'No'],
      [/blood pressure low/u, 'Yes'],
      [/oxygen support/u, 'None'],
    ] as const)
      await dialog.getByRole('group', { name: ask }).getByText(way, { exact: true }).click();
    await dialog.getByLabel(/How many vasopressors/u).fill('1');
    await dialog.getByText('These findings make grade 3', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Take grade 3' }).click();
    expect(await lookAt(page, 'visit-toxicity')).toEqual([]);
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const line = page.getByRole('region', { name: 'Recorded today' }).getByText(/^Toxicity: CRS grade 3/u);
    await line.waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await line.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('shows what somebody else wrote meanwhile, and writes mine as well when I say so', async () => {
    const mine = await open.as('nurse');
    const theirs = await open.as('prescriber');
    await openWith(mine.page, 'Dose held');
    await theirs.page.goto(mine.page.url());
    const hold = async (page: Page, why: string): Promise<void> => {
      await page.getByRole('button', { name: 'Dose held' }).click();
      await page.getByRole('dialog').getByLabel('Why').selectOption(why);
    };
    await hold(mine.page, 'patient');
    await hold(theirs.page, 'weather');
    await theirs.page.getByRole('dialog').getByRole('button', { name: 'Record', exact: true }).click();
    await theirs.page.getByRole('dialog').waitFor({ state: 'detached' });
    const dialog = mine.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await dialog.getByText('The record was changed meanwhile').waitFor();
    await dialog.getByText(/^Held: the weather/u).waitFor();
    expect(await lookAt(mine.page, 'visit-conflict')).toEqual([]);
    await dialog.getByRole('button', { name: 'Write mine as well' }).click();
    await dialog.waitFor({ state: 'detached' });
    for (const { page } of [mine, theirs]) {
      const today = page.getByRole('region', { name: 'Recorded today' });
      await today.getByText('Held: the patient’s wish').waitFor();
      await today.getByText('Held: the weather').waitFor();
    }
    // The browser itself tells the console of the answer 409.
    expect(mine.complaints.filter((one) => !one.includes('409'))).toEqual([]);
    expect(theirs.complaints).toEqual([]);
  });

  it('keeps what is typed while the network is away, also over a reload, and writes it once', async () => {
    const { page, context } = await open.as('nurse');
    await openWith(page, 'Infusion stopped');
    const stop = page.getByRole('button', { name: 'Infusion stopped' });
    await stop.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why it was stopped').fill('the line clotted');
    await context.setOffline(true);
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await dialog.getByText('The service cannot be reached').waitFor();
    expect(await lookAt(page, 'visit-away')).toEqual([]);
    await dialog.getByRole('button', { name: 'Close, keep the draft' }).click();
    await context.setOffline(false);
    await page.reload();
    await stop.click();
    expect(await dialog.getByLabel('Why it was stopped').inputValue()).toBe('the line clotted');
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const lines = page
      .getByRole('region', { name: 'Recorded today' })
      .getByText(/^Infusion stopped: .*the line clotted/u);
    await lines.waitFor();
    expect(await lines.count()).toBe(1);
  });
});
