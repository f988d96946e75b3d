import { isTree } from '../chart/elm.ts';
import { listAt, textAt, type Element } from '../pas/element.ts';

/** A resource at hand, with its address where a bundle gave it one. */
export interface Held {
  /** `Type/id`. */
  readonly ref: string;
  readonly fullUrl?: string;
  readonly resource: Element;
}

const LAST = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]*)?$/u;

/** `Type/id` of a reference in any of its forms; undefined where it is of none. */
export function refOf(reference: string | undefined): string | undefined {
  return reference === undefined ? undefined : LAST.exec(reference)?.[1];
}

/** Resources out of what a client or its server sent: each value a resource, a bundle of them, or nothing. */
export function heldIn(values: readonly unknown[]): readonly Held[] {
  const found = new Map<string, Held>();
  const add = (resource: unknown, fullUrl: string | undefined): void => {
    if (!isTree(resource)) return;
    const [type, id] = [textAt(resource, 'resourceType'), textAt(resource, 'id')];
    if (type === undefined || id === undefined || type === 'OperationOutcome') return;
    const ref = `${type}/${id}`;
    if (!found.has(ref)) found.set(ref, { ref, ...(fullUrl === undefined ? {} : { fullUrl }), resource });
  };
  for (const value of values) {
    if (textAt(value, 'resourceType') !== 'Bundle') add(value, undefined);
    else for (const entry of listAt(value, 'entry')) add(entry['resource'], textAt(entry, 'fullUrl'));
  }
  return [...found.values()];
}

/** The resource that a reference means: one that is contained, or the one of that type and id. */
export function resolve(pool: readonly Held[], from: Element, reference: unknown): Element | undefined {
  const written = textAt(reference, 'reference');
  if (written?.startsWith('#') === true)
    return listAt(from, 'contained').find(({ id }) => `#${String(id)}` === written);
  const ref = refOf(written);
  return pool.find((one) => one.fullUrl === written)?.resource ?? pool.find((one) => one.ref === ref)?.resource;
}

/** All of one type. */
export function ofType(pool: readonly Held[], type: string): readonly Element[] {
  return pool.filter(({ resource }) => resource['resourceType'] === type).map(({ resource }) => resource);
}
