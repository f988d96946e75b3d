import type { OutcomeFault } from '../outcome.ts';
import type { Base } from './base.ts';
import type { Entries, Entry } from './bundle.ts';
import type { Rules } from './rules.ts';
import type { Json } from './values.ts';

/** Something that is wrong (error) or looks wrong (warning). */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly fault: OutcomeFault;
}

/** A reference asks that the resource it leads to keeps one of these profiles. */
export interface Demand {
  readonly entry: Entry;
  readonly profiles: readonly string[];
}

export type Found = Finding | Demand;

/** What is around the element that is looked at. */
export interface Scope {
  readonly rules: Rules;
  readonly base: Base;
  /** The resource that the element stands in. */
  readonly resource: Json;
  /** The one around it, where it is contained. */
  readonly container: Json | null;
  readonly entries: Entries | null;
  /** The address of the entry; '' outside a bundle. */
  readonly fullUrl: string;
  /** Whether every resource that is referred to has to be in the bundle. */
  readonly complete: boolean;
  /** Whether elements that R4 does not know are passed over with a warning. */
  readonly lenient: boolean;
}

export const error = (where: string, what: string, mend: string): Finding => ({
  severity: 'error',
  fault: { where, what, mend },
});

export const warning = (where: string, what: string, mend: string): Finding => ({
  severity: 'warning',
  fault: { where, what, mend },
});

/** A value of JSON in few words. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'A list';
  if (typeof value === 'object' && value !== null) return 'An object';
  if (value === undefined) return 'Nothing';
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

/** Words of FHIRPath that are no names by themselves, as the `div` of a narrative. */
const WORDS: ReadonlySet<string> = new Set(['and', 'div', 'false', 'implies', 'mod', 'or', 'true', 'xor']);

const escaped = (text: string, mark: string): string => text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`);

const named = (name: string): string =>
  /^[A-Za-z_]\w*$/u.test(name) && !WORDS.has(name) ? name : `\`${escaped(name, '`')}\``;

/** FHIRPath of an element of another; '' is the whole of what was sent. */
export const below = (where: string, name: string): string => (where === '' ? '' : `${where}.`) + named(name);

/** The paths of a list's items: extensions by their address, with a number where one address comes more than once. */
export function itemPlaces(where: string, name: string, items: readonly unknown[]): readonly string[] {
  const plain = below(where, name);
  if (name !== 'extension') return items.map((_, index) => `${plain}[${index}]`);
  const urls = items.map((item) =>
    typeof item === 'object' && item !== null && 'url' in item && typeof item.url === 'string' ? item.url : null,
  );
  const times = new Map<string | null, number>();
  const ordinals = urls.map((url) => {
    const before = times.get(url) ?? 0;
    times.set(url, before + 1);
    return before;
  });
  return urls.map((url, index) => {
    if (url === null) return `${plain}[${index}]`;
    const path = `${plain}('${escaped(url, "'")}')`;
    return times.get(url) === 1 ? path : `${path}[${ordinals[index] ?? 0}]`;
  });
}
