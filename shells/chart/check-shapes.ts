import type { ChartFault, ChartResource } from './chart.ts';
import { isTree } from './elm.ts';
import type { FhirElements, Primitive } from './fhir-elements.ts';

const EXPECTED: Readonly<Record<Primitive, string>> = {
  String: 'text',
  Boolean: 'true or false',
  Integer: 'a whole number',
  Decimal: 'a number',
  Date: 'a date without a time, as text',
  DateTime: 'a date, as text',
  Time: 'a time, as text',
};

function fits(raw: unknown, as: Primitive): boolean {
  switch (as) {
    case 'Boolean':
      return typeof raw === 'boolean';
    case 'Integer':
      return Number.isInteger(raw);
    case 'Decimal':
      return typeof raw === 'number';
    case 'Date':
      return typeof raw === 'string' && !raw.includes('T');
    case 'String':
    case 'DateTime':
    case 'Time':
      return typeof raw === 'string';
  }
}

function shown(raw: unknown): string {
  if (Array.isArray(raw)) return 'a list';
  return isTree(raw) ? 'an object' : JSON.stringify(raw);
}

const fault = (place: string, raw: unknown, expected: string): ChartFault => ({
  place,
  what: `${shown(raw)} stands where ${expected} belongs`,
  mend: 'Export the resource as FHIR R4 has it',
});

/** An element of one type, alone or as an item of a list; null says nothing, as if it were left out. */
function* ofType(raw: unknown, type: string, place: string, elements: FhirElements): Generator<ChartFault> {
  if (raw === undefined || raw === null) return;
  const primitive = Object.hasOwn(elements.primitives, type) ? elements.primitives[type] : undefined;
  if (primitive !== undefined) {
    if (!fits(raw, primitive)) yield fault(place, raw, EXPECTED[primitive]);
  } else if (!isTree(raw)) {
    yield fault(place, raw, `an object (${type})`);
  } else yield* within(raw, type, place, elements);
}

function* within(
  json: Readonly<Record<string, unknown>>,
  type: string,
  place: string,
  elements: FhirElements,
): Generator<ChartFault> {
  const read = Object.hasOwn(elements.types, type) ? (elements.types[type] ?? {}) : {};
  for (const [name, types] of Object.entries(read)) {
    for (const one of types) {
      const element = types.length === 1 ? name : name + one.charAt(0).toUpperCase() + one.slice(1);
      const raw = json[element];
      if (raw === undefined || raw === null) continue;
      const at = `${place}.${element}`;
      if (elements.lists[type]?.includes(name) !== true) yield* ofType(raw, one, at, elements);
      else if (!Array.isArray(raw)) yield fault(at, raw, 'a list');
      else for (const [index, item] of raw.entries()) yield* ofType(item, one, `${at}[${index}]`, elements);
    }
  }
}

/** Elements that the library reads and that do not have FHIR's shape: they would read as if they were not there. */
export function shapeFaults({ json, type, place }: ChartResource, elements: FhirElements): readonly ChartFault[] {
  return [...within(json, type, place, elements)];
}
