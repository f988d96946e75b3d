import type { FactDefinition, FactValue } from '../values/fact.ts';
import { sayValue } from '../values/say-value.ts';

/** The sentence that a fact's own file has for a value; undefined where a letter has nothing to say of the fact. */
export function sayInLetter(value: FactValue, definition?: FactDefinition): string | undefined {
  const letter = definition?.letter;
  if (letter === undefined) return undefined;
  const key = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  if (Object.hasOwn(letter.values, key)) return letter.values[key];
  return letter.says?.replaceAll('{value}', () => sayValue(value, definition));
}
