import { parseFactValue } from '../knowledge/fact-value.ts';
import { dialectOf } from './dialect.ts';
import type { Digit, Key } from './impact-key.ts';
import type { PopulationDatabase } from './population-database.ts';
import { textOf } from './population-text.ts';
import type { Rows } from './population-file.ts';

/** A value that its fact does not take. */
export interface BadValue {
  /** From 1, the header not counted. */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly what: string;
}

/** Rows with a value that its fact does not take: they are counted, and neither policy is asked about them. */
export interface SetAside {
  readonly rows: number;
  readonly columns: readonly { readonly column: string; readonly rows: number }[];
  /** The first of them, at most 20. */
  readonly examples: readonly BadValue[];
}

const EXAMPLES = 20;
const DIALECT = dialectOf('duckdb');

/** Says of the rows without a number why they have none. @param on no day lies after it, YYYY-MM-DD */
export async function setAside(
  { digits }: Key,
  rows: Rows,
  on: string,
  database: PopulationDatabase,
): Promise<SetAside> {
  const [found] = await database.query(
    'SELECT coalesce(sum(patients), 0)::BIGINT AS bad FROM combinations WHERE key IS NULL',
  );
  const bad = Number(found?.['bad'] ?? 0);
  if (bad === 0) return { rows: 0, columns: [], examples: [] };
  const examples: BadValue[] = [];
  const columns: { readonly column: string; readonly rows: number }[] = [];
  for (const digit of digits) {
    const { name } = digit.column;
    const from = `FROM ${rows.from} WHERE (${digit.sql}) IS NULL`;
    const first = `SELECT ${rows.position} AS position, CAST(${DIALECT.identifier(name)} AS VARCHAR) AS value ${from}`;
    const [counted] = await database.query(`SELECT count(*) AS bad ${from}`);
    const count = Number(counted?.['bad'] ?? 0);
    if (count === 0) continue;
    columns.push({ column: name, rows: count });
    const shown = await database.query(`${first} ORDER BY position LIMIT ${EXAMPLES}`);
    for (const row of shown) examples.push(badValue(digit, Number(row['position']) + 1, textOf(row['value']), on));
  }
  return {
    rows: bad,
    columns: columns.sort((one, other) => other.rows - one.rows),
    examples: examples.sort((one, other) => one.row - other.row).slice(0, EXAMPLES),
  };
}

function badValue({ column: { name, definition } }: Digit, row: number, value: string, on: string): BadValue {
  const number = definition.type.kind === 'integer' && /^-?\d+(\.\d+)?$/u.test(value);
  const parsed = parseFactValue(definition, number ? Number(value) : value);
  if ('what' in parsed) return { row, column: name, value, what: parsed.what };
  // The number would do, and is not written as one here: 01, 2.00.
  const written = parseFactValue(definition, value);
  if (number && 'what' in written) return { row, column: name, value, what: written.what };
  // The reader of answers takes the day; only the day of the request says that it is too late.
  return { row, column: name, value, what: `${name} is ${value}, after ${on}` };
}
