import { canonical } from '../store/chain.ts';
import { codesOfExtension, codingsOf, extensionsAt, listAt, textAt, type Coding, type Element } from './element.ts';
import { referred, type Entry } from './entries.ts';
import { CERTIFICATION, EXTENSION } from './systems.ts';

/** A line of a claim: what is asked for. */
export interface ClaimItem {
  readonly sequence: number;
  /** FHIRPath of the line. */
  readonly place: string;
  readonly codings: readonly Coding[];
  /** What is asked for in words, where the line or its order has some. */
  readonly words: readonly string[];
  readonly quantity?: { readonly value: number; readonly unit?: string };
  /** The days of the service, YYYY-MM-DD. */
  readonly from?: string;
  readonly to?: string;
  /** It carries on what was authorized before. */
  readonly carriesOn: boolean;
  readonly isCancelled: boolean;
  /** The order behind the line. */
  readonly order?: Entry;
  readonly json: Element;
  /** The line without what only says how it differs from the version before: two of one substance ask for the same. */
  readonly substance: string;
}

/** The lines of a claim, in its order. */
export function itemsOf(entries: readonly Entry[], claim: Entry): readonly ClaimItem[] {
  return listAt(claim.resource, 'item').map((json, index) => itemOf(entries, claim, json, index));
}

function itemOf(entries: readonly Entry[], claim: Entry, json: Element, index: number): ClaimItem {
  const [requested] = extensionsAt(json, EXTENSION.requestedService);
  const order = requested && referred(entries, claim, requested['valueReference']);
  const concepts = [json['productOrService'], ...(order === undefined ? [] : conceptsOf(entries, order))];
  const certification = codesOfExtension(json, EXTENSION.certificationType);
  const cancelled = listAt(json, 'modifierExtension').some(
    (extension) => extension['url'] === EXTENSION.infoCancelled && extension['valueBoolean'] === true,
  );
  return {
    sequence: Number(json['sequence']),
    place: `${claim.place}.item[${String(index)}]`,
    codings: concepts.flatMap(codingsOf),
    words: concepts.flatMap(wordsOf),
    ...quantityOf(json['quantity']),
    ...daysOf(json),
    carriesOn: certification.some((code) => (CERTIFICATION.carriesOn as readonly string[]).includes(code)),
    isCancelled: cancelled || certification.includes(CERTIFICATION.cancel),
    ...(order === undefined ? {} : { order }),
    json,
    substance: substanceOf(json),
  };
}

/** What an order is of: a medication by its code or by reference, a service by its code. */
function conceptsOf(entries: readonly Entry[], order: Entry): readonly unknown[] {
  const { resource } = order;
  const medication = referred(entries, order, resource['medicationReference']);
  return [
    resource['medicationCodeableConcept'],
    ...(medication === undefined ? [] : [medication.resource['code']]),
    // Of a device or a service.
    resource['codeCodeableConcept'],
    resource['code'],
  ].filter((concept) => concept !== undefined);
}

function wordsOf(concept: unknown): readonly string[] {
  const displays = listAt(concept, 'coding').map((coding) => textAt(coding, 'display'));
  return [textAt(concept, 'text'), ...displays].filter((word) => word !== undefined);
}

function quantityOf(quantity: unknown): Pick<ClaimItem, 'quantity'> {
  const [read] = listAt({ quantity }, 'quantity');
  const value = read?.['value'];
  if (typeof value !== 'number') return {};
  const unit = textAt(read, 'code') ?? textAt(read, 'unit');
  return { quantity: unit === undefined ? { value } : { value, unit } };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/u;

function daysOf(json: Element): Pick<ClaimItem, 'from' | 'to'> {
  const date = dayOf(textAt(json, 'servicedDate'));
  const [from, to] = [
    date ?? dayOf(textAt(json, 'servicedPeriod', 'start')),
    date ?? dayOf(textAt(json, 'servicedPeriod', 'end')),
  ];
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function dayOf(text: string | undefined): string | undefined {
  const day = text?.slice(0, 10);
  return day !== undefined && DAY.test(day) ? day : undefined;
}

const ABOUT_THE_CHANGE: readonly string[] = [EXTENSION.infoChanged, EXTENSION.certificationType];

function substanceOf(json: Element): string {
  const kept = Object.entries(json).filter(([key]) => key !== 'extension' && key !== 'modifierExtension');
  const extension = listAt(json, 'extension').filter(({ url }) => !ABOUT_THE_CHANGE.includes(String(url)));
  return canonical({ ...Object.fromEntries(kept), extension });
}
