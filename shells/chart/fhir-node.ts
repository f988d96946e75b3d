import { Code, Date as CqlDate, DateTime as CqlDateTime } from 'cql-execution';
import type { RecordObject } from 'cql-execution';
import { isTree } from './elm.ts';
import type { FhirElements, Primitive } from './fhir-elements.ts';

const FHIR = '{http://hl7.org/fhir}';

/** What the CQL engine passes to ask whether a value is of a type. */
type TypeQuestion = Parameters<NonNullable<RecordObject['_is']>>[0];

const asks = (question: TypeQuestion, type: string): boolean =>
  question.type === 'NamedTypeSpecifier' && question.name === FHIR + type;

/** What all nodes of a chart share: the model, and where a reference leads. */
export interface ChartContext {
  readonly elements: FhirElements;
  /** `Type/id` of the resource that a reference names, whatever form it is written in. */
  readonly canonical: (reference: string) => string;
  /** The JSON of the resource that a reference names, undefined where the chart does not hold it. */
  readonly resolve: (reference: string) => unknown;
}

function cqlValue(raw: unknown, as: Primitive): unknown {
  switch (as) {
    case 'String':
    case 'Time':
      return typeof raw === 'string' ? raw : null;
    case 'Boolean':
      return typeof raw === 'boolean' ? raw : null;
    case 'Integer':
      return Number.isInteger(raw) ? raw : null;
    case 'Decimal':
      return typeof raw === 'number' ? raw : null;
    case 'Date':
      return typeof raw === 'string' ? CqlDate.parse(raw) : null;
    case 'DateTime':
      return typeof raw === 'string' ? CqlDateTime.parse(raw) : null;
  }
}

/** A FHIR primitive: CQL asks for its `value`. */
class FhirPrimitive {
  readonly value: unknown;
  readonly #type: string;

  constructor(raw: unknown, type: string, as: Primitive) {
    this.value = cqlValue(raw, as);
    this.#type = type;
  }

  _is(question: TypeQuestion): boolean {
    return asks(question, this.#type);
  }
}

/**
 * A FHIR object as the CQL engine reads it: elements are looked up by the model's names (`onset`, not `onsetDateTime`),
 * typed, wrapped once and kept. What does not have the shape the model says reads as null; nothing throws.
 */
export class FhirNode {
  /**
   * Where in the chart the node stands. The engine drops repeated items from its lists, and compares objects by their
   * public properties: this one tells two nodes apart, cheaply.
   */
  readonly chartPath: string;
  readonly #json: Readonly<Record<string, unknown>>;
  readonly #type: string;
  readonly #context: ChartContext;
  readonly #read = new Map<string, unknown>();

  constructor(json: Readonly<Record<string, unknown>>, type: string, chartPath: string, context: ChartContext) {
    this.chartPath = chartPath;
    this.#json = json;
    this.#type = type;
    this.#context = context;
  }

  _is(question: TypeQuestion): boolean {
    return asks(question, this.#type);
  }

  get(element: unknown): unknown {
    const name = String(element);
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const value = this.#wrapped(name);
    this.#read.set(name, value);
    return value;
  }

  #wrapped(name: string): unknown {
    const known = this.#context.elements.types;
    const types = Object.hasOwn(known, this.#type) ? (known[this.#type]?.[name] ?? []) : [];
    const [only] = types;
    if (types.length === 1 && only !== undefined) return this.#wrap(this.#json[name], only, name);
    for (const type of types) {
      const raw = this.#json[name + type.charAt(0).toUpperCase() + type.slice(1)];
      if (raw !== undefined) return this.#wrap(raw, type, name);
    }
    return null;
  }

  #wrap(raw: unknown, type: string, name: string): unknown {
    if (raw === undefined || raw === null) return null;
    if (Array.isArray(raw)) return raw.map((item: unknown, index) => this.#wrap(item, type, `${name}[${index}]`));
    const primitive = this.#context.elements.primitives[type];
    if (primitive === undefined) {
      return isTree(raw) ? new FhirNode(raw, type, `${this.chartPath}.${name}`, this.#context) : null;
    }
    const isReference = this.#type === 'Reference' && name === 'reference' && typeof raw === 'string';
    return new FhirPrimitive(isReference ? this.#context.canonical(raw) : raw, type, primitive);
  }

  /** All codings of a coded element; a medication given by reference is looked up. */
  codings(element: string): readonly Code[] {
    const node = this.get(element);
    const nodes = Array.isArray(node) ? (node as readonly unknown[]) : [node];
    return nodes.flatMap((item) => (item instanceof FhirNode ? item.#ownCodings() : []));
  }

  #ownCodings(): readonly Code[] {
    if (this.#type === 'Reference') {
      const reference = this.#json['reference'];
      const target = typeof reference === 'string' ? this.#context.resolve(reference) : undefined;
      if (!isTree(target)) return [];
      return new FhirNode(target, String(target['resourceType']), reference as string, this.#context).codings('code');
    }
    const codings = this.#json['coding'];
    if (!Array.isArray(codings)) return [];
    return codings.flatMap((coding: unknown) => {
      if (!isTree(coding)) return [];
      const { code, system } = coding;
      return typeof code === 'string' && typeof system === 'string' ? [new Code(code, system)] : [];
    });
  }
}
