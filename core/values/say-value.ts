import type { FactDefinition, FactValue } from './fact.ts';

/** A value in a person's words: yes and no, the label of a choice, a number with what it counts. */
export function sayValue(value: FactValue, definition?: FactDefinition): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const type = definition?.type;
  if (type?.kind === 'one-of') return type.choices.find((choice) => choice.value === value)?.label ?? String(value);
  if (type?.kind !== 'integer') return String(value);
  return `${value} ${value === 1 ? type.unit.replace(/s$/u, '') : type.unit}`;
}
