import type { FactValue } from '../../core/values/fact.ts';
import { YEARS } from '../../core/values/years.ts';
import { dialectOf, type SqlType } from './dialect.ts';
import { typeOf } from './fact-column.ts';
import type { Cell, Sorting } from './impact-cells.ts';
import { literal } from './leaf-sql.ts';
import type { UsedColumn } from './population-columns.ts';

/** One column of the file as a digit of a number: which of its cells the row stands in, 0 where it is unknown. */
export interface Digit {
  readonly column: UsedColumn;
  /** What the digit adds to the number of a row; null where the value is none that the fact takes. */
  readonly sql: string;
  /** From the number back to a value of the cell, over the column `key`. */
  readonly value: string;
}

/** The number of a row: rows with the same number are the same patient to both policies. */
export interface Key {
  readonly digits: readonly Digit[];
  /** Null where any value is none that its fact takes. */
  readonly sql: string;
}

const DIALECT = dialectOf('duckdb');
const LARGEST = 2n ** 62n;

/**
 * Packs all that two policies can tell of a row into one number: grouping by it costs little more than reading the columns.
 * The expressions are such that the database evaluates them once for each word of a column's dictionary.
 * @param sorted the columns with their cells
 * @param on no day lies after it, YYYY-MM-DD
 */
export function keyOf(sorted: readonly (readonly [UsedColumn, Sorting])[], on: string): Key {
  const size = sorted.reduce((product, [, { cells }]) => product * BigInt(cells.length + 1), 1n);
  const type = size < LARGEST ? 'BIGINT' : 'HUGEINT';
  let weight = 1n;
  const digits = sorted.map(([column, sorting]): Digit => {
    const unit = weight;
    const count = BigInt(sorting.cells.length + 1);
    weight *= count;
    const values = ['NULL', ...sorting.cells.map(([first]) => written(first, column))];
    return {
      column,
      sql: digitSql(column, sorting, (digit) => `${unit * BigInt(digit)}::${type}`, on),
      value: `CAST(list_extract([${values.join(', ')}], CAST((key // ${unit}) % ${count} AS INTEGER) + 1) AS ${DIALECT.type(sqlType(column))})`,
    };
  });
  return { digits, sql: digits.length === 0 ? '0' : digits.map(({ sql }) => sql).join(' + ') };
}

function sqlType({ says, definition }: UsedColumn): SqlType {
  return says === 'value' ? typeOf(definition) : 'text';
}

function written(value: FactValue, column: UsedColumn): string {
  const sql = literal(sqlType(column), value, DIALECT);
  if (sql === undefined) throw new Error(`${column.name} cannot hold ${String(value)}`);
  return sql;
}

type Weigh = (digit: number) => string;

function digitSql(column: UsedColumn, sorting: Sorting, weigh: Weigh, on: string): string {
  switch (sorting.by) {
    case 'value':
      return byValue(column, sorting.cells, sorting.top, weigh);
    case 'day':
      return byDay(column, sorting.cells, weigh, on);
    case 'mention':
      return byMention(column, sorting.cells, weigh);
    default:
      return sorting satisfies never;
  }
}

/** Every spelling of every value in one list, so that what is in none is found by the same look as what is. */
function byValue(column: UsedColumn, cells: readonly Cell[], top: number | undefined, weigh: Weigh): string {
  const { spell, read } = spellingOf(column);
  const spelt = cells.flatMap((cell, index) => cell.flatMap(spell).map((word) => [word, weigh(index + 1)] as const));
  const unknown = column.type === 'VARCHAR' ? [["''", weigh(0)] as const] : [];
  const words = [...spelt, ...unknown, ['NULL', weigh(0)] as const];
  const list = `[${words.map(([word]) => word).join(', ')}]`;
  const weights = `[${words.map(([, add]) => add).join(', ')}]`;
  return `list_extract(${weights}, list_position(${list}${read.list}, ${clamped(read.value, column, top)}))`;
}

interface Spelling {
  readonly spell: (value: FactValue) => readonly string[];
  /** The column, and the type of the list beside it. */
  readonly read: { readonly value: string; readonly list: string };
}

