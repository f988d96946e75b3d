import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, printed } from '../support/browser.ts';
import { ROOT } from '../support/knowledge.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';
import { newKey } from '../support/served.ts';

type Json = Readonly<Record<string, unknown>>;
const ENTRIES = 5_000;
const AT_ONCE = 200;
const example = JSON.parse(
  readFileSync(path.join(ROOT, 'examples/courses/visit-first-cycles.json'), 'utf8'),
) as Json & { readonly events: readonly Json[] };
const real = example.events.map((entry) => Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'id')));
let open: OpenPage;

async function post(page: Page, where: string, data: unknown): Promise<{ id: string; sequence: number }> {
  const { origin } = open.running;
  const headers = { origin, 'idempotency-key': newKey() };
  const told = await page.request.post(`${origin}${where}`, { data, headers });
  expect(told.status(), await told.text()).toBe(201);
  return (await told.json()) as { id: string; sequence: number };
}

/** A new course with the entries of the example, the first of which is voided. */
async function courseBy(page: Page): Promise<string> {
  const head = Object.fromEntries(Object.entries(example).filter(([key]) => key !== 'events'));
  const { id } = await post(page, '/v1/courses', head);
  await post(page, `/v1/courses/${id}/events`, { events: real });
  const voided = { type: 'voided', at: '2026-07-20T08:00-04:00', event: 'e2', reason: 'An invented example' };
  await post(page, `/v1/courses/${id}/events`, { events: [voided] });
  return id;
}

describe.skipIf(CANNOT_OPEN)('the record of a patient', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('shows an auditor every entry with who and when, what was voided, the sound chain and who has read it', async () => {
    const nurse = await open.as('nurse');
    const id = await courseBy(nurse.page);
    const { page, complaints } = await open.as('auditor');
    await page.goto(`/patients/${id}/record`);
    const all = real.length + 2;
    await page.getByText(`Every one of the ${String(all)} entries is as it was written`).waitFor();
    await page.getByText(`${String(all)} entries`, { exact: true }).waitFor();
    const items = page.getByRole('region', { name: 'Entries' }).getByRole('listitem');
    expect(await items.count()).toBe(all);
    expect(await items.first().textContent()).toContain('Takes back no. 2');
    await page.getByRole('region', { name: 'Who has read this record' }).getByText('verify').first().waitFor();
    expect(await lookAt(page, 'record')).toEqual([]);
    await page.getByLabel('Voided only').check();
    await page.getByText(`1 of ${String(all)} entries`).waitFor();
    expect(await items.count()).toBe(1);
    expect(await items.locator('del').count()).toBe(1);
    await page.getByRole('searchbox').fill('no such words');
    await page.getByText('No entry is like that').waitFor();
    expect(await lookAt(page, 'record-none')).toEqual([]);
    await page.getByRole('button', { name: 'Take all filters away' }).click();
    await page.getByLabel('Entry no. 1 as it was written').click();
    await page.getByText('"birthDate"').waitFor();
    await printed(page, 'record');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Whole, with the hashes (JSON)' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`course-${id}.json`);
    const taken = JSON.parse(readFileSync(await file.path(), 'utf8')) as { head: { sequence: number; hash: string } };
    expect(taken.head.sequence).toBe(all);
    // The hash that the page showed is that of the file.
    await page.getByText(taken.head.hash).waitFor();
    expect(complaints).toEqual([]);
  });

  it('says in words that a record was changed behind its back', async () => {
    const { page, complaints } = await open.as('nurse');
    const id = await courseBy(page);
    const { owner } = open.running.database;
    await owner.transaction().execute(async (transaction) => {
      await sql`alter table event disable trigger event_stands`.execute(transaction);
      await sql`update event set at = '2026-01-01T08:00-05:00' where stream = ${id} and sequence = 3`.execute(
        transaction,
      );
      await sql`alter table event enable trigger event_stands`.execute(transaction);
    });
    await page.goto(`/patients/${id}/record`);
    await page.getByText('The record is not as it was written').waitFor();
    await page.getByText('At entry 3: it was changed after it was written').waitFor();
    expect(await lookAt(page, 'record-broken')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('keeps to a phone and to 200 %', async () => {
    const { page } = await open.as('nurse');
    const id = await courseBy(page);
    for (const [name, width] of [
      ['phone', 390],
      ['double', 590],
    ] as const) {
      await page.setViewportSize({ width, height: 820 });
      await page.goto(`/patients/${id}/record`);
      await page.getByText(/Every one of the /u).waitFor();
      expect(await lookAt(page, `record-${name}`)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
    }
  });

  it('puts 5,000 entries on the page as far as they are looked at, and finds each', { timeout: 240_000 }, async () => {
    const { page, complaints } = await open.as('nurse');
    const id = await courseBy(page);
    const panel = real.find(({ type }) => type === 'lab-resulted');
    const first = Temporal.PlainDateTime.from('2026-03-01T06:00');
    const more = Array.from({ length: ENTRIES - real.length - 2 }, (_, index) => ({
      ...panel,
      at: `${first.add({ minutes: index * 25 }).toString({ smallestUnit: 'minute' })}-04:00`,
    }));
    for (let from = 0; from < more.length; from += AT_ONCE)
      await post(page, `/v1/courses/${id}/events`, { events: more.slice(from, from + AT_ONCE) });
    await page.goto(`/patients/${id}/record`);
    await page.getByText('Every one of the 5,000 entries is as it was written').waitFor();
    const items = page.getByRole('region', { name: 'Entries' }).getByRole('listitem');
    await items.first().waitFor();
    expect(await items.count()).toBeLessThan(600);
    // Down to the first entry, as somebody who scrolls.
    while (!(await page.getByText('No. 1', { exact: true }).isVisible())) {
      await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)');
      await page.waitForTimeout(30);
    }
    expect(await items.count()).toBe(ENTRIES);
    await page.getByLabel('Kind', { exact: true }).selectOption('voided');
    await page.getByText('1 of 5,000 entries').waitFor();
    expect(await lookAt(page, 'record-large')).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
