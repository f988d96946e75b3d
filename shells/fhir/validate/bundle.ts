import type { Base } from './base.ts';
import { isObject, type Json } from './values.ts';

/** A resource of a bundle, at its place. */
export interface Entry {
  readonly resource: Json;
  readonly where: string;
  readonly fullUrl: string;
}

/** The resources of a bundle by what a reference may call them. */
export class Entries {
  readonly all: readonly Entry[];
  readonly #byResource: ReadonlyMap<Json, Entry>;
  readonly #byUrl: ReadonlyMap<string, Entry>;
  readonly #byName: ReadonlyMap<string, Entry>;

  constructor(bundle: Json, where: string) {
    const entries = Array.isArray(bundle['entry']) ? bundle['entry'] : [];
    this.all = entries.flatMap((entry: unknown, index): readonly Entry[] => {
      if (!isObject(entry) || !isObject(entry['resource'])) return [];
      const { fullUrl, resource } = entry;
      return [
        { resource, where: `${where}.entry[${index}].resource`, fullUrl: typeof fullUrl === 'string' ? fullUrl : '' },
      ];
    });
    this.#byResource = new Map(this.all.map((entry) => [entry.resource, entry]));
    this.#byUrl = new Map(this.all.map((entry) => [entry.fullUrl, entry]));
    this.#byName = new Map(
      this.all.map((entry) => [`${String(entry.resource['resourceType'])}/${String(entry.resource['id'])}`, entry]),
    );
  }

  /** The entry of a resource; null for one that stands deeper. */
  of(resource: Json): Entry | null {
    return this.#byResource.get(resource) ?? null;
  }

  /**
   * What a reference leads to; null where nothing here is meant.
   * @param from the address of the entry in which the reference stands: a relative one goes on from its server
   */
  find(reference: string, from: string): Entry | null {
    const plain = reference.replace(/\/_history\/.*$/su, '');
    const exact = this.#byUrl.get(plain);
    if (exact !== undefined || /^(?:https?|urn):/u.test(plain)) return exact ?? null;
    const server = /^(https?:\/\/.+)\/[A-Za-z]+\/[A-Za-z0-9\-.]+$/u.exec(from)?.[1];
    return (
      (server === undefined ? undefined : this.#byUrl.get(`${server}/${plain}`)) ?? this.#byName.get(plain) ?? null
    );
  }
}

/** The type that a reference names in its address; null where its address names none. */
export function typeNamed(reference: string, base: Base): string | null {
  const type = /(?:^|\/)([A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/u.exec(reference)?.[1];
  return type !== undefined && base.isResource(type) ? type : null;
}
