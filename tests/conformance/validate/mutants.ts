import { fixture } from '../../support/standards.ts';
import { isJson, placesIn, putAt, type Json, type Place, type Published } from './places.ts';

/** An example with one fault, and where it is. */
export interface Mutant {
  readonly kind: string;
  readonly where: string;
  /** The element around it, at which the fault may be told as well. */
  readonly above: string;
  readonly numbered: string;
  readonly json: unknown;
}

type Change = (place: Place, whole: Json) => { readonly kind: string; readonly json: unknown } | null;

const PRIMITIVES = new Set([
  'boolean',
  'code',
  'date',
  'dateTime',
  'decimal',
  'id',
  'instant',
  'positiveInt',
  'string',
  'uri',
]);

const typeOf = ({ element }: Place): string | undefined => element?.type?.[0]?.code;
const isSingle = ({ element, isItem }: Place): boolean => element?.max === '1' && !isItem;

const dropRequired: Change = ({ element, isItem, hasBeside, steps }, whole) =>
  element === null || element.min === 0 || isItem || hasBeside
    ? null
    : { kind: 'required left out', json: putAt(whole, steps, undefined) };

const makeList: Change = (place, whole) =>
  isSingle(place) && !Array.isArray(place.value)
    ? { kind: 'one value as a list', json: putAt(whole, place.steps, [place.value, place.value]) }
    : null;

const wrongType: Change = ({ value, steps, isItem }, whole) => {
  if (isItem && isJson(value)) return { kind: 'text for an object', json: putAt(whole, steps, 'text') };
  if (typeof value === 'string') return { kind: 'a number for text', json: putAt(whole, steps, 7) };
  if (typeof value === 'number' || typeof value === 'boolean') {
    return { kind: 'text for a number or boolean', json: putAt(whole, steps, 'x') };
  }
  return null;
};

const BAD: Readonly<Record<string, unknown>> = {
  boolean: 'yes',
  code: ' active',
  date: '2026-02-30',
  dateTime: '2026-13-01',
  decimal: '1',
  id: 'an id',
  instant: '2026-03-01T10:00',
  positiveInt: 0,
  string: '',
  uri: 'http://example.org/a b',
};

const malformed: Change = (place, whole) => {
  const type = typeOf(place);
  if (type === undefined || !PRIMITIVES.has(type) || Array.isArray(place.value) || isJson(place.value)) return null;
  return { kind: `malformed ${type}`, json: putAt(whole, place.steps, BAD[type]) };
};

/** Two codes which R4 allows at the statuses and uses that profiles fix: one of them is not the fixed one. */
const otherValue: Change = ({ element, steps, value }, whole) => {
  const fixed = Object.entries(element ?? {}).find(([key]) =>
    /^(?:fixed|pattern)(?:Code|Uri|Boolean|String)$/u.test(key),
  );
  if (fixed === undefined || value !== fixed[1]) return null;
  const other = typeof value === 'boolean' ? !value : `${String(value)}-else`;
  return { kind: 'another value than the fixed one', json: putAt(whole, steps, other) };
};

const enumerated = (name: string): boolean => {
  const { compose } = fixture(`pas-2.2.1/profiles/ValueSet-${name}.json`) as {
    readonly compose: { readonly include: readonly { readonly concept?: unknown }[] };
  };
  return compose.include.every(({ concept }) => concept !== undefined);
};

const unknownCode: Change = ({ element, value, steps }, whole) => {
  const { strength, valueSet = '' } = element?.binding ?? { strength: '' };
  const [, name = ''] = /us\/davinci-pas\/ValueSet\/([\w-]+)/u.exec(valueSet) ?? [];
  if (strength !== 'required' || !isJson(value)) return null;
  const [coding] = (value['coding'] ?? []) as readonly Json[];
  if (coding === undefined) return null;
  const known = name !== '' && enumerated(name);
  const other = known
    ? { ...coding, code: 'no-such-code' }
    : { ...coding, system: 'http://example.org/no-such-system' };
  return { kind: known ? 'unknown code' : 'unknown system', json: putAt(whole, steps, { ...value, coding: [other] }) };
};

const unknownElement: Change = ({ value, steps }, whole) =>
  isJson(value) && typeof value['resourceType'] !== 'string'
    ? { kind: 'unknown element', json: putAt(whole, [...steps, 'colour'], 'red') }
    : null;

