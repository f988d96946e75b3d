import { ProblemError } from '../server/problem.ts';
import type { Element } from './element.ts';

/** FHIR, as every answer of these routes is. */
export const FHIR_JSON = 'application/fhir+json';

/** @throws ProblemError 400 where a body is no JSON object */
export function objectOf(body: unknown): Element {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Element;
  throw new ProblemError(400, 'A FHIR resource is wanted as the body');
}
