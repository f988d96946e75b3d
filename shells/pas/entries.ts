import { below } from '../chart/elm.ts';
import { listAt, textAt, type Element } from './element.ts';

/** A resource of a bundle, under its address. */
export interface Entry {
  readonly fullUrl: string;
  readonly resource: Element;
  /** FHIRPath of the resource: `Bundle.entry[3].resource`. */
  readonly place: string;
}

const SERVED = /^(https?:.+)\/[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/u;
const RELATIVE = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/u;

/** The entries of a bundle that have a resource, in its order. */
export function entriesOfBundle(bundle: unknown): readonly Entry[] {
  const found = below(bundle, 'entry');
  if (!Array.isArray(found)) return [];
  return found.flatMap((entry: unknown, index) =>
    listAt(entry, 'resource').map((resource) => ({
      fullUrl: textAt(entry, 'fullUrl') ?? '',
      resource,
      place: `Bundle.entry[${String(index)}].resource`,
    })),
  );
}

/** The entry that a reference in a resource means: by its address in full, or below the server of the one it stands in. */
export function referred(entries: readonly Entry[], from: Entry, reference: unknown): Entry | undefined {
  const written = textAt(reference, 'reference')?.replace(/\/_history\/[^/]*$/u, '');
  if (written === undefined) return undefined;
  const exact = entries.find(({ fullUrl }) => fullUrl === written);
  if (exact !== undefined || !RELATIVE.test(written)) return exact;
  const base = SERVED.exec(from.fullUrl)?.[1];
  const below = entries.find(({ fullUrl }) => fullUrl === `${base ?? ''}/${written}`);
  if (below !== undefined) return below;
  // An address that is no server's has nothing below it: then type and id say which one is meant.
  const named = entries.filter(
    ({ resource }) => `${String(resource['resourceType'])}/${String(resource['id'])}` === written,
  );
  return named.length === 1 ? named[0] : undefined;
}

/** Everything that an entry refers to, and what that refers to, each once; references that lead nowhere are left out. */
export function reachedFrom(entries: readonly Entry[], first: readonly Entry[]): readonly Entry[] {
  const reached = new Set<Entry>(first);
  for (const entry of reached)
    for (const reference of referencesIn(entry.resource)) {
      const found = referred(entries, entry, reference);
      if (found !== undefined) reached.add(found);
    }
  return [...reached];
}

function* referencesIn(value: unknown): Generator<Element> {
  if (Array.isArray(value)) for (const item of value) yield* referencesIn(item);
  else if (typeof value === 'object' && value !== null) {
    if (textAt(value, 'reference') !== undefined) yield value as Element;
    for (const item of Object.values(value)) yield* referencesIn(item);
  }
}
