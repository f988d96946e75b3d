import type { InputFault } from '../input/input-error.ts';
import type { UsedColumn } from './population-columns.ts';

const WHOLE = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT'];
const DAYS = ['DATE', 'TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS'];

/** The fault of a Parquet column whose type cannot hold the values of its fact, if it is one. */
export function faultOfType({ name, type, definition, says }: UsedColumn, file: string): InputFault | undefined {
  if (type === 'VARCHAR' || (says === 'value' && holds(definition.type.kind, type))) return undefined;
  const what = `the column "${name}" is of type ${type}, which does not hold ${says === 'value' ? WORDS[definition.type.kind] : 'a text'}`;
  return { where: file, what, mend: 'Write it as text or as a fitting type' };
}

type Kind = UsedColumn['definition']['type']['kind'];

const WORDS: Readonly<Record<Kind, string>> = {
  'yes-no': 'yes or no',
  integer: 'whole numbers',
  date: 'days without a time zone',
  'one-of': 'the words of a choice',
  code: 'codes',
  text: 'texts',
};

function holds(kind: Kind, type: string): boolean {
  switch (kind) {
    case 'yes-no':
      return type === 'BOOLEAN';
    case 'integer':
      // A whole number beside empty cells is often stored as a fraction.
      return WHOLE.includes(type) || ['FLOAT', 'DOUBLE'].includes(type) || type.startsWith('DECIMAL');
    case 'date':
      return DAYS.includes(type);
    case 'one-of':
    case 'code':
    case 'text':
      return WHOLE.includes(type) || type.startsWith('ENUM');
    default:
      return kind satisfies never;
  }
}
