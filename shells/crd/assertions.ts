import { randomUUID } from 'node:crypto';
import type { Extension } from 'fhir/r4.js';
import type { Element } from '../pas/element.ts';
import { utc } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import type { Actor, RecordedEvent } from '../store/events.ts';
import type { Hook } from './hooks.ts';

/** The kind of the streams that keep what hooks were answered. */
export const ASSERTION = 'assertion';
/** How such a stream begins: with an answer, or with the refusal of a call. */
export const ANSWERED = 'answered';
const REFUSED = 'refused';

/** What was said of one order. */
export interface SaidOfOrder {
  /** `Type/id` on the client. */
  readonly order: string;
  readonly drug?: string;
  readonly policy?: { readonly id: string; readonly version: string };
  readonly kind?: 'initial' | 'renewal';
  readonly information: Extension;
}

/** What a call was answered: kept, so that it is honoured later, and can be shown where somebody disputes it. */
export interface Assertion {
  readonly hook: Hook;
  readonly instance: string;
  /** Reference to the coverage on the client. */
  readonly coverage: string;
  readonly member: { readonly ids: readonly string[]; readonly birthDate?: string };
  readonly orders: readonly SaidOfOrder[];
  /** The call as it came, without the token that was sent with it. */
  readonly request: Element;
  /** What was asked of the client's server, as it answered. */
  readonly fetched: readonly Element[];
  readonly response: unknown;
}

/** An assertion with its id and the moment it was made. */
export interface KeptAssertion extends Assertion {
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

const ENDS = '0';

/** The id of a new assertion. Its last digit is 0: those of the cards that go with it count on from there. */
export function newAssertion(): string {
  return `${randomUUID().slice(0, -1)}${ENDS}`;
}

/** The id of the card at a place (from 1 to 15) of an answer. */
export function cardId(assertion: string, place: number): string {
  return `${assertion.slice(0, -1)}${place.toString(16)}`;
}

/** The assertion whose answer a card stood in. */
export function assertionOfCard(card: string): string {
  return `${card.slice(0, -1)}${ENDS}`.toLowerCase();
}

/** Keeps what a call was answered, in the record of the payer that answered. */
export async function keepAssertion(
  { store, now }: Pick<Service, 'store' | 'now'>,
  actor: Actor,
  id: string,
  body: Assertion,
): Promise<void> {
  await begin({ store, now }, actor, id, ANSWERED, body);
}

/** Keeps that a call was refused, and why, in the record of whoever made it. */
export async function keepRefusal(
  { store, now }: Pick<Service, 'store' | 'now'>,
  actor: Actor,
  body: { readonly hook: string; readonly request: unknown; readonly status: number; readonly response: unknown },
): Promise<void> {
  await begin({ store, now }, actor, newAssertion(), REFUSED, body);
}

async function begin(
  { store, now }: Pick<Service, 'store' | 'now'>,
  actor: Actor,
  stream: string,
  type: string,
  body: unknown,
): Promise<void> {
  const at = utc(now());
  await store.append({ actor, stream, kind: ASSERTION, expected: 0, events: [{ type, at, body }], now: at });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/**
 * What was asserted under an id, in the record of a payer's organisation; undefined where nothing was. The reading is
 * logged as that of `reader`, who has to be of that organisation.
 */
export async function assertionBy(
  service: Pick<Service, 'store' | 'now'>,
  reader: Actor,
  id: string,
): Promise<KeptAssertion | undefined> {
  const [first] = await eventsOfAssertion(service, reader, id, 'assertion');
  return first?.type === ANSWERED ? { ...(first.body as Assertion), id: id.toLowerCase(), at: first.at } : undefined;
}

/** The stream of an assertion; empty where there is none. */
export async function eventsOfAssertion(
  { store, now }: Pick<Service, 'store' | 'now'>,
  reader: Actor,
  id: string,
  what: string,
): Promise<readonly RecordedEvent[]> {
  const stream = id.toLowerCase();
  if (!UUID.test(stream)) return [];
  const events = await store.read(reader, stream, what, utc(now()));
  return [ANSWERED, REFUSED].includes(events[0]?.type ?? '') ? events : [];
}
