import type { FactDefinition } from '../../core/values/fact.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * JSON Schema (2020-12) of an answers file: one property a fact, its value bare or with its signer. A fact that is
 * left out is unknown, so none is required; an unknown one is an error.
 */
export function answersSchema(definitions: Iterable<FactDefinition>): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Stepwise answers file',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries([...definitions].map((definition) => [definition.id, propertyOf(definition)])),
  };
}

function propertyOf(definition: FactDefinition): JsonSchema {
  const value = valueOf(definition);
  const text = { type: 'string', minLength: 1 };
  return {
    title: definition.name,
    description: [definition.ask, definition.note].filter(Boolean).join(' '),
    anyOf: [
      value,
      {
        type: 'object',
        additionalProperties: false,
        required: ['value'],
        properties: { value, by: text, role: text, at: { type: 'string', format: 'date' }, source: text },
      },
    ],
  };
}

function valueOf({ type }: FactDefinition): JsonSchema {
  switch (type.kind) {
    case 'yes-no':
      return { enum: [true, false, 'yes', 'no'] };
    case 'integer':
      return { type: 'integer', minimum: type.min, ...(type.max === undefined ? {} : { maximum: type.max }) };
    case 'one-of':
      // A choice that looks like a number may be written as one.
      return { enum: type.choices.flatMap(({ value }) => (/^\d+$/u.test(value) ? [value, Number(value)] : [value])) };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'code':
      return { type: 'string', pattern: type.pattern };
    case 'text':
      return { type: 'string', minLength: 1 };
    default:
      return type satisfies never;
  }
}
