import { randomUUID } from 'node:crypto';
import type { Element } from './element.ts';
import { TOPIC } from './subscription.ts';

/** What a notice says besides what it is about. */
interface Told {
  /** Address of the subscription. */
  readonly subscription: string;
  readonly status: string;
  /** How much was told so far, this one included. */
  readonly count: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** The first notice: it shows that whoever asked hears. */
export function handshake(told: Told): Element {
  return bundleOf(told, 'handshake', []);
}

/** The notice of an answer that has changed, with the whole answer. */
export function changed(told: Told, response: Element): Element {
  const focus = `urn:uuid:${String(response['id'])}`;
  const event = {
    name: 'notification-event',
    part: [
      { name: 'event-number', valueString: String(told.count) },
      { name: 'timestamp', valueInstant: told.at },
      { name: 'focus', valueReference: { reference: focus } },
    ],
  };
  return bundleOf(told, 'event-notification', [event], { fullUrl: focus, resource: response });
}

/** How a subscription stands, as its owner asks. */
export function statusOf(told: Told, type: string, events: readonly Element[]): Element {
  const { subscription, status, count } = told;
  return {
    resourceType: 'Parameters',
    id: randomUUID(),
    parameter: [
      { name: 'subscription', valueReference: { reference: subscription } },
      { name: 'topic', valueCanonical: TOPIC },
      { name: 'status', valueCode: status },
      { name: 'type', valueCode: type },
      { name: 'events-since-subscription-start', valueString: String(count) },
      ...events,
    ],
  };
}

interface About {
  readonly fullUrl: string;
  readonly resource: Element;
}

function bundleOf(told: Told, type: string, events: readonly Element[], about?: About): Element {
  const status = statusOf(told, type, events);
  const asked = (url: string): Element => ({ request: { method: 'GET', url }, response: { status: '200' } });
  return {
    resourceType: 'Bundle',
    id: randomUUID(),
    type: 'history',
    timestamp: told.at,
    entry: [
      { fullUrl: `urn:uuid:${String(status['id'])}`, resource: status, ...asked(`${told.subscription}/$status`) },
      ...(about === undefined ? [] : [{ ...about, ...asked(`Bundle/${String(about.resource['id'])}`) }]),
    ],
  };
}
