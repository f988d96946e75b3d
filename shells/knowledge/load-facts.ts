import { z } from 'zod';
import type { FactDefinition, FactType } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import { defined } from './defined.ts';
import { parseFactValue } from './fact-value.ts';
import { readKnowledgeFile } from './read-file.ts';
import { factSchema, factsFileSchema, type FactEntry } from './schemas/facts.ts';
import { faultsOf } from './yaml-file.ts';

/** Reads `facts.yaml`; what refers to another fact has to find it. */
export function loadFacts(name: string, faults: InputFault[]): ReadonlyMap<string, FactDefinition> {
  const read = readKnowledgeFile(name, factsFileSchema, faults);
  if (read === undefined) return new Map();
  const { file, value } = read;
  const definitions = new Map<string, FactDefinition>();
  // Entry by entry: a fault in one must not make every rule on the others look wrong.
  const entries = value.facts.flatMap((raw, index) => {
    const parsed = factSchema.safeParse(raw);
    if (parsed.success) return [{ entry: parsed.data, at: ['facts', index] }];
    const issues = parsed.error.issues.map((issue) => ({ ...issue, path: ['facts', index, ...issue.path] }));
    faults.push(...faultsOf(file, new z.ZodError(issues)));
    return [];
  });
  for (const { entry, at } of entries) {
    if (definitions.has(entry.id))
      faults.push(file.fault([...at, 'id'], `the fact "${entry.id}" is defined twice`, 'Remove one of them'));
    const { id, name: called, ask, derivedFrom, note, letter } = entry;
    const definition: FactDefinition = {
      id,
      name: called,
      ask,
      type: typeOf(entry),
      ...defined({ derivedFrom, note }),
    };
    definitions.set(id, { ...definition, ...defined({ letter }) });
    if (letter !== undefined)
      checkLetter(letter, definition, (key, what, mend) =>
        faults.push(file.fault([...at, 'letter', ...key], what, mend)),
      );
  }
  for (const { entry, at } of entries) {
    if (entry.derivedFrom !== undefined && definitions.get(entry.derivedFrom)?.type.kind !== 'date')
      faults.push(file.fault([...at, 'derivedFrom'], 'a fact is derived from a date', 'Name a fact of type date'));
    if (entry.derivedFrom !== undefined && entry.type !== 'integer')
      faults.push(
        file.fault(
          [...at, 'type'],
          'completed years are derived from a date, so nothing can supply a fact of another type',
          'Make it an integer, or leave derivedFrom out',
        ),
      );
    const definition = definitions.get(entry.id);
    if (entry.follows !== undefined && definition !== undefined)
      definitions.set(entry.id, {
        ...definition,
        ...consequence(entry.follows, definition, definitions, (key, what, mend) =>
          faults.push(file.fault([...at, 'follows', key], what, mend)),
        ),
      });
  }
  return definitions;
}

type Follows = NonNullable<FactEntry['follows']>;

function consequence(
  written: Follows,
  definition: FactDefinition,
  definitions: ReadonlyMap<string, FactDefinition>,
  wrong: (key: string, what: string, mend: string) => void,
): Pick<FactDefinition, 'follows'> {
  const from = definitions.get(written.from);
  if (from === undefined) {
    wrong('from', `there is no fact "${written.from}"`, 'Name a fact of this file');
    return {};
  }
  const is = parseFactValue(from, written.is);
  const value = parseFactValue(definition, written.value);
  if ('what' in is) wrong('is', is.what, is.mend);
  if ('what' in value) wrong('value', value.what, value.mend);
  return 'value' in is && 'value' in value ? { follows: { from: from.id, is: is.value, value: value.value } } : {};
}

type Letter = NonNullable<FactEntry['letter']>;

/** Every value has a sentence, and every sentence is of a value that the fact takes. */
function checkLetter(
  { says, values }: Letter,
  definition: FactDefinition,
  wrong: (key: readonly string[], what: string, mend: string) => void,
): void {
  const written = Object.keys(values);
  for (const key of written) {
    const parsed = parseFactValue(definition, definition.type.kind === 'integer' ? Number(key) : key);
    if ('what' in parsed) wrong(['values', key], parsed.what, 'Write the value as an answers file does');
  }
  if (says !== undefined) return;
  const missing = valuesOf(definition.type)?.filter((value) => !written.includes(value));
  if (missing === undefined) wrong([], 'the letter has no sentence for every value', 'Add `says` with {value}');
  else if (missing.length > 0)
    wrong(['values'], `the letter has no sentence for ${missing.join(', ')}`, 'Add it, or add `says` with {value}');
}

/** Every value as an answers file writes it; undefined where they cannot be listed. */
function valuesOf(type: FactType): readonly string[] | undefined {
  if (type.kind === 'yes-no') return ['yes', 'no'];
  if (type.kind === 'integer' && type.max !== undefined)
    return Array.from({ length: type.max - type.min + 1 }, (_, index) => String(type.min + index));
  return type.kind === 'one-of' ? type.choices.map(({ value }) => value) : undefined;
}

function typeOf(entry: FactEntry): FactType {
  switch (entry.type) {
    case 'integer':
      return { kind: 'integer', unit: entry.unit, min: entry.min, ...defined({ max: entry.max }) };
    case 'one-of':
      return { kind: 'one-of', choices: entry.choices };
    case 'code':
      return { kind: 'code', system: entry.system, pattern: entry.pattern };
    default:
      return { kind: entry.type };
  }
}
