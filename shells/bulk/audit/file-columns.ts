import { nearest } from '../../knowledge/nearest.ts';
import { InputError } from '../../input/input-error.ts';
import type { TableColumn } from './tables.ts';

/** Where each column of a table stands in a file: its name there, or nothing where the file has none. */
export type FileColumns = ReadonlyMap<string, FileColumn>;

export interface FileColumn {
  readonly name: string;
  /** Amounts stand in dollars, with a point before the cents. */
  readonly dollars: boolean;
}

/** Other names of columns, as a person states them: `member_id: Mbr Nbr`. */
export type ColumnNames = Readonly<Record<string, string>>;

/**
 * Finds the columns of a table in the header of a file: by what a person states, by their own names, by names that
 * files use for them.
 * @throws InputError naming what is missing and what the file has
 */
export function fileColumns(
  file: string,
  table: readonly TableColumn[],
  header: readonly string[],
  stated: ColumnNames,
): FileColumns {
  const plain = new Map(header.map((name) => [plainName(name), name] as const));
  const unknown = Object.keys(stated).filter((name) => !table.some((column) => column.name === name));
  const absent = Object.values(stated).filter((name) => !plain.has(plainName(name)));
  const faults = [
    ...unknown.map((name) => ({
      where: '--columns',
      what: `there is no column "${name}" of an audit`,
      mend: didYouMean(
        name,
        table.map((column) => column.name),
      ),
    })),
    ...absent.map((name) => ({
      where: file,
      what: `the file has no column "${name}"`,
      mend: didYouMean(name, header),
    })),
  ];
  const found = new Map<string, FileColumn>();
  for (const { name, aliases, dollars = [] } of table) {
    const cents = [stated[name], name, ...aliases].find((one) => one !== undefined && plain.has(plainName(one)));
    const inDollars = dollars.find((one) => plain.has(plainName(one)));
    const at = plain.get(plainName(cents ?? inDollars ?? ''));
    if (at !== undefined) found.set(name, { name: at, dollars: cents === undefined });
  }
  const missing = table.filter(({ name, required }) => required && !found.has(name)).map(({ name }) => name);
  if (missing.length > 0)
    faults.push({
      where: `${file}:1`,
      what: `no column for ${missing.join(', ')} (the file has: ${header.join(', ')})`,
      mend: `Say which it is in a file given with --columns, as "${missing[0] ?? ''}: ${header[0] ?? 'Name'}"`,
    });
  if (faults.length > 0) throw new InputError(faults);
  return found;
}

function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? `Use one of: ${known.join(', ')}` : `Did you mean "${near}"?`;
}

/** Capitals, spaces and signs between words make no difference. */
function plainName(name: string): string {
  return name
    .trim()
    .replace(/([a-z])([A-Z])/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^_|_$/gu, '');
}
