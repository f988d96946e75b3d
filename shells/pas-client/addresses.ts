import { randomUUID } from 'node:crypto';
import type { FhirResource } from 'fhir/r4.js';

/** A resource with the address under which it stands in a bundle. */
export interface Addressed<Resource extends FhirResource = FhirResource> {
  readonly fullUrl: string;
  readonly resource: Resource;
}

/** Makes numbers that nobody else makes: random UUIDs, or others in a test. */
export type NewId = () => string;
export const newId: NewId = randomUUID;

/** A resource made here: it has no address on a server, so a new number is its address and its id. */
export function made<Resource extends FhirResource>(resource: Resource, next: NewId): Addressed<Resource> {
  const id = next();
  return { fullUrl: `urn:uuid:${id}`, resource: { ...resource, id } };
}