/** The items of a list that belong to a slice whose extension or pattern is published for it. */
function slicesOf({ elements, id }: Place): readonly Published[] {
  return [...elements.values()].filter((one) => one.id.startsWith(`${id}:`) && !one.id.slice(id.length).includes('.'));
}

const missingSlice: Change = (place, whole) => {
  const { value, steps, isItem } = place;
  if (isItem || !Array.isArray(value) || !place.where.endsWith('extension')) return null;
  const slice = slicesOf(place).find(({ min }) => min > 0);
  const profile = (slice?.type?.[0] as { readonly profile?: readonly string[] } | undefined)?.profile?.[0]?.split(
    '|',
  )[0];
  const rest = (value as readonly Json[]).filter(({ url }) => url !== profile);
  if (profile === undefined || rest.length === value.length) return null;
  return { kind: 'required extension left out', json: putAt(whole, steps, rest.length === 0 ? undefined : rest) };
};

const doubledSlice: Change = (place, whole) => {
  const { value, steps, isItem } = place;
  if (isItem || !Array.isArray(value) || !place.where.endsWith('extension')) return null;
  const profiles = slicesOf(place)
    .filter(({ max }) => max === '1')
    .map(
      ({ type }) => (type?.[0] as { readonly profile?: readonly string[] } | undefined)?.profile?.[0]?.split('|')[0],
    );
  const one = (value as readonly Json[]).find(({ url }) => profiles.includes(String(url)));
  return one === undefined
    ? null
    : { kind: 'extension twice', json: putAt(whole, steps, [...(value as readonly Json[]), one]) };
};

const wrongTarget: Change = ({ value, steps, element }, whole) => {
  const targets = element?.type?.find(({ code }) => code === 'Reference')?.targetProfile ?? [];
  if (!isJson(value) || typeof value['reference'] !== 'string' || targets.length === 0) return null;
  return { kind: 'reference to another type', json: putAt(whole, [...steps, 'reference'], 'Slot/1') };
};

const dangling: Change = ({ value, steps }, whole) => {
  const [first] = Array.isArray(whole['entry']) ? (whole['entry'] as readonly Json[]) : [];
  const isRequest = isJson(first?.['resource']) && first['resource']['resourceType'] === 'Claim';
  const reference = isJson(value) ? value['reference'] : undefined;
  if (!isRequest || steps[0] !== 'entry' || steps[1] !== 0 || typeof reference !== 'string') return null;
  return { kind: 'dangling reference', json: putAt(whole, [...steps, 'reference'], `${reference}-nowhere`) };
};

const forbidden: Change = (place, whole) => {
  const { id, elements, value, steps, isItem } = place;
  if (!isJson(value) || !isItem) return null;
  const none = [...elements.values()].find(
    (one) => one.max === '0' && one.id.startsWith(`${id}.`) && !/[:[]/u.test(one.id.slice(id.length)),
  );
  const name = none?.id.slice(id.length + 1);
  if (name === undefined || name.includes('.')) return null;
  const filler = { search: { mode: 'match' }, request: { method: 'GET', url: 'a' }, response: { status: '200' } }[name];
  return filler === undefined ? null : { kind: 'forbidden element', json: putAt(whole, [...steps, name], filler) };
};

const doubledAddress: Change = ({ steps, where, value }, whole) => {
  if (!/^Bundle\.entry\[\d+\]\.fullUrl$/u.test(where) || whole['type'] === 'history') return null;
  const [first] = whole['entry'] as readonly Json[];
  const other = first?.['fullUrl'] === value ? null : first?.['fullUrl'];
  return other === null ? null : { kind: 'two entries of one address', json: putAt(whole, steps, other) };
};

const CHANGES: readonly Change[] = [
  ...[dropRequired, makeList, wrongType, malformed, otherValue, unknownCode, unknownElement],
  ...[missingSlice, doubledSlice, wrongTarget, dangling, forbidden, doubledAddress],
];

/** All changes of an example that make it wrong at one place. */
export function* mutantsOf(
  whole: Json,
  profiles: ReadonlyMap<string, ReadonlyMap<string, Published>>,
): Generator<Mutant> {
  for (const place of placesIn(whole, profiles)) {
    for (const change of CHANGES) {
      const made = change(place, whole);
      if (made !== null) yield { ...made, where: place.where, above: place.above, numbered: place.numbered };
    }
  }
}
