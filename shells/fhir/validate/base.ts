import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One type that may stand at an element. */
export interface TypeThere {
  readonly type: string;
  /** Codes of a code, or types that a reference may lead to; empty where anything may. */
  readonly among: readonly string[];
}

/** An element of a type, as R4 has it. */
export interface BaseElement {
  /** `status`; `value[x]` for a choice. */
  readonly name: string;
  readonly required: boolean;
  readonly isList: boolean;
  readonly types: readonly TypeThere[];
  /** The names in JSON, each with that of its extensions and its type: `valueDate`, `_valueDate`, `date`. */
  readonly names: readonly { readonly json: string; readonly beside: string; readonly there: TypeThere }[];
}

/** The elements of a type in their order, and by the name in JSON. */
export interface BaseType {
  readonly elements: readonly BaseElement[];
  readonly byName: ReadonlyMap<string, BaseElement>;
}

type Written = Readonly<Record<string, Readonly<Record<string, string>>>>;

const PROFILES = path.resolve(import.meta.dirname, '..', 'profiles');

/** A file of rules beside the profiles; it is ours and has its form. */
export function readRules(name: string): unknown {
  return JSON.parse(readFileSync(path.join(PROFILES, name), 'utf8'));
}

function there(written: string): TypeThere {
  const [, type = '', among] = /^([\w.]+)(?:\((.*)\))?$/u.exec(written) ?? [];
  return { type, among: among === undefined ? [] : among.split('|') };
}

function element(name: string, written: string): BaseElement {
  const [often = '', ...of] = written.split(' ');
  const types = of.map(there);
  const stem = name.replace('[x]', '');
  const json = ({ type }: TypeThere): string =>
    name === stem ? name : stem + type.charAt(0).toUpperCase() + type.slice(1);
  return {
    ...{ name, types, required: often.startsWith('1'), isList: often.endsWith('*') },
    names: types.map((one) => ({ json: json(one), beside: `_${json(one)}`, there: one })),
  };
}

/** R4's types and, beside them, those of other standards written in the same way. */
export class Base {
  readonly #written: Written;
  readonly #read = new Map<string, BaseType | null>();

  constructor(...written: readonly Written[]) {
    this.#written = Object.assign({}, ...written) as Written;
  }

  /** The elements of a type with those of its parents; null for a primitive or an unknown name. */
  type(name: string): BaseType | null {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const own = Object.hasOwn(this.#written, name) ? this.#written[name] : undefined;
    let read: BaseType | null = null;
    if (own !== undefined) {
      const { is, ...elements } = own;
      const inherited = is === undefined ? [] : (this.type(is)?.elements ?? []);
      // A type may say anew what one of its parents says.
      const both = [...inherited, ...Object.entries(elements).map(([each, written]) => element(each, written))];
      const all = [...new Map(both.map((one) => [one.name, one])).values()];
      read = {
        elements: all,
        byName: new Map(all.flatMap((one) => one.names.map(({ json }) => [json, one] as const))),
      };
    }
    this.#read.set(name, read);
    return read;
  }

  /** Whether elements that are not named may stand in a type, as in the bodies of CDS Hooks. */
  isOpen(name: string): boolean {
    const is = Object.hasOwn(this.#written, name) ? this.#written[name]?.['is'] : undefined;
    return name === 'Open' || (is !== undefined && this.isOpen(is));
  }

  /** Whether a name is a resource's, as `Claim` is. */
  isResource(name: string): boolean {
    const own = Object.hasOwn(this.#written, name) ? this.#written[name] : undefined;
    const is = own?.['is'];
    return is === 'DomainResource' || (is === 'Resource' && name !== 'DomainResource');
  }
}

/** FHIR R4. */
export const R4 = readRules('r4.json') as Written;
