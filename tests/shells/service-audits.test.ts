import { readFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/knowledge.ts';
import { ORIGIN, openService, type OpenService } from '../support/service.ts';

const lines = readFileSync(path.join(ROOT, 'examples/claims/lines.csv'));
const octets = { 'content-type': 'application/octet-stream', origin: ORIGIN };
let open: OpenService;
beforeAll(async () => {
  open = await openService();
});
afterAll(async () => {
  await open.close();
});

const begin = async (): Promise<string> => {
  const id = randomUUID();
  const made = await open.call('auditor', {
    method: 'PUT',
    url: `/v1/audits/${id}`,
    payload: { policy: 'prime-ic-0789' },
  });
  expect(made.statusCode).toBe(201);
  return id;
};
const piece = async (id: string, from: number, payload: Buffer, name = 'lines.csv'): Promise<number> => {
  const url = `/v1/audits/${id}/files/claims?name=${name}&from=${String(from)}`;
  return (await open.call('auditor', { method: 'PUT', url, payload, headers: octets })).statusCode;
};

describe('audits of the service', () => {
  it('takes a file in pieces, in their order, and finds what the command line finds', { timeout: 60_000 }, async () => {
    const id = await begin();
    expect(await piece(id, 0, lines.subarray(0, 500))).toBe(200);
    expect(await piece(id, 100, lines.subarray(100))).toBe(409);
    expect(await piece(id, 500, lines.subarray(500))).toBe(200);
    const url = `/v1/audits/${id}`;
    expect((await open.call('auditor', { method: 'POST', url: `${url}/start` })).statusCode).toBe(202);
    let audit: { state: string; answer: { total: unknown; lines: unknown } };
    do {
      await setTimeout(100);
      audit = (await open.call('auditor', { url })).json();
    } while (['waiting', 'running'].includes(audit.state));
    expect(audit.answer.lines).toEqual({ read: 14, ofDrug: 12, setAside: 1 });
    const found = (await open.call('auditor', { url: `${url}/findings?rule=one-dose-a-day` })).json<{
      count: number;
      rows: { proving: { claim_id: string }[] }[];
    }>();
    expect(found.count).toBe(1);
    expect(found.rows[0]?.proving).toHaveLength(2);
    // Of another organisation, and of another role, it is not there.
    expect((await open.call('auditor', { url, organisation: 'other' })).statusCode).toBe(404);
    expect((await open.call('biller', { url })).statusCode).toBe(404);
    expect((await open.call('auditor', { method: 'DELETE', url })).statusCode).toBe(204);
    expect((await open.call('auditor', { url })).statusCode).toBe(404);
  });

  it.each(['../x.csv', 'findings.parquet', 'x.exe', '.csv'])('takes no file by the name %s', async (name) => {
    const id = await begin();
    expect(await piece(id, 0, lines, encodeURIComponent(name))).toBe(400);
    await open.call('auditor', { method: 'DELETE', url: `/v1/audits/${id}` });
  });
});
