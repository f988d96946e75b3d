import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openService, type OpenService } from '../support/service.ts';
import { COURSE_HEAD, newKey } from '../support/served.ts';

const ENTRIES = 5_000;
/** As many as one call takes. */
const AT_ONCE = 200;

let open: OpenService;
let id = '';
beforeAll(async () => {
  open = await openService();
  const opened = await open.call('nurse', {
    ...{ method: 'POST', url: '/v1/courses', payload: COURSE_HEAD, headers: { 'idempotency-key': newKey() } },
  });
  id = opened.json<{ id: string }>().id;
});
afterAll(async () => {
  await open.close();
});

const add = (events: readonly object[]): ReturnType<OpenService['call']> =>
  open.call('nurse', {
    ...{ method: 'POST', url: `/v1/courses/${id}/events`, payload: { events } },
    headers: { 'idempotency-key': newKey() },
  });

/** A blood count of some quarter of an hour, with what a laboratory writes about it. */
function result(index: number): object {
  const day = 1 + (Math.floor(index / 96) % 28);
  const month = 1 + Math.floor(index / 96 / 28);
  const two = (number: number): string => String(number).padStart(2, '0');
  const time = `${two(Math.floor(index / 4) % 24)}:${two((index % 4) * 15)}`;
  return {
    ...{ type: 'lab-resulted', at: `2026-${two(month)}-${two(day)}T${time}-04:00`, panel: 'cbc' },
    values: { anc: { value: 2000 + index, unit: '/uL' }, hemoglobin: { value: 11.5, unit: 'g/dL' } },
    note: `Sample ${String(index)} of a long record, drawn from the port, read again by hand and found as the counter had it.`,
  };
}

describe('a record that is larger than any call', () => {
  it('is added to, read and answered over like a small one', { timeout: 120_000 }, async () => {
    const all = Array.from({ length: ENTRIES }, (_, index) => result(index));
    expect(JSON.stringify(all).length).toBeGreaterThan(1_200_000);
    for (let at = 0; at < ENTRIES; at += AT_ONCE) {
      const told = await add(all.slice(at, at + AT_ONCE));
      expect(told.statusCode, told.body.slice(0, 500)).toBe(201);
    }
    const read = await open.call('nurse', { method: 'GET', url: `/v1/courses/${id}` });
    expect(read.headers.etag).toBe(`"${String(ENTRIES + 1)}"`);
    expect(read.json<{ events: unknown[] }>().events).toHaveLength(ENTRIES);
    const answered = await open.call('nurse', { method: 'GET', url: `/v1/courses/${id}/answers/visit?on=2026-02-27` });
    expect(answered.statusCode, answered.body.slice(0, 500)).toBe(200);
    const exported = await open.call('nurse', { method: 'GET', url: `/v1/courses/${id}/export?format=fhir` });
    expect(exported.statusCode).toBe(200);
  });

  it('says at its place what is wrong with an entry that comes late', async () => {
    const told = await add([result(0), { ...result(1), panel: 'urine' }]);
    expect(told.statusCode).toBe(400);
    const { faults } = told.json<{ faults: { where: string; what: string }[] }>();
    expect(faults.map(({ where }) => where)).toEqual(['events.1.panel']);
  });

  it('is bounded by what comes in one call', async () => {
    const note = 'x'.repeat(600_000);
    const told = await add([
      { ...result(0), note },
      { ...result(1), note },
    ]);
    expect([told.statusCode, told.json<{ faults: { what: string }[] }>().faults[0]?.what]).toEqual([
      400,
      'they are larger than 1 MB together',
    ]);
  });
});
