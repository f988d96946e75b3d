import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { validatePasResponse, validateResource } from '../../../shells/fhir/validate/validate.ts';
import { listAt } from '../../../shells/pas/element.ts';
import type { MachineClient } from '../../../shells/server/sign-in/clients.ts';
import {
  asked,
  decide,
  decisions,
  requestBundle,
  requestsOf,
  sent,
  SIGNATURE,
  submit,
  type Json,
} from '../../support/pas.ts';
import { eventsOf, PROFILE, Receiver, statusOf, subscription, TOPIC } from '../../support/receiver.ts';
import { openService, type OpenService } from '../../support/service.ts';

const client = (id: string, npi: string): MachineClient => ({
  ...{ id, organisation: 'payer', name: `Program ${id}` },
  submitter: { name: `Practice of ${id}`, npi },
});

let open: OpenService;
const [mine, other] = [new Receiver(), new Receiver()];
let [port, otherPort] = [0, 0];
beforeAll(async () => {
  open = await openService(undefined, { clients: [client('ehr-a', '1234567893'), client('ehr-b', '1999999984')] });
  [port, otherPort] = [await mine.listen(), await other.listen()];
}, 60_000);
afterAll(async () => {
  await open.close();
  await Promise.all([mine.close(), other.close()]);
});
afterEach(() => {
  mine.answer = 200;
});

const soon = { timeout: 20_000, interval: 50 };

/** A pended claim of a program, and the request that stands for it. */
async function pended(id: string, by: string): Promise<string> {
  await submit(open, requestBundle({ id }), by);
  return (await requestsOf(open)).find(({ title }) => title.endsWith(`T-${id}`))?.id ?? '';
}

const denial = { type: 'decided', decision: 'denied', signature: SIGNATURE };

describe('a subscription', () => {
  let id = '';

  it('is taken by the guide, and shown to hear by a handshake [pas spec-54 spec-56 spec-57 spec-58 spec-62]', async () => {
    expect(validateResource(subscription(port, '1234567893'), PROFILE).faults).toEqual([]);
    const { status, body } = await sent(open, 'Subscription', subscription(port, '1234567893'), 'ehr-a');
    expect({ status, of: body['status'] }).toEqual({ status: 201, of: 'requested' });
    id = String(body['id']);
    await vi.waitFor(() => {
      expect(mine.heard.map(statusOf)).toEqual([
        {
          ...{ subscription: `http://127.0.0.1:8080/fhir/Subscription/${id}`, topic: TOPIC, status: 'requested' },
          ...{ type: 'handshake', 'events-since-subscription-start': '0' },
        },
      ]);
    }, soon);
    expect(mine.heard[0]?.headers).toMatchObject({
      ...{ authorization: 'Bearer of-the-receiver', 'content-type': 'application/fhir+json' },
    });
    await vi.waitFor(async () => {
      expect((await asked(open, 'GET', `Subscription/${id}`, undefined, 'ehr-a')).body['status']).toBe('active');
    }, soon);
  });

  it('tells its owner the whole answer once it is decided, and nobody else [pas spec-51 spec-60 spec-61]', async () => {
    const theirs = await sent(open, 'Subscription', subscription(otherPort, '1999999984'), 'ehr-b');
    expect(theirs.status).toBe(201);
    await vi.waitFor(() => {
      expect(other.heard).toHaveLength(1);
    }, soon);
    expect(await decide(open, 'clinician', await pended('told', 'ehr-a'), denial)).toBe(201);
    await vi.waitFor(() => {
      expect(eventsOf(mine)).toHaveLength(1);
    }, soon);
    const [notice] = eventsOf(mine);
    expect(notice?.body).toMatchObject({ resourceType: 'Bundle', type: 'history' });
    const [, about] = listAt(notice?.body, 'entry');
    expect(decisions(about?.['resource'])).toEqual([{ sequence: 1, action: 'A3' }]);
    expect(validatePasResponse(about?.['resource']).faults).toEqual([]);
    expect(statusOf(notice ?? expect.fail())['events-since-subscription-start']).toBe('1');
    expect(other.heard).toHaveLength(1);
  });

  it('is told again until it hears, in order, and followed nowhere else', async () => {
    const [first, second] = [await pended('deaf-1', 'ehr-a'), await pended('deaf-2', 'ehr-a')];
    mine.answer = 302;
    await decide(open, 'clinician', first, denial);
    await vi.waitFor(() => {
      expect(mine.refused).toBeGreaterThan(0);
    }, soon);
    await decide(open, 'clinician', second, denial);
    mine.answer = 200;
    await vi.waitFor(() => {
      expect(eventsOf(mine)).toHaveLength(3);
    }, soon);
    expect(eventsOf(mine).map((one) => statusOf(one)['events-since-subscription-start'])).toEqual(['1', '2', '3']);
    const status = await asked(open, 'GET', `Subscription/${id}/$status`, undefined, 'ehr-a');
    expect(status.body).toMatchObject({ type: 'searchset', total: 1 });
  });

  it('hears what was decided while it was away', async () => {
    await mine.close();
    await decide(open, 'clinician', await pended('away', 'ehr-a'), denial);
    await mine.listen(port);
    await vi.waitFor(() => {
      expect(eventsOf(mine)).toHaveLength(4);
    }, soon);
  });

  it('is seen, changed and ended by its owner only [pas spec-59]', async () => {
    const of = (method: 'GET' | 'PUT' | 'DELETE', by: string, body?: unknown): Promise<number> =>
      asked(open, method, `Subscription/${id}`, body, by).then(({ status }) => status);
    const changed = subscription(port, '1999999984');
    expect([await of('GET', 'ehr-b'), await of('PUT', 'ehr-b', changed), await of('DELETE', 'ehr-b')]).toEqual([
      404, 404, 404,
    ]);
    const listed = await asked(open, 'GET', 'Subscription', undefined, 'ehr-b');
    expect(listAt(listed.body, 'entry').map(({ fullUrl }) => String(fullUrl).endsWith(id))).toEqual([false]);
    expect(await of('DELETE', 'ehr-a')).toBe(204);
    const before = mine.heard.length;
    await decide(open, 'clinician', await pended('ended', 'ehr-a'), denial);
    await decide(open, 'clinician', await pended('other', 'ehr-b'), denial);
    await vi.waitFor(() => {
      expect(eventsOf(other)).toHaveLength(1);
    }, soon);
    expect(mine.heard).toHaveLength(before);
    expect((await asked(open, 'GET', `Subscription/${id}`, undefined, 'ehr-a')).body['status']).toBe('off');
  });
});

