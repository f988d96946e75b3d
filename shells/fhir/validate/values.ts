import { isDeepStrictEqual } from 'node:util';
import type { Codes, Rules } from './rules.ts';

export type Json = Readonly<Record<string, unknown>>;

/** An object of JSON, no list and not null. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value has everything that a pattern has; lists need one fitting item for each of the pattern's. */
export function hasPattern(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) {
    return Array.isArray(value) && pattern.every((part) => value.some((item) => hasPattern(item, part)));
  }
  if (!isObject(pattern)) return value === pattern;
  return isObject(value) && Object.entries(pattern).every(([key, part]) => hasPattern(value[key], part));
}

export const isFixed = (value: unknown, fixed: unknown): boolean => isDeepStrictEqual(value, fixed);

const inSystem = ({ system, code }: { readonly system?: unknown; readonly code?: unknown }, codes: Codes): boolean => {
  if (typeof system !== 'string' || typeof code !== 'string' || !Object.hasOwn(codes, system)) return false;
  const listed = codes[system] ?? '';
  return listed === '*' || listed.split('|').includes(code);
};

/**
 * Whether a code, Coding, CodeableConcept or Quantity has a code of the value set; null where the codes are not known
 * well enough to say.
 */
export function hasCode(value: unknown, type: string, codes: Codes): boolean | null {
  if (typeof value === 'string') {
    const all = Object.values(codes);
    return all.includes('*') ? null : all.some((listed) => listed.split('|').includes(value));
  }
  if (!isObject(value)) return null;
  if (type === 'Coding' || type === 'Quantity') return inSystem(value, codes);
  if (type !== 'CodeableConcept') return null;
  const codings = Array.isArray(value['coding']) ? value['coding'].filter(isObject) : [];
  return codings.some((coding) => inSystem(coding, codes));
}

/** What a value set holds, for a person: `complete, error, partial`, or its systems. */
export function saidCodes(codes: Codes): string {
  return Object.entries(codes)
    .map(([system, listed]) => (listed === '*' ? `a code of ${system}` : `${few(listed)} of ${system}`))
    .join(', or ');
}

const few = (listed: string): string => {
  const all = listed.split('|');
  return all.length <= 12 ? all.join(', ') : `${all.slice(0, 12).join(', ')} or one of ${all.length - 12} more`;
};

/** The codes of a value set by its address; null where they are not known. */
export const codesOf = (url: string | undefined, rules: Rules): Codes | null =>
  url !== undefined && Object.hasOwn(rules.codes, url) ? (rules.codes[url] ?? null) : null;
