import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt } from '../support/browser.ts';
import { ROOT } from '../support/knowledge.ts';
import { CANNOT_OPEN, openPage, type OpenPage } from '../support/page.ts';
import { newKey } from '../support/served.ts';

const ENTRIES = 5_000;
const AT_ONCE = 200;

type Json = Readonly<Record<string, unknown>>;
const example = JSON.parse(
  readFileSync(path.join(ROOT, 'examples/courses/visit-first-cycles.json'), 'utf8'),
) as Json & {
  readonly events: readonly Json[];
};
let open: OpenPage;

describe.skipIf(CANNOT_OPEN)('a record of 5,000 entries', () => {
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(async () => {
    await open.close();
  });

  it('opens with its picture and its coverage, and hears of what is added', async () => {
    const { page, complaints } = await open.as('prior-authorization-specialist');
    const { origin } = open.running;
    const post = async (where: string, data: unknown): Promise<{ id: string; sequence: number }> => {
      const headers = { origin, 'idempotency-key': newKey() };
      const told = await page.request.post(`${origin}${where}`, { data, headers });
      expect(told.status()).toBe(201);
      return (await told.json()) as { id: string; sequence: number };
    };
    const { events, ...head } = example;
    const { id } = await post('/v1/courses', head);
    const real = events.map((entry) => Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'id')));
    await post(`/v1/courses/${id}/events`, { events: real });
    const panel = real.find(({ type }) => type === 'lab-resulted');
    const first = Temporal.PlainDateTime.from('2026-03-01T06:00');
    const more = Array.from({ length: ENTRIES - 1 - real.length }, (_, index) => ({
      ...panel,
      at: `${first.add({ minutes: index * 25 }).toString({ smallestUnit: 'minute' })}-04:00`,
    }));
    let sequence = 0;
    for (let from = 0; from < more.length; from += AT_ONCE)
      ({ sequence } = await post(`/v1/courses/${id}/events`, { events: more.slice(from, from + AT_ONCE) }));
    expect(sequence).toBe(ENTRIES);
    await page.goto(`/patients/${id}/coverage`);
    await page.getByRole('region', { name: 'The course' }).getByText('C1D8', { exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Information needed' }).waitFor();
    expect(await lookAt(page, 'large')).toEqual([]);
    const results = page.getByRole('region', { name: 'The course' }).getByLabel(/^Results of /u);
    const before = await results.count();
    await post(`/v1/courses/${id}/events`, { events: [{ ...panel, at: '2026-07-20T08:00-04:00' }] });
    await results.nth(before).waitFor();
    expect(complaints).toEqual([]);
  });
});
