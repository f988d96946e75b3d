import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, picture, printed } from '../support/browser.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';

let open: OpenPage;

/** The results and the assessment of a good day, as the nurse has recorded them. */
function goodDay(at: string): readonly Readonly<Record<string, unknown>>[] {
  const enzyme = { unit: 'U/L', uln: 35 };
  const count = { unit: '10*9/L', lln: 1, uln: 400 };
  return [
    {
      ...{ type: 'lab-resulted', at, panel: 'cbc' },
      values: {
        neutrophils: { ...count, value: 4.1 },
        platelets: { ...count, value: 220 },
        hemoglobin: { value: 124, unit: 'g/L', lln: 120 },
      },
    },
    {
      type: 'lab-resulted',
      at,
      panel: 'liver',
      values: { alt: { ...enzyme, value: 22 }, ast: { ...enzyme, value: 24 } },
    },
    { type: 'lab-resulted', at, panel: 'bilirubin', values: { bilirubin: { value: 0.6, unit: 'mg/dL', uln: 1.2 } } },
    {
      ...{ type: 'pre-dose-assessment', at, infection: 'none', hydrated: true, newNeurologicSigns: false, ice: 10 },
      premedicationAvailable: true,
    },
  ];
}

/** Has the dose of a patient cleared, and says whose it is. */
async function cleared(page: Page, context: BrowserContext): Promise<string> {
  await page.goto('/');
  const row = page.getByRole('link', { name: /^Clear the dose.*C1D15/u }).first();
  await row.waitFor();
  const id = /[\da-f]{8}-[\da-f-]{27}/u.exec((await row.getAttribute('href')) ?? '')?.[0] ?? '';
  const { now } = (await (await context.request.get('/v1/desk')).json()) as { now: string };
  const told = await context.request.post(`/v1/courses/${id}/events`, {
    headers: { 'idempotency-key': 'a-good-day', origin: open.running.origin },
    data: { events: goodDay(now) },
  });
  expect([told.status(), await told.text()]).toEqual([201, expect.any(String)]);
  return id;
}

describe.skipIf(CANNOT_OPEN)('Preparation', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('takes a pharmacist from the vial to a bag that two people checked, and its label', async () => {
    const nurse = await open.as('nurse');
    const id = await cleared(nurse.page, nurse.context);
    const { page, context, complaints } = await open.as('pharmacist');
    await page.goto(`/patients/${id}/preparation`);
    await page.getByRole('heading', { name: '10 mg, C1D15' }).waitFor();
    expect(await lookAt(page, 'preparation-begin')).toEqual([]);
    const next = page.getByRole('button', { name: 'Done, next step' });

    await page.getByRole('button', { name: 'Vials out of the refrigerator: now' }).click();
    const scan = page.getByLabel('Scan the code of the package');
    await scan.fill('01003555130590151727123110EX1000');
    await scan.press('Enter');
    await page.getByText('This is another package than the dose takes. Look at it again.').waitFor();
    await scan.fill('01003555130770191727123110EX2001');
    await scan.press('Enter');
    expect(await page.getByLabel('Package number (NDC)').inputValue()).toBe('55513-077-01');
    expect(await page.getByLabel('Last day').inputValue()).toBe('2027-12-31');
    await next.click();
    await next.click();
    await page.getByText('4.4 mL', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Reconstituted: now' }).click();
    const dilute = page.getByRole('timer', { name: 'Dilute' });
    await dilute.getByText(/^3 h 5\d min left$/u).waitFor();
    expect(await lookAt(page, 'preparation-reconstituted')).toEqual([]);
    await next.click();
    await page.getByText('Passes', { exact: true }).click();
    for (let step = 0; step < 3; step++) await next.click();
    await page.getByRole('button', { name: 'Drug into the bag: now' }).click();
    await dilute.getByText('Kept').waitFor();

    const record = page.getByRole('region', { name: 'Check and record' });
    await record.getByText('Who checked it? Two different people do; one is missing.').waitFor();
    const first = await page.getByLabel('First person').inputValue();
    await page.getByLabel('Second person').fill(first.toUpperCase());
    await page.getByText(/stands there twice: two checks are by two different people/u).waitFor();
    expect(await lookAt(page, 'preparation-same-person')).toEqual([]);
    await page.getByLabel('Second person').fill('S. Example, CPhT');
    await record.getByText('Everything is there.').waitFor();
    expect(await lookAt(page, 'preparation-ready')).toEqual([]);
    await record.getByRole('button', { name: 'Record the bag' }).click();
    await record.getByText('✓ The bag is recorded').waitFor();
    const label = page.getByRole('link', { name: 'Bag label (PDF)' });
    const file = await context.request.get((await label.getAttribute('href')) ?? '');
    expect([file.status(), file.headers()['content-type']]).toEqual([200, 'application/pdf']);
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await lookAt(page, 'preparation-recorded')).toEqual([]);
    await page.getByRole('button', { name: 'Bag into the refrigerator: now' }).click();
    await page
      .getByRole('timer', { name: 'Bag in the refrigerator' })
      .getByText(/^6 d 23 h left$/u)
      .waitFor();
    await record.getByRole('button', { name: 'Record the bag' }).click();
    await record.getByText('✓ The bag is recorded').waitFor();
    await printed(page, 'preparation');
    await page.setViewportSize({ width: 400, height: 800 });
    await picture(page, 'preparation-phone');
    expect(complaints).toEqual([]);
  });
});
