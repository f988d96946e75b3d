import type { Billing } from '../../api/claim.ts';
import { FIELDS } from '../../words/claim-fields.ts';

/** What is typed of who bills whom: texts, by their places in a billing file. */
export type Typed = Readonly<Record<string, string>>;

/** Fields that belong together. */
export interface Section {
  readonly title:
    'submitter' | 'receiver' | 'billing' | 'treating' | 'charges' | 'payer' | 'subscriber' | 'patient' | 'claim';
  readonly fields: readonly string[];
}

const under = (...roots: readonly string[]): readonly string[] =>
  Object.keys(FIELDS).filter((place) => roots.some((root) => place === root || place.startsWith(`${root}.`)));

/** What a practice keeps for all its claims. @param codes that have a charge */
export function practiceSections(codes: readonly string[]): readonly Section[] {
  return [
    { title: 'billing', fields: under('billingProvider') },
    { title: 'treating', fields: under('renderingProvider', 'attendingProvider') },
    { title: 'charges', fields: codes.map((code) => `charges.${code}`) },
    { title: 'submitter', fields: under('submitter', 'interchange.usage') },
    { title: 'receiver', fields: under('receiver') },
  ];
}

/** What belongs to a patient and a claim. */
export const PATIENT_SECTIONS: readonly Section[] = [
  { title: 'claim', fields: [...under('claim'), 'interchange.controlNumber'] },
  { title: 'payer', fields: under('payer') },
  { title: 'subscriber', fields: under('subscriber') },
  { title: 'patient', fields: under('patient') },
];

/** A number in a billing file; all else is text. */
const NUMBERS = ['interchange.controlNumber'];

/** The texts of some fields of what is kept. */
export function typedOf(billing: Billing, fields: readonly string[]): Typed {
  return Object.fromEntries(
    fields.flatMap((place) => {
      const value = valueAt(billing, place.split('.'));
      return typeof value === 'string' || typeof value === 'number' ? [[place, String(value)]] : [];
    }),
  );
}

/** What is to be kept: what is kept already, with what is typed of some fields in its place. */
export function billingOf(kept: Billing, typed: Typed, fields: readonly string[]): Billing {
  return fields.reduce<Billing>((billing, place) => {
    const text = typed[place]?.trim() ?? '';
    const value = text === '' ? undefined : NUMBERS.includes(place) && /^\d+$/u.test(text) ? Number(text) : text;
    return withAt(billing, place.split('.'), value);
  }, kept);
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  return isPart(value) ? valueAt(value[key], rest) : undefined;
}

/** A part without anything in it is left out. */
function withAt(billing: Billing, [key = '', ...rest]: readonly string[], value: unknown): Billing {
  const below = billing[key];
  const next = rest.length === 0 ? value : withAt(isPart(below) ? below : {}, rest, value);
  const isNothing = next === undefined || (isPart(next) && Object.keys(next).length === 0);
  if (!isNothing) return { ...billing, [key]: next };
  return Object.fromEntries(Object.entries(billing).filter(([name]) => name !== key));
}

function isPart(value: unknown): value is Billing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
