import type { CodeableConcept } from 'fhir/r4.js';
import { below, isTree } from '../chart/elm.ts';
import { extensionsAt, listAt, textAt, type Element } from '../pas/element.ts';
import { dispatchedIn, type HookCall } from './hook-call.ts';
import { ORDERS } from './hooks.ts';
import { refOf, resolve, type Held } from './pool.ts';

const BILLING = 'http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-billing-options';
/** Where an appointment names an order that `basedOn` of R4 cannot. */
const ALTERNATE = 'http://hl7.org/fhir/StructureDefinition/alternate-reference';

/** An order that a hook is about: a request for something, or an appointment for it. */
export interface Order {
  /** `Type/id`. */
  readonly ref: string;
  /** FHIRPath in the call; where it was looked up, its reference. */
  readonly where: string;
  readonly resource: Element;
}

/** What the hook is about: the orders in its context, or their references. */
export function scopeOf({ hook, context }: HookCall): {
  readonly orders: readonly Order[];
  readonly refs: readonly string[];
} {
  const key = ORDERS[hook];
  if (key === undefined) return { orders: [], refs: dispatchedIn(context).flatMap((one) => refOf(one) ?? []) };
  const orders = listAt(context, key, 'entry').flatMap((entry, index): Order[] => {
    const resource = entry['resource'];
    if (!isTree(resource)) return [];
    const where = `context.${key}.entry[${String(index)}].resource`;
    return [{ ref: `${String(resource['resourceType'])}/${textAt(resource, 'id') ?? ''}`, where, resource }];
  });
  if (hook !== 'order-select') return { orders, refs: [] };
  const selected = (context['selections'] as readonly string[]).map((one) => refOf(one));
  return { orders: orders.filter(({ ref }) => selected.includes(ref)), refs: [] };
}

/** Everything that says what is ordered: codes of the medication or the service, and the likely billing codes. */
export function conceptsOf(order: Element, pool: readonly Held[]): readonly CodeableConcept[] {
  const behind = basedOn(order).map((reference) => resolve(pool, order, reference));
  return [order, ...behind.filter((one) => one !== undefined)].flatMap((one) => ownConcepts(one, pool));
}

/**
 * The first day on which an order is carried out: of an appointment, of its timing, or from which it may be dispensed.
 * One that says none, or one that is over, is of the day `on` (YYYY-MM-DD).
 */
export function dayOf(order: Element, on: string): string {
  const timings = listAt(order, 'dosageInstruction').flatMap((one) => listAt(one, 'timing'));
  const starts = [
    ...[order['start'], below(order, 'occurrenceDateTime'), below(order, 'occurrencePeriod', 'start')],
    below(order, 'dispenseRequest', 'validityPeriod', 'start'),
    ...timings.flatMap((timing) => [below(timing, 'event'), below(timing, 'repeat', 'boundsPeriod', 'start')]).flat(),
  ];
  const days = starts.flatMap((start) => (typeof start === 'string' ? (DAY.exec(start)?.[0] ?? []) : []));
  const [first = on] = days.toSorted();
  return first < on ? on : first;
}

const DAY = /^\d{4}-\d{2}-\d{2}/u;

/** The orders that an appointment is for. */
export function basedOn(order: Element): readonly Element[] {
  if (order['resourceType'] !== 'Appointment') return [];
  return listAt(order, 'basedOn').flatMap((reference) => [
    reference,
    ...extensionsAt(reference, ALTERNATE).flatMap((extension) => listAt(extension, 'valueReference')),
  ]);
}

function ownConcepts(order: Element, pool: readonly Held[]): readonly CodeableConcept[] {
  const medication = resolve(pool, order, order['medicationReference']) ?? resolve(pool, order, order['codeReference']);
  const concepts = [
    order['medicationCodeableConcept'],
    order['code'],
    order['codeCodeableConcept'],
    medication?.['code'],
    ...listAt(order, 'serviceType'),
  ].filter(isTree);
  const likely = concepts.flatMap((concept) =>
    extensionsAt(concept, BILLING).flatMap((extension) => listAt(extension, 'valueCodeableConcept')),
  );
  return [...concepts, ...likely].map(conceptOf);
}

/** A concept as it may be read: what is of another type than the standard says is left aside. */
function conceptOf(concept: Element): CodeableConcept {
  const text = textAt(concept, 'text');
  const coding = listAt(concept, 'coding').map((one) => {
    const [system, code, display] = [textAt(one, 'system'), textAt(one, 'code'), textAt(one, 'display')];
    return {
      ...(system === undefined ? {} : { system }),
      ...(code === undefined ? {} : { code }),
      ...(display === undefined ? {} : { display }),
    };
  });
  return { ...(text === undefined ? {} : { text }), coding };
}
