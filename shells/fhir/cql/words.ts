import type { FactDefinition, FactValue } from '../../../core/values/fact.ts';

// Signs below the space and beyond ASCII's end, which no writer types: written by their number.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/gu;

function escaped(text: string, quote: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\f', '\\f')
    .replace(CONTROL, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A name in CQL, quoted: any text can be one in which no backslash stands before a quote. */
export const quoted = (name: string): string => `"${escaped(name, '"')}"`;

/** A text in CQL. The translator takes a backslash before a quote for an escape once more, so they are put together. */
export function literal(text: string): string {
  const parts = text.split(/(?<=\\)(?=["'])/u).map((part) => `'${escaped(part, "'")}'`);
  return parts.length > 1 ? `(${parts.join(' + ')})` : parts.join('');
}

/** A text as comment lines of at most 110 characters: whatever it holds, nothing of it is read as CQL. */
export function comment(text: string): readonly string[] {
  const words = text
    .replace(CONTROL, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '');
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > 110) lines.push(`// ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The CQL type of what a fact takes. */
export function cqlType({ type }: FactDefinition): 'Boolean' | 'Date' | 'Integer' | 'String' {
  switch (type.kind) {
    case 'yes-no':
      return 'Boolean';
    case 'date':
      return 'Date';
    case 'integer':
      return 'Integer';
    case 'one-of':
    case 'code':
    case 'text':
      return 'String';
    default:
      return type satisfies never;
  }
}

/** A value of a fact in CQL. */
export function cqlValue(value: FactValue, definition: FactDefinition): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return wholeNumber(value);
  return definition.type.kind === 'date' ? `@${value}` : literal(value);
}

const LARGEST_INTEGER = 2 ** 31 - 1;

/** A whole number; beyond what an Integer of CQL holds it is a Decimal, which compares alike. */
export function wholeNumber(value: number): string {
  return Math.abs(value) <= LARGEST_INTEGER ? String(value) : `${BigInt(value)}.0`;
}

/** `{ 'a', 'b' }`, on lines of its own where it is long. */
export function listOf(items: readonly string[], indent = '  '): string {
  const line = `{ ${items.join(', ')} }`;
  if (line.length <= 100 && !items.some((item) => item.includes('\n'))) return line;
  return `{\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}}`;
}
