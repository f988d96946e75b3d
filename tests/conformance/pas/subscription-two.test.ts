import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listAt } from '../../../shells/pas/element.ts';
import { decisions, requestBundle, SIGNATURE, type Json } from '../../support/pas.ts';
import { eventsOf, Receiver, subscription } from '../../support/receiver.ts';
import { newKey, openShared, served, temporary, type Served, type SharedDatabase } from '../../support/served.ts';
import { INSURER } from '../../support/service.ts';

const folder = temporary('two-notices');
const receiver = new Receiver();
let port = 0;
let shared: SharedDatabase;
let services: readonly Served[] = [];
beforeAll(async () => {
  const { publicKey } = await generateKeyPair('ES384', { extractable: true });
  const file = (name: string, content: unknown): string => {
    const written = path.join(folder, name);
    writeFileSync(written, JSON.stringify(content));
    return written;
  };
  const keys = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES384', kid: 'one' }] };
  const submitter = { name: 'A practice', npi: '1234567893' };
  const { organisation, name, identifiers, policies } = INSURER;
  shared = await openShared();
  port = await receiver.listen();
  const settings = {
    DATABASE_URL: shared.url,
    STEPWISE_CLIENTS: file('clients.yaml', {
      clients: [{ id: 'machine-1', organisation: 'payer', name: 'An EHR', jwks: keys, submitter }],
    }),
    STEPWISE_INSURERS: file('insurers.yaml', { insurers: [{ organisation, name, identifiers, policies }] }),
  };
  services = [await served(settings), await served(settings)];
}, 60_000);
afterAll(async () => {
  await Promise.all(services.map((service) => service.close()));
  await receiver.close();
  await shared.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const at = (index: number): Served => services[index] ?? expect.fail('two services run');
const soon = { timeout: 20_000, interval: 50 };

describe('two services on one record', () => {
  it('tell each decision once, whichever of them it was written by', async () => {
    const organisation = 'payer';
    const began = await at(0).ask('machine', 'POST', '/fhir/Subscription', {
      ...{ organisation, body: subscription(port, '1234567893') },
    });
    expect(began.status).toBe(201);
    const count = 6;
    for (let one = 0; one < count; one += 1) {
      const bundle = requestBundle({ id: `two-${String(one)}` });
      const asked = await at(one % 2).ask('machine', 'POST', '/fhir/Claim/$submit', { organisation, body: bundle });
      expect(decisions(asked.json)).toEqual([{ sequence: 1, action: 'A4' }]);
      const search = await at(0).ask('reviewer', 'GET', `/v1/requests?search=T-two-${String(one)}`, { organisation });
      const id = String(listAt(search.json, 'rows')[0]?.['id']);
      const entry: Json = { type: 'decided', decision: 'denied', signature: SIGNATURE };
      const decided = await at((one + 1) % 2).ask('clinician', 'POST', `/v1/requests/${id}/entries`, {
        ...{ organisation, headers: { 'idempotency-key': newKey() }, body: { entries: [entry] } },
      });
      expect(decided.status).toBe(201);
    }
    await vi.waitFor(() => {
      expect(eventsOf(receiver).length).toBeGreaterThanOrEqual(count);
    }, soon);
    // Longer than both look again.
    await new Promise((done) => setTimeout(done, 2_500));
    expect(eventsOf(receiver)).toHaveLength(count);
  });
});
