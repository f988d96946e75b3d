import type { FactDefinition, FactValue } from '../../core/values/fact.ts';
import { isCalendarDate } from './schema-parts.ts';
import { nearest } from './nearest.ts';

export type ParsedValue = { readonly value: FactValue } | { readonly what: string; readonly mend: string };

const YES_NO: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['yes', true],
  ['no', false],
  [true, true],
  [false, false],
]);

/** Reads a value as it was written in a file into what its fact takes: yes/no and true/false are the same. */
export function parseFactValue(definition: FactDefinition, raw: unknown): ParsedValue {
  const { type, id } = definition;
  const wrong = (wanted: string): ParsedValue => ({
    what: `${id} takes ${wanted}, not ${show(raw)}`,
    mend: 'Correct the value, or leave the fact out where it is not known',
  });
  switch (type.kind) {
    case 'yes-no': {
      const value = YES_NO.get(raw);
      return value === undefined ? wrong('yes or no') : { value };
    }
    case 'integer': {
      const inRange = Number.isInteger(raw) && (raw as number) >= type.min && (raw as number) <= (type.max ?? Infinity);
      const range = type.max === undefined ? `from ${type.min}` : `from ${type.min} to ${type.max}`;
      return inRange ? { value: raw as number } : wrong(`a whole number of ${type.unit} ${range}`);
    }
    case 'date':
      return typeof raw === 'string' && isCalendarDate(raw) ? { value: raw } : wrong('a day written YYYY-MM-DD');
    case 'one-of': {
      const names = type.choices.map((choice) => choice.value);
      const text = typeof raw === 'number' ? String(raw) : raw;
      if (typeof text === 'string' && names.includes(text)) return { value: text };
      const near = typeof raw === 'string' ? nearest(raw, names) : undefined;
      return {
        what: `${id} takes one of ${names.join(', ')}, not ${show(raw)}`,
        mend: near === undefined ? 'Use one of these, or leave the fact out' : `Did you mean "${near}"?`,
      };
    }
    case 'code':
      return typeof raw === 'string' && new RegExp(type.pattern, 'u').test(raw)
        ? { value: raw }
        : wrong(`a code of ${type.system}`);
    case 'text':
      return typeof raw === 'string' && raw.trim() !== '' ? { value: raw.trim() } : wrong('a text');
    default:
      return type satisfies never;
  }
}

function show(raw: unknown): string {
  if (typeof raw === 'number') return String(raw);
  const text = typeof raw === 'string' ? `"${raw}"` : JSON.stringify(raw);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
