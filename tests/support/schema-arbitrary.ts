import fc from 'fast-check';

/** The part of JSON Schema that the document of the service uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** What makes a call look like one of a desk: ids that exist, words that mean something, documents that can be read. */
export interface Likely {
  readonly ids: readonly string[];
  readonly words: readonly string[];
  readonly documents: readonly unknown[];
}

/** What no schema wants and a careless program trips over. */
export const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '../../etc/passwd', '%00', "' or 1=1 --", '__proto__', 'constructor'],
    ...[
      '9'.repeat(40),
      'x'.repeat(3_000),
      '2026-02-30',
      '9999-12-31T23:59:59+99:99',
      '-271821-04-20',
      '٣',
      '🚑',
      '{{7*7}}',
    ],
    ...[0, -1, 1e308, Number.MAX_SAFE_INTEGER + 2, 0.1, null, true, [], {}, [[]], { then: 1 }, { toString: null }],
    ...[
      { length: -1 },
      { toJSON: 'x' },
      { __proto: 1 },
      ['a', 1, null],
      { '': '' },
      { $ref: '#' },
      '0001-01-01',
      '+275760-09-13',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values that a schema would take, or nearly; a few parts are hostile. */
export function nearly(schema: Schema, likely: Likely): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 24, arbitrary: taken(schema, likely) }, { weight: 1, arbitrary: HOSTILE });
}

function taken(schema: Schema, likely: Likely): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((one) => nearly(one, likely)));
  const [type] = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  switch (type) {
    case 'string':
      return textOf(schema, likely);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(nearly(schema.items ?? {}, likely), { minLength: schema.minItems ?? 0, maxLength: 3 });
    case 'object':
      return schema.properties === undefined ? documentOf(likely) : objectOf(schema, likely);
    default:
      return documentOf(likely);
  }
}

function textOf({ format, pattern, minLength = 0 }: Schema, { ids, words }: Likely): fc.Arbitrary<unknown> {
  if (format === 'uuid') return fc.constantFrom(...ids);
  if (format === 'date') return fc.constantFrom('2026-06-15', '2026-07-20', '2024-02-29', '1900-01-01', '9999-12-31');
  if (pattern?.includes('\\d') === true) return fc.constantFrom('"1"', '2', '"999999999"', '1234567893');
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.string({ minLength, maxLength: minLength + 30 }) },
  );
}

function numberOf({ minimum = -1_000, maximum = 1_000 }: Schema): fc.Arbitrary<number> {
  const [least, most] = [Math.max(minimum, -1e6), Math.min(maximum, 1e6)];
  return fc.oneof(
    fc.constantFrom(least, most, Math.min(least + 1, most)),
    fc.integer({ min: Math.ceil(least), max: most }),
  );
}

function objectOf({ properties = {}, required = [] }: Schema, likely: Likely): fc.Arbitrary<unknown> {
  const parts = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, nearly(part, likely)]));
  return fc.record(parts, { requiredKeys: required.filter((name) => name in parts) });
}

/** A document that can be read, or one in which one part was exchanged. */
export function documentOf({ documents }: Pick<Likely, 'documents'>): fc.Arbitrary<unknown> {
  const sound = fc.constantFrom(...documents);
  return fc.oneof(
    sound,
    fc
      .tuple(sound, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), HOSTILE)
      .map(([document, way, part]) => exchanged(document, way, part)),
  );
}

/** The value with the part at the end of a way replaced: each step chooses among the parts there are. */
function exchanged(value: unknown, [step, ...way]: readonly number[], part: unknown): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return part;
  if (Array.isArray(value)) {
    if (value.length === 0) return [part];
    const at = step % value.length;
    return value.map((one: unknown, index) => (index === at ? exchanged(one, way, part) : one));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return { added: part };
  const at = step % entries.length;
  return Object.fromEntries(
    entries.map(([key, one]: [string, unknown], index) => [key, index === at ? exchanged(one, way, part) : one]),
  );
}
