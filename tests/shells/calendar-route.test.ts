import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openService, type OpenService } from '../support/service.ts';

let open: OpenService;

describe('calculators over HTTP', () => {
  beforeAll(async () => {
    open = await openService();
  });
  afterAll(async () => {
    await open.close();
  });

  it('gives the doses from a day on as a calendar file, with nobody in it', async () => {
    const { statusCode, headers, body } = await open.call('nurse', {
      url: '/v1/calendar.ics?start=2026-06-15&cycles=1',
    });
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(headers['content-disposition']).toBe('attachment; filename="doses.ics"');
    expect(body.match(/^SUMMARY:.*C1D(?:1|8|15).*$/gmu)?.length).toBeGreaterThanOrEqual(3);
    expect(body).toContain('DTSTART;VALUE=DATE:20260615');
  });

  it('tells what is wrong with a day or with a number of cycles', async () => {
    const day = await open.call('nurse', { url: '/v1/calendar.ics?start=2026-02-30' });
    const cycles = await open.call('nurse', { url: '/v1/calendar.ics?start=2026-06-15&cycles=0' });
    expect([day.statusCode, cycles.statusCode]).toEqual([400, 400]);
    expect(cycles.json<{ faults: readonly { what: string }[] }>().faults[0]?.what).toBe('"0" is no number of cycles');
  });

  it('answers a restart as the command line does', async () => {
    const payload = { last: 'C1D1', given: '2026-03-02', on: '2026-03-17' };
    const { json } = await open.call('nurse', { method: 'POST', url: '/v1/answers/restart', payload });
    expect(json<{ decision: string; daysSince: number; limit: number }>()).toMatchObject({
      ...{ decision: 'step-up', daysSince: 15, limit: 14 },
    });
  });
});
