import type { Condition, Rules, Slice } from './rules.ts';
import { codesOf, hasCode, hasPattern, isFixed, isObject } from './values.ts';

/** One value that stands at an element, with the type that its name in JSON says. */
export interface Item {
  readonly value: unknown;
  readonly type: string;
}

function extensionValue(value: unknown, url: string): unknown {
  const extensions = isObject(value) && Array.isArray(value['extension']) ? value['extension'].filter(isObject) : [];
  const found = extensions.find((extension) => extension['url'] === url);
  return found === undefined ? undefined : Object.entries(found).find(([name]) => name.startsWith('value'))?.[1];
}

function valueAt({ value }: Item, at: string): unknown {
  if (at === '') return value;
  const url = /^extension\('([^']+)'\)/u.exec(at)?.[1];
  if (url !== undefined) return extensionValue(value, url);
  return isObject(value) ? value[at] : undefined;
}

function holds(item: Item, condition: Condition, rules: Rules): boolean {
  const { at, type, fixed, pattern } = condition;
  const told = valueAt(item, at);
  if (type !== undefined) return at === '' ? item.type === type : isObject(told) && told['resourceType'] === type;
  if (fixed !== undefined) return isFixed(told, fixed);
  if (pattern !== undefined) return hasPattern(told, pattern);
  const codes = codesOf(condition.codes, rules);
  const toldType = isObject(told) && 'coding' in told ? 'CodeableConcept' : at === '' ? item.type : 'Coding';
  return codes !== null && hasCode(told, toldType, codes) === true;
}

/** The slice that an item belongs to, by name; null where it belongs to none. */
export function sliceOf(item: Item, slices: Readonly<Record<string, Slice>>, rules: Rules): string | null {
  const found = Object.entries(slices).find(([, { when }]) => when.every((condition) => holds(item, condition, rules)));
  return found?.[0] ?? null;
}
