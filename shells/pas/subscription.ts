import { below } from '../chart/elm.ts';
import type { OutcomeFault } from '../fhir/outcome.ts';
import type { RecordedEvent } from '../store/events.ts';
import type { StreamEvents, Summary } from '../store/summary.ts';
import { extensionsAt, textAt, type Element } from './element.ts';
import type { Submitter } from './submitter.ts';

export const SUBSCRIPTION = 'subscription';
export const TOPIC = 'http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic';
const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const FILTER = `${BACKPORT}/backport-filter-criteria`;
const CONTENT = `${BACKPORT}/backport-payload-content`;
/** The guide writes the filter in two ways. */
const FILTER_NAMES = ['org-identifier', 'orgIdentifier'];
const HERE = ['127.0.0.1', 'localhost', '[::1]'];

/** The types of its events. */
export const ASKED = 'subscription-asked';
export const HEARD = 'subscription-heard';
export const FAILED = 'subscription-failed';
export const ENDED = 'subscription-ended';

export interface AskedFor {
  readonly submitter: string;
  /** The program that asked for it: what it may be told is looked up by it. */
  readonly client: string;
  readonly resource: Element;
}

/** A subscription as its stream has it. */
export interface SubscriptionRecord {
  readonly id: string;
  readonly length: number;
  readonly submitter: string;
  readonly client: string;
  readonly status: 'requested' | 'active' | 'error' | 'off';
  readonly endpoint: string;
  /** Lines of the header that the endpoint wants, `name: value`. */
  readonly headers: readonly string[];
  readonly resource: Element;
}

/** The subscription of a stream; undefined where it is none. */
export function subscriptionOf(id: string, events: readonly RecordedEvent[]): SubscriptionRecord | undefined {
  const asked = events.findLast(({ type }) => type === ASKED);
  if (events[0]?.type !== ASKED || asked === undefined) return undefined;
  const { submitter, client, resource } = asked.body as AskedFor;
  const last = events.at(-1)?.type;
  const isOff = resource['status'] === 'off' || last === ENDED;
  const status = isOff ? 'off' : last === HEARD ? 'active' : last === FAILED ? 'error' : 'requested';
  const header = below(resource, 'channel', 'header');
  return {
    ...{ id, length: events.length, submitter, client, status },
    endpoint: textAt(resource, 'channel', 'endpoint') ?? '',
    headers: Array.isArray(header) ? header.filter((line) => typeof line === 'string') : [],
    resource: { ...resource, id, status },
  };
}

export function subscriptionSummary({ stream, events }: StreamEvents): Summary {
  const subscription = subscriptionOf(stream, events);
  return {
    title: `subscription ${stream.slice(0, 8)}`,
    body: { submitter: subscription?.submitter ?? null, standing: subscription?.status ?? 'off' },
    work: [],
  };
}

/** What of a subscription keeps it from being one of this service, each at its place; the rest is the profile's. */
export function subscriptionFaults(resource: Element, submitter: Submitter, origin: string): readonly OutcomeFault[] {
  const faults: OutcomeFault[] = [];
  const fault = (where: string, what: string, mend: string): void =>
    void faults.push({ where: `Subscription${where}`, what, mend });
  if (resource['resourceType'] !== 'Subscription')
    fault('.resourceType', 'it is no Subscription', 'Send a Subscription of R4 by the backport');
  if (!['requested', 'active', 'off'].includes(String(resource['status'])))
    fault('.status', 'it is none of a subscription that is asked for', 'Write requested, or off to end it');
  if (textAt(resource, 'reason') === undefined) fault('.reason', 'it is missing', 'Say what it is for');
  if (resource['criteria'] !== TOPIC) fault('.criteria', 'this topic is not held here', `Subscribe to ${TOPIC}`);
  for (const { where, what, mend } of filterFaults(resource, submitter)) fault(where, what, mend);
  if (below(resource, 'channel', 'type') !== 'rest-hook')
    fault('.channel.type', 'notices go out by rest-hook only', 'Write rest-hook');
  const payload = textAt(resource, 'channel', 'payload');
  if (payload !== 'application/fhir+json') fault('.channel.payload', 'notices are JSON', 'Write application/fhir+json');
  const contents = extensionsAt(below(resource, 'channel', '_payload'), CONTENT).map(({ valueCode }) => valueCode);
  if (contents.length !== 1 || contents[0] !== 'full-resource')
    fault('.channel.payload', 'notices hold the whole answer', 'Write full-resource as backport-payload-content');
  const header = below(resource, 'channel', 'header');
  const lines: readonly unknown[] = Array.isArray(header) ? header : header === undefined ? [] : [header];
  if (lines.some((line) => typeof line !== 'string' || !HEADER.test(line)))
    fault('.channel.header', 'a line of it cannot be sent', 'Write `Authorization: …` or `X-…: …`');
  const endpoint = textAt(resource, 'channel', 'endpoint');
  if (endpoint === undefined || !mayReach(endpoint, submitter, origin))
    fault('.channel.endpoint', 'nothing is sent there', 'Have its origin entered for your program; https only');
  return faults;
}

/** What an endpoint may ask for beside the notice itself. */
const HEADER = /^(?:authorization|x-[a-z0-9-]{1,60}): ?[\u0020-\u007e]{1,4000}$/iu;

/** Exactly one filter, for an identifier of the organisation that asks: nobody hears of the claims of others. */
function filterFaults(resource: Element, { identifiers }: Submitter): readonly OutcomeFault[] {
  const where = '.criteria';
  const filters = extensionsAt(resource['_criteria'], FILTER).flatMap((one) => textAt(one, 'valueString') ?? []);
  const mend = 'Filter by org-identifier=<identifier of your organisation>';
  if (filters.length !== 1) return [{ where, what: 'it has not exactly one filter', mend }];
  const [name = '', value = ''] = /^([^=]*)=(.*)$/su.exec(filters[0] ?? '')?.slice(1) ?? [];
  if (!FILTER_NAMES.includes(name)) return [{ where, what: `there is no filter "${name}"`, mend }];
  const isOwn = identifiers.some(
    (identifier) => value === identifier.value || value === `${identifier.system ?? ''}|${identifier.value}`,
  );
  return isOwn ? [] : [{ where, what: 'the identifier is not one of your organisation', mend }];
}

/**
 * Whether something may be sent to an address: to an origin that is entered for the program, or, of a service that is
 * reached on this machine only and has none entered, to another program on it.
 */
export function mayReach(endpoint: string, { notify }: Pick<Submitter, 'notify'>, origin: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, username, password, origin: to } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  const isHere = HERE.includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere)) return false;
  if (notify.length > 0) return notify.includes(to);
  return isHere && URL.canParse(origin) && HERE.includes(new URL(origin).hostname);
}

/** The resource as it is kept: without what the server says of it. */
export function asAsked(resource: Element): Element {
  const kept = Object.entries(resource).filter(([key]) => !['id', 'error', 'text'].includes(key));
  return Object.fromEntries(kept);
}
