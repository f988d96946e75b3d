import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysBefore, moved } from '../../shells/server/demo-days.ts';
import { verifyStore } from '../../shells/store/verify.ts';
import { openDemo, type OpenDemo } from '../support/demo.ts';
import { NOW } from '../support/service.ts';

let demo: OpenDemo;
beforeAll(async () => {
  demo = await openDemo();
});
afterAll(async () => {
  await demo.open.close();
});

describe('the invented record of a first start', () => {
  it('has requests in every status', async () => {
    const [payer, practice] = [await demo.requests('demo-payer'), await demo.requests('demo-practice')];
    expect(new Set(payer.values())).toEqual(
      new Set([
        ...['draft', 'in-review', 'pended', 'with-clinician', 'approved', 'approved-in-part', 'denied'],
        ...['under-appeal', 'rescinded'],
      ]),
    );
    expect(new Set(practice.values())).toEqual(
      new Set(['draft', 'in-review', 'pended', 'approved', 'denied', 'withdrawn']),
    );
  });

  it('puts something on every list, on the day of the start', async () => {
    const counts = new Map<string, number>();
    for (const [role, organisation] of [
      ['nurse', 'demo-practice'],
      ['reviewer', 'demo-payer'],
    ] as const) {
      const told = await demo.get(role, organisation, '/v1/work');
      const { on, lists } = told.json<{ on: string; lists: { list: string; count: number }[] }>();
      expect(on).toBe(NOW.slice(0, 10));
      for (const { list, count } of lists) counts.set(list, (counts.get(list) ?? 0) + count);
    }
    expect([...counts].filter(([, count]) => count === 0)).toEqual([]);
  });

  it('has courses at every stage, none of them ahead of the clock', async () => {
    const told = await demo.get('nurse', 'demo-practice', '/v1/courses?limit=200');
    const { rows } = told.json<{ rows: { id: string; state: { phase: string; discontinued: unknown } }[] }>();
    expect(rows).toHaveLength(13);
    expect(new Set(rows.map(({ state }) => state.phase)).size).toBeGreaterThan(2);
    expect(rows.filter(({ state }) => state.discontinued !== null)).toHaveLength(1);
    for (const { id } of rows) {
      const { events } = (await demo.get('nurse', 'demo-practice', `/v1/courses/${id}/events`)).json<{
        events: { at: string; actor: { id: string }; body: { by?: string } }[];
      }>();
      for (const { at } of events) expect(Date.parse(at.replace(/\[.*/u, ''))).toBeLessThanOrEqual(Date.parse(NOW));
      expect(events.every(({ actor }) => actor.id === 'demo-nurse')).toBe(true);
    }
  });

  it('is denied only where a clinician has signed, and every name says that it is invented', async () => {
    const { rows } = (await demo.get('auditor', 'demo-payer', '/v1/requests?limit=200')).json<{
      rows: { id: string }[];
    }>();
    let signed = 0;
    for (const { id } of rows) {
      const { entries } = (await demo.get('auditor', 'demo-payer', `/v1/requests/${id}`)).json<{
        entries: { by: 'program' | { name: string; role: string }; signature?: { name: string }; decision?: string }[];
      }>();
      for (const { by, signature } of entries) {
        if (by !== 'program') expect(by.name).toMatch(/^Invented /u);
        if (signature === undefined) continue;
        signed += 1;
        expect(signature.name).toMatch(/Invented Clinician/u);
        expect(by).toMatchObject({ role: 'clinician' });
      }
    }
    expect(signed).toBe(6);
  });

  it('is written as any other record is, and only into one that has nothing in it', async () => {
    const verified = await verifyStore(demo.open.database.owner, () => undefined);
    expect(verified.broken).toEqual([]);
    expect(await demo.again()).toBe(false);
    expect((await verifyStore(demo.open.database.owner, () => undefined)).streams).toBe(verified.streams);
  });
});

describe('days that are moved', () => {
  it.each([
    ['{"at":"2026-06-15T10:00-04:00"}', 'America/New_York', '{"at":"2026-11-21T10:00-05:00"}'],
    ['{"at":"2026-06-15T10:00-04:00"}', undefined, '{"at":"2026-11-21T10:00-04:00"}'],
    ['lab-2026-06-10, 2026-06-15', undefined, 'lab-2026-11-16, 2026-11-21'],
    ['EX-2026-99-99, C34.11, 1999999984', undefined, 'EX-2026-99-99, C34.11, 1999999984'],
  ])('%s at %s', (text, zone, wanted) => {
    expect(moved(text, '2026-06-15', '2026-11-21', zone)).toBe(wanted);
  });

  it('are counted back from a moment, and never lie after it', () => {
    expect(daysBefore('2026-07-20T09:30:00-04:00', 2, 10)).toBe('2026-07-18T10:00:00-04:00');
    expect(daysBefore('2026-07-20T09:30:00-04:00', 0, 10)).toBe('2026-07-20T09:30:00-04:00');
  });
});
