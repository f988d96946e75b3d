import { below, nodesOfType } from './elm.ts';

/** How a FHIR primitive becomes a CQL value. */
export type Primitive = 'String' | 'Boolean' | 'Integer' | 'Decimal' | 'Date' | 'DateTime' | 'Time';

/** The part of FHIR's model that the library reads. */
export interface FhirElements {
  /** `dateTime` -> `DateTime`; also the coded enumerations, all of them strings. */
  readonly primitives: Readonly<Record<string, Primitive>>;
  /** Type -> element -> its types; more than one where FHIR has a choice, as in `onset[x]`. */
  readonly types: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Type -> those of its elements that are lists. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

interface Element {
  readonly types: readonly string[];
  readonly isList: boolean;
}

interface Declared {
  readonly base: string | null;
  readonly elements: ReadonlyMap<string, Element>;
  readonly primitive: Primitive | null;
}

const PRIMITIVES: ReadonlySet<string> = new Set([
  'String',
  'Boolean',
  'Integer',
  'Decimal',
  'Date',
  'DateTime',
  'Time',
]);
const isPrimitive = (name: string | undefined): name is Primitive => name !== undefined && PRIMITIVES.has(name);

/** Resources that references lead to, which no retrieve of the library names. */
const ALSO_READ: readonly string[] = ['Patient', 'Medication'];

/** The model description is regular, generated XML: one tag a line, no comments, so patterns read it safely. */
function declaredTypes(modelInfo: string): ReadonlyMap<string, Declared> {
  const declared = new Map<string, Declared>();
  for (const [, head = '', body = ''] of modelInfo.matchAll(/<typeInfo ([^>]*?)(?:\/>|>([\s\S]*?)<\/typeInfo>)/gu)) {
    const name = /\bname="([^"]+)"/u.exec(head)?.[1];
    if (name === undefined) continue;
    const elements = new Map<string, Element>();
    for (const part of body.split('<element ').slice(1)) {
      const element = /^name="([^"]+)"/u.exec(part)?.[1];
      const types = [...part.matchAll(/(?:elementType="FHIR\.|<choice namespace="FHIR" name=")([^"]+)"/gu)];
      const isList = part.includes('"ListTypeSpecifier"');
      if (element !== undefined) elements.set(element, { types: types.map(([, type = '']) => type), isList });
    }
    const system = /<element name="value" elementType="System\.([A-Za-z]+)"/u.exec(body)?.[1];
    const base = /\bbaseType="FHIR\.([^"]+)"/u.exec(head)?.[1] ?? null;
    declared.set(name, { base, elements, primitive: base === 'Element' && isPrimitive(system) ? system : null });
  }
  return declared;
}

/** A primitive of its own or by what it derives from (`id` is a `string`). */
function primitiveOf(type: string, declared: ReadonlyMap<string, Declared>): Primitive | null {
  const found = declared.get(type);
  if (found === undefined) return null;
  return found.primitive ?? (found.base === null ? null : primitiveOf(found.base, declared));
}

function elementsOf(type: string, declared: ReadonlyMap<string, Declared>): ReadonlyMap<string, Element> {
  const found = declared.get(type);
  if (found === undefined) return new Map();
  const inherited = found.base === null ? [] : [...elementsOf(found.base, declared)];
  return new Map([...inherited, ...found.elements]);
}

/** Names of all elements that the library asks for, anywhere. */
function namesRead(elm: unknown): ReadonlySet<string> {
  const paths = nodesOfType(elm, 'Property').map((property) => property['path']);
  const codes = nodesOfType(elm, 'Retrieve').map((retrieve) => retrieve['codeProperty']);
  const names = [...paths, ...codes].flatMap((name) => (typeof name === 'string' ? name.split('.') : []));
  // A reference is followed and a coding compared whatever the library says.
  return new Set([...names, 'code', 'coding', 'system', 'reference', 'id']);
}

/**
 * The types of the FHIR elements that a compiled library reads, starting at the resources it retrieves.
 * `elm` is the library's JSON, `modelInfo` FHIR's model description in XML.
 */
export function elementsReadBy(elm: unknown, modelInfo: string): FhirElements {
  const declared = declaredTypes(modelInfo);
  const names = namesRead(elm);
  const retrieved = nodesOfType(elm, 'Retrieve').map((retrieve) =>
    String(below(retrieve, 'dataType')).replace(/^.*\}/u, ''),
  );
  const waiting = [...new Set([...retrieved, ...ALSO_READ])];
  const primitives: Record<string, Primitive> = {};
  const types: Record<string, Record<string, readonly string[]>> = {};
  const lists: Record<string, readonly string[]> = {};
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    const primitive = primitiveOf(type, declared);
    if (primitive !== null) primitives[type] = primitive;
    if (primitive !== null || types[type] !== undefined) continue;
    const read = [...elementsOf(type, declared)].filter(([element]) => names.has(element));
    types[type] = Object.fromEntries(read.map(([element, of]) => [element, of.types]));
    lists[type] = read.filter(([, { isList }]) => isList).map(([element]) => element);
    waiting.push(...read.flatMap(([, of]) => of.types));
  }
  return { primitives, types, lists };
}