const YES = ['yes', 'true', 'Yes', 'True', 'YES', 'TRUE'];
const NO = ['no', 'false', 'No', 'False', 'NO', 'FALSE'];

/** As other programs write them: yes/no in any case, and whole numbers with an empty decimal place. */
function spellingOf({ name, type, definition }: UsedColumn): Spelling {
  const column = DIALECT.identifier(name);
  const quoted = (words: readonly string[]): readonly string[] => words.map((word) => DIALECT.text(word));
  if (type === 'BOOLEAN') return { spell: (value) => [value ? 'TRUE' : 'FALSE'], read: { value: column, list: '' } };
  if (type === 'VARCHAR' || definition.type.kind === 'one-of') {
    const spell = (value: FactValue): readonly string[] => {
      if (typeof value === 'boolean') return quoted(value ? YES : NO);
      return quoted(typeof value === 'number' ? [`${value}`, `${value}.0`] : [value]);
    };
    const read = { value: type === 'VARCHAR' ? column : `CAST(${column} AS VARCHAR)`, list: '' };
    return { spell, read };
  }
  return { spell: (value) => [String(value)], read: { value: `CAST(${column} AS DOUBLE)`, list: '::DOUBLE[]' } };
}

/** Where a fact has no upper end, a greater number than any that is mentioned is as good as the first such. */
function clamped(value: string, { type }: UsedColumn, top: number | undefined): string {
  if (top === undefined) return value;
  if (type !== 'VARCHAR')
    return `CASE WHEN isfinite(${value}) AND ${value} > ${top} AND ${value} = trunc(${value}) THEN ${top} ELSE ${value} END`;
  const number = `CAST(split_part(${value}, '.', 1) AS HUGEINT)`;
  const whole = `regexp_full_match(${value}, '[0-9]{1,18}(\\.0)?')`;
  return `CASE WHEN ${whole} THEN CAST(least(${number}, ${top}) AS VARCHAR) ELSE ${value} END`;
}

function byDay({ name, type }: UsedColumn, cells: readonly Cell[], weigh: Weigh, on: string): string {
  const column = DIALECT.identifier(name);
  const text = `trim(${column})`;
  const isDay = `regexp_full_match(${text}, '[0-9]{4}-[0-9]{2}-[0-9]{2}')`;
  const isText = type === 'VARCHAR';
  const day = isText
    ? `CASE WHEN ${isDay} THEN TRY_CAST(${text} AS DATE) END`
    : type === 'DATE'
      ? column
      : `CAST(${column} AS DATE)`;
  const unknown = isText ? `${column} IS NULL OR ${text} = ''` : `${column} IS NULL`;
  const spans = cells
    .map(([first], index) => [index + 1, DIALECT.date(String(first))] as const)
    .reverse()
    .map(([digit, first]) => `WHEN ${day} >= ${first} THEN ${weigh(digit)}`);
  const outside = `WHEN ${day} > ${DIALECT.date(on)} OR ${day} < ${DIALECT.date(`${YEARS.first}-01-01`)} THEN NULL`;
  return `CASE WHEN ${unknown} THEN ${weigh(0)} ${outside} ${spans.join(' ')} END`;
}

function byMention({ name, type, definition, says }: UsedColumn, cells: readonly Cell[], weigh: Weigh): string {
  const column = DIALECT.identifier(name);
  const text = `trim(${type === 'VARCHAR' ? column : `CAST(${column} AS VARCHAR)`})`;
  const named = cells.slice(0, -1).map((cell, index) => {
    const words = cell.map((word) => DIALECT.text(String(word))).join(', ');
    return `WHEN ${text} IN (${words}) THEN ${weigh(index + 1)}`;
  });
  const taken =
    says === 'value' && definition.type.kind === 'code'
      ? `regexp_full_match(${text}, ${DIALECT.text(definition.type.pattern)})`
      : 'TRUE';
  const rest = `WHEN ${taken} THEN ${weigh(cells.length)}`;
  return `CASE WHEN ${column} IS NULL OR ${text} = '' THEN ${weigh(0)} ${[...named, rest].join(' ')} END`;
}
