import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressesOf, lookAt, printed } from '../support/browser.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';

let open: OpenPage;

describe.skipIf(CANNOT_OPEN)('the calculators', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('are all found from their list, by whoever is signed in', async () => {
    const { page, complaints } = await open.as('policy-author');
    await page.goto('/');
    await page.getByRole('navigation').getByRole('link', { name: 'Calculators' }).click();
    await page.getByRole('heading', { level: 1, name: 'Calculators' }).waitFor();
    expect(await lookAt(page, 'calculators')).toEqual([]);
    const links = page.getByRole('main').getByRole('link');
    expect(await links.count()).toBe(6);
    for (const address of await addressesOf(links)) {
      await page.goto(address);
      await page.getByRole('heading', { level: 2, name: 'What is asked' }).waitFor();
    }
    expect(complaints).toEqual([]);
  });

  it('grade cytokine release and neurotoxicity, with the ICE score asked question by question', async () => {
    const { page, complaints } = await open.as('nurse');
    await page.goto('/calculators/grade');
    await page.getByLabel('Highest temperature of this episode, °C').fill('38.6');
    await page
      .getByRole('group', { name: /blood pressure low/u })
      .getByText('Yes')
      .click();
    await page.getByLabel(/^How many vasopressors/u).fill('1');
    await page.getByText('Grade 3 at least', { exact: true }).waitFor();
    await page
      .getByRole('group', { name: /^Which oxygen/u })
      .getByText('None')
      .click();
    await page.getByText('Grade 3', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Ask the ten questions' }).click();
    for (let asked = 0; asked < 9; asked++) await page.getByRole('button', { name: 'Right: 1 point' }).click();
    await page.getByRole('button', { name: 'Not right: 0' }).click();
    await page.getByText('ICE score 9 of 10 points').waitFor();
    await page.getByText('Grade 1 at least', { exact: true }).waitFor();
    expect(await lookAt(page, 'calculator-grade')).toEqual([]);
    await printed(page, 'calculator-grade');
    await page.reload();
    await page.getByText('Grade 3', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('Nothing is found yet.').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(complaints).toEqual([]);
  });

  it('say what the label says of a restart, and a link shows the same to somebody else', async () => {
    const { page, context, complaints } = await open.as('nurse');
    await page.goto('/calculators/restart');
    await page.getByLabel('Dose given last, in full').selectOption('C1D8');
    await page.getByLabel('Day on which it was given').fill('2026-03-02');
    await page.getByLabel('Day of the next dose').fill('2026-03-23');
    await page.getByText('The schedule goes on', { exact: true }).waitFor();
    await page.getByLabel('Day of the next dose').fill('2026-03-24');
    await page.getByText('The step-up is given again', { exact: true }).waitFor();
    await page.getByRole('cell', { name: 'Mar 31, 2026' }).waitFor();
    expect(await lookAt(page, 'calculator-restart')).toEqual([]);
    await printed(page, 'calculator-restart');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('The link is copied.').waitFor();
    const link = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(new URL(link).search).toBe('?last=C1D8&given=2026-03-02&on=2026-03-24');
    const other = await open.as('prescriber');
    await other.page.goto(link);
    await other.page.getByText('22 days since C1D8').waitFor();
    expect([...complaints, ...other.complaints]).toEqual([]);
  });

  it('show a calendar as picture and list, and hand it out as a file', async () => {
    const { page, complaints } = await open.as('nurse');
    await page.goto('/calculators/calendar?start=2026-06-15&cycles=2');
    await page.getByRole('heading', { name: '5 doses, 41 mg, 41 billing units' }).waitFor();
    await page.getByRole('cell', { name: 'Mon Jun 15, 2026' }).waitFor();
    expect(await lookAt(page, 'calculator-calendar')).toEqual([]);
    await printed(page, 'calculator-calendar');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Calendar file (.ics)' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('doses.ics');
    expect(readFileSync(await file.path(), 'utf8')).toContain('DTSTART;VALUE=DATE:20260727');
    await page.getByLabel('Cycles').fill('0');
    await page.getByText('"0" is no number of cycles').waitFor();
    expect(complaints.filter((one) => !one.includes('400'))).toEqual([]);
  });

  it('say the volumes of a bag, let its clocks go on, and refuse what would end too late', async () => {
    const { page, complaints } = await open.as('pharmacist');
    await page.goto('/calculators/preparation');
    await page.getByText('10 mg', { exact: true }).click();
    await page.getByText('4.2 mL', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Vial reconstituted: now' }).click();
    await page
      .getByText(/^7 h 59 min left$/u)
      .first()
      .waitFor();
    expect(await lookAt(page, 'calculator-preparation')).toEqual([]);
    await printed(page, 'calculator-preparation');
    await page.goto(
      '/calculators/preparation?dose=10&reconstituted=2026-06-22T08:40-05:00&infusion-start=2026-06-22T15:45-05:00',
    );
    await page.getByText('Not accepted').waitFor();
    expect(complaints).toEqual([]);
  });

  it('turn package numbers round, and tell where ten digits may be three numbers', async () => {
    const { page, complaints } = await open.as('biller');
    await page.goto('/calculators/ndc');
    const number = page.getByLabel(/^Package number/u);
    await number.fill('55513-077-01');
    await page.getByText('55513007701', { exact: true }).waitFor();
    await page.getByText('55513-077-01 (5-3-2)').waitFor();
    expect(await lookAt(page, 'calculator-ndc')).toEqual([]);
    await printed(page, 'calculator-ndc');
    await number.fill('5551307701');
    await page.getByText(/may be any of 05551307701/u).waitFor();
    expect(complaints).toEqual([]);
  });

  it('name the contractor of a place, and ask for the county where it decides', async () => {
    const { page, complaints } = await open.as('biller');
    await page.goto('/calculators/mac?state=VA');
    await page.getByText(/^In which county/u).waitFor();
    await page.getByLabel('County or independent city').fill('Fairfax');
    await page.getByText('Novitas Solutions, Inc.').waitFor();
    await page.getByText('Palmetto GBA').waitFor({ state: 'detached' });
    expect(await lookAt(page, 'calculator-mac')).toEqual([]);
    await printed(page, 'calculator-mac');
    expect(complaints).toEqual([]);
  });

  it.each([
    ['half', 590],
    ['phone', 390],
  ])('keep to a screen of %s width', async (_name, width) => {
    const { page } = await open.as('nurse');
    await page.setViewportSize({ width, height: 820 });
    for (const address of ['', '/grade', '/restart', '/calendar', '/preparation', '/ndc', '/mac']) {
      await page.goto(`/calculators${address}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await lookAt(page, `calculators${address.replace('/', '-')}-${String(width)}`)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    }
  });
});
