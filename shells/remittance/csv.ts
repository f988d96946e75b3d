/** One record of a table; a quoted field may hold line ends, so `line` is where the record begins. */
export interface CsvRecord {
  /** From 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** A quotation mark that is never closed, or stands where none can. */
  readonly broken: boolean;
}

/** The character between fields: the first of comma, semicolon and tab in the line of names. */
function separatorOf(head: string): string {
  return /[,;\t]/u.exec(head)?.[0] ?? ',';
}

/**
 * The records of a table (RFC 4180), in order; lines without anything on them are left out. A record whose quotation
 * marks do not close ends with its line, so that it takes no other record with it.
 */
export function csvRecords(text: string): readonly CsvRecord[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
  const separator = separatorOf(lines[0] ?? '');
  const records: CsvRecord[] = [];
  for (let at = 0; at < lines.length;) {
    const [length, fields] = recordAt(lines, at, separator);
    const only = fields ?? [lines[at] ?? ''];
    if (only.some((field) => field.trim() !== ''))
      records.push({ line: at + 1, fields: only, broken: fields === null });
    at += length;
  }
  return records;
}

/** A note in quotation marks runs over a few lines, not over the rest of a file. */
const LONGEST = 20;

/** How many lines the record takes, and its fields; null where it is broken. */
function recordAt(
  lines: readonly string[],
  at: number,
  separator: string,
): readonly [number, readonly string[] | null] {
  for (let length = 1; length <= LONGEST && at + length <= lines.length; length += 1) {
    const text = lines.slice(at, at + length).join('\n');
    if ((text.match(/"/gu)?.length ?? 0) % 2 === 0) return [length, fieldsOf(text, separator)];
  }
  return [1, null];
}

function fieldsOf(text: string, separator: string): readonly string[] | null {
  const fields: string[] = [];
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}]*))(${separator}|$)`, 'uy');
  for (;;) {
    const match = field.exec(text);
    if (match === null) return null;
    const [, quoted, plain = '', end] = match;
    fields.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === '') return fields;
  }
}
