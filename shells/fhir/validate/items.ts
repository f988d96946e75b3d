import type { BaseElement, TypeThere } from './base.ts';
import { below, error, itemPlaces, shown, type Found, type Scope } from './found.ts';
import type { Rule } from './rules.ts';
import { sliceOf, type Item } from './slices.ts';
import { isObject, type Json } from './values.ts';

/** An item at its place. */
export interface Placed extends Item {
  readonly there: TypeThere;
  /** The name in JSON, as `valueDate`. */
  readonly json: string;
  readonly where: string;
  /** The extensions of a primitive, from `_name`. */
  readonly beside: unknown;
}

const plural = (count: number): string => (count === 1 ? 'one' : String(count));

/** All that stands at one element, whichever names and types it comes under. */
export function* standing(
  json: Json,
  element: BaseElement,
  where: string,
  mayBeEmpty: boolean,
): Generator<Found, readonly Placed[]> {
  const items: Placed[] = [];
  const stem = element.name.replace('[x]', '');
  for (const { json: name, beside: besideName, there } of element.names) {
    const raw = json[name];
    const beside = json[besideName];
    if (raw === undefined && beside === undefined) continue;
    const at = below(where, stem);
    const { type } = there;
    if (element.isList) {
      const values: unknown = raw ?? (Array.isArray(beside) ? beside.map(() => null) : raw);
      if (!Array.isArray(values)) {
        yield error(at, `${shown(raw)} stands where a list belongs`, 'Put it into a list');
      } else if (values.length === 0) {
        if (!mayBeEmpty) yield error(at, 'The list is empty', 'Leave it out, or put something in');
      } else {
        const places = itemPlaces(where, stem, values);
        const besides: readonly unknown[] = Array.isArray(beside) ? beside : [];
        for (const [index, value] of (values as readonly unknown[]).entries()) {
          items.push({ value, type, there, json: name, where: places[index] ?? at, beside: besides[index] });
        }
      }
    } else if (Array.isArray(raw)) {
      yield error(at, 'A list stands where one value belongs', 'Give one value');
    } else items.push({ value: raw, type, there, json: name, where: at, beside });
  }
  if (element.name !== stem && items.length > 1) {
    const names = items.map(({ json: name }) => name).join(' and ');
    yield error(below(where, stem), `${names} stand there together`, 'Give one of them');
  }
  return items;
}

/** How often an element stands there against what is asked; 0 asked of a list means it may be left out. */
export function* counted(
  element: BaseElement,
  items: readonly Placed[],
  rules: readonly Rule[],
  json: Json,
  where: string,
): Generator<Found> {
  const stem = element.name.replace('[x]', '');
  const least = Math.max(element.required ? 1 : 0, ...rules.map(({ min = 0 }) => min));
  const most = Math.min(...rules.map(({ max = Infinity }) => max));
  const at = below(where, stem);
  const shaped = element.names.every(({ json: name }) => json[name] === undefined);
  if (items.length < least && (shaped || items.length > 0)) {
    if (items.length > 0) yield error(at, `There are fewer than ${least}`, `Give at least ${least}`);
    else yield error(at, `${stem} is missing`, 'Add it');
  }
  if (items.length > most) {
    if (most === 0) yield error(items[0]?.where ?? at, `${stem} does not belong here`, 'Leave it out');
    else yield error(items[most]?.where ?? at, `There are more than ${plural(most)}`, `Give at most ${plural(most)}`);
  }
}

/** The rules of the slice that each item belongs to; what is wrong with the number of a slice's items on the way. */
export function* sliced(
  items: readonly Placed[],
  rule: Rule,
  name: string,
  where: string,
  scope: Scope,
): Generator<Found, ReadonlyMap<Placed, Rule>> {
  const chosen = new Map<Placed, Rule>();
  const { slices } = rule;
  if (slices === undefined) return chosen;
  const of = items.map((item) => ({ item, slice: sliceOf(item, slices, scope.rules) }));
  for (const [slice, asked] of Object.entries(slices)) {
    const { min = 0, max = Infinity, when } = asked;
    const inside = of.filter((one) => one.slice === slice).map(({ item }) => item);
    for (const item of inside) chosen.set(item, asked);
    const url = name === 'extension' && typeof when[0]?.fixed === 'string' ? when[0].fixed : null;
    const at = below(where, name.replace('[x]', '')) + (url === null ? '' : `('${url}')`);
    if (inside.length < min)
      yield error(at, `${url === null ? `${name} of kind ${slice}` : `The extension ${slice}`} is missing`, 'Add it');
    if (inside.length > max) {
      const extra = inside[max]?.where ?? at;
      if (max === 0) yield error(extra, `${slice} does not belong here`, 'Leave it out');
      else yield error(extra, `There are more than ${plural(max)} of kind ${slice}`, `Give at most ${plural(max)}`);
    }
  }
  for (const { item, slice } of of) {
    if (slice !== null) continue;
    const url = isObject(item.value) ? item.value['url'] : undefined;
    const relative = name === 'extension' && typeof url === 'string' && !url.includes(':');
    const kinds = Object.keys(slices).join(', ');
    if (rule.closed === true || relative)
      yield error(item.where, 'Nothing of this kind belongs here', `Give one of ${kinds}`);
  }
  return chosen;
}
