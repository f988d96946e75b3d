import fhirpath from 'fhirpath';
import model from 'fhirpath/fhir-context/r4';
import { isObject, type Json } from './values.ts';

type Evaluate = (part: unknown, variables: Readonly<Record<string, unknown>>) => unknown;

const compiled = new Map<string, Evaluate>();

/** One expression compiled for a type; the rules are a fixed set, so the map stays as small as they are. */
function compiledFor(expression: string, type: string, whole: boolean): Evaluate {
  const key = `${whole ? '' : type}\n${expression}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const path = whole ? expression : { base: type, expression };
  const evaluate = fhirpath.compile(path, model, { async: false }) as Evaluate;
  compiled.set(key, evaluate);
  return evaluate;
}

/**
 * Whether an element keeps an invariant.
 * @param expression FHIRPath with the element as its context
 * @param type the element's type, as `Claim.item` or `Identifier`
 * @param resource the resource that it stands in, which the expression may name
 */
export function keeps(expression: string, value: unknown, type: string, resource: Json): boolean {
  try {
    // A resource names its type itself; a part of one has to be told.
    const whole = isObject(value) && typeof value['resourceType'] === 'string';
    const evaluate = compiledFor(expression, type, whole);
    const result = evaluate(value, { resource });
    return Array.isArray(result) && result.length === 1 && result[0] === true;
  } catch {
    // An expression fails on values that have not the shape it counts on.
    return false;
  }
}
