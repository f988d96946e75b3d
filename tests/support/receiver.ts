import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listAt, textAt } from '../../shells/pas/element.ts';
import type { Json } from './pas-request.ts';

export const TOPIC = 'http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic';
export const PROFILE = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/profile-subscription';
const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

export interface Heard {
  readonly body: Json;
  readonly headers: IncomingHttpHeaders;
}

/** A program that hears notices, until it is told to be deaf. */
export class Receiver {
  readonly heard: Heard[] = [];
  answer = 200;
  refused = 0;
  #server: Server | undefined;

  async listen(port = 0): Promise<number> {
    this.#server = createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => (text += part.toString()));
      request.on('end', () => {
        if (this.answer === 200) this.heard.push({ body: JSON.parse(text) as Json, headers: request.headers });
        else this.refused += 1;
        response.writeHead(this.answer, this.answer === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end();
      });
    });
    await new Promise<void>((done) => this.#server?.listen(port, '127.0.0.1', done));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }
}

/** A subscription of an organisation to what becomes of its claims. */
export function subscription(to: number, npi: string, more: Json = {}): Json {
  return {
    resourceType: 'Subscription',
    meta: { profile: [PROFILE] },
    status: 'requested',
    reason: 'Hear how requests are decided',
    criteria: TOPIC,
    _criteria: {
      extension: [{ url: `${BACKPORT}/backport-filter-criteria`, valueString: `org-identifier=${npi}` }],
    },
    channel: {
      ...{ type: 'rest-hook', endpoint: `http://127.0.0.1:${String(to)}/notices`, payload: 'application/fhir+json' },
      header: ['Authorization: Bearer of-the-receiver'],
      _payload: { extension: [{ url: `${BACKPORT}/backport-payload-content`, valueCode: 'full-resource' }] },
    },
    ...more,
  };
}

/** The statement that each notice begins with, its parts by their names. */
export function statusOf({ body }: Heard): Json {
  const [first] = listAt(body, 'entry');
  const parameters = listAt(first?.['resource'], 'parameter');
  return Object.fromEntries(
    parameters.map((one) => [
      String(one['name']),
      one['valueCode'] ??
        one['valueString'] ??
        one['valueCanonical'] ??
        textAt(one, 'valueReference', 'reference') ??
        one['part'],
    ]),
  );
}
/** The notices of answers, without those of the subscription itself. */
export const eventsOf = (receiver: Receiver): readonly Heard[] =>
  receiver.heard.filter((heard) => statusOf(heard)['type'] === 'event-notification');