describe('what tells nobody anything', () => {
  it('costs one question each time, and no transaction beside that of the claim', async () => {
    const transactions = vi.spyOn(open.database.owner, 'transaction');
    await pended('quiet', 'ehr-a');
    // Longer than it takes to look again by itself.
    await new Promise((done) => setTimeout(done, 1_500));
    // That of the claim itself, which is looked at by nobody else meanwhile.
    expect(transactions).toHaveBeenCalledTimes(1);
    transactions.mockRestore();
  });
});

describe('what is no subscription of this service', () => {
  const channel = (more: Json): Json => ({ channel: { ...(subscription(port, '')['channel'] as Json), ...more } });
  it.each([
    ['for the claims of somebody else', '1999999984', () => ({})],
    ['by e-mail', '1234567893', () => channel({ type: 'email' })],
    ['with an empty notice', '1234567893', () => channel({ _payload: {} })],
    ['on another topic', '1234567893', () => ({ criteria: 'http://example.org/topic' })],
    ['without a filter', '1234567893', () => ({ _criteria: {} })],
    ['to a server that is not entered', '1234567893', () => channel({ endpoint: 'https://example.org/notices' })],
    ['to an address that is none', '1234567893', () => channel({ endpoint: 'file:///etc/passwd' })],
    ['with a header of its own transport', '1234567893', () => channel({ header: ['Host: example.org'] })],
  ])('is refused: %s [pas spec-56 spec-58 spec-59 spec-62]', async (_what, npi, more) => {
    const { status, body } = await sent(open, 'Subscription', { ...subscription(port, npi), ...more() }, 'ehr-a');
    expect({ status, type: body['resourceType'] }).toEqual({ status: 422, type: 'OperationOutcome' });
  });

  it('may go to a server that is entered for the program, and then to no other', async () => {
    const entered = { ...client('ehr-c', '1234567893') };
    const submitter = { name: 'A practice', npi: '1234567893', notify: ['https://ehr.example:8443'] };
    const service = await openService(undefined, { clients: [{ ...entered, submitter }] });
    const to = (endpoint: string): Promise<number> =>
      sent(service, 'Subscription', { ...subscription(port, '1234567893'), ...channel({ endpoint }) }, 'ehr-c').then(
        ({ status }) => status,
      );
    expect([
      await to('https://ehr.example:8443/notices'),
      await to('https://ehr.example/notices'),
      await to(`http://127.0.0.1:${String(port)}/notices`),
    ]).toEqual([201, 422, 422]);
    await service.close();
  });
});

describe('the statement of what the service does', () => {
  it('names the operations and the topic [pas spec-55]', async () => {
    const { body } = await asked(open, 'GET', 'metadata');
    const resources = listAt(listAt(body, 'rest')[0], 'resource');
    const named = (type: string): Json => resources.find((one) => one['type'] === type) ?? {};
    expect(listAt(named('Claim'), 'operation').map(({ name }) => name)).toEqual(['submit', 'inquire']);
    expect(listAt(named('Subscription'), 'extension').map(({ valueCanonical }) => valueCanonical)).toEqual([TOPIC]);
  });
});
