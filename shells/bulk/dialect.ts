import type { Period } from '../../core/values/period.ts';

/** The databases whose SQL is written. */
export const DIALECTS = ['duckdb', 'postgres', 'clickhouse'] as const;
export type DialectName = (typeof DIALECTS)[number];

export type SqlType = 'boolean' | 'integer' | 'date' | 'text';
/** Types of columns that hold no facts: `quantity` has three decimals, `long` is a whole number of any size that is met. */
export type ColumnType = SqlType | 'long' | 'quantity';

/** All in which the databases differ. What is not here is written the same for each of them. */
export interface Dialect {
  /** A name of a column or table, whatever characters it holds. */
  readonly identifier: (name: string) => string;
  readonly text: (value: string) => string;
  /** @param day YYYY-MM-DD */
  readonly date: (day: string) => string;
  /** The name of a type whose values may be unknown. */
  readonly type: (type: ColumnType) => string;
  /** A table of columns, some of which are always known; `key` is what it is kept in the order of, where that is said. */
  readonly table: (name: string, columns: readonly SqlTableColumn[], key: readonly string[]) => string;
  /** Whole numbers, what is left over dropped. */
  readonly quotient: (number: string, by: string) => string;
  /** The day that lies the period before a day; in a month too short for it, the month's last day. */
  readonly before: (day: string, period: Period) => string;
  /** True where both are the same one of true, false and unknown; never unknown itself. */
  readonly sameTruth: (one: string, other: string) => string;
  /** The words that are not null, joined by commas. */
  readonly list: (words: readonly string[]) => string;
  /** What makes the database calculate a named query once, however often it is mentioned. */
  readonly once: string;
  /** Keeps a query as a table of the session, where that is quicker than a named query or the only way to calculate it once. */
  readonly kept: ((name: string, query: string) => string) | null;
  /** A column of days as whole numbers from 1970-01-01. */
  readonly dayNumber: (column: string) => string;
  /** True where a pattern is found; the pattern is one that all three read the same: groups, choices, ends, letters. */
  readonly matches: (column: string, pattern: string) => string;
  /** A column of texts to sort by its signs, whatever language the database is set to. */
  readonly bySign: (column: string) => string;
  /** The value so many rows before in a named window; unknown where there is no such row. */
  readonly lag: (column: string, rows: number, window: string) => string;
  /** What stands behind a statement, so that it means the same: for a join that finds nothing, unknown values. */
  readonly settings: string;
}

export interface SqlTableColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
}

/** PostgreSQL takes a hundred arguments, the comma among them. */
const MOST_WORDS = 99;

/** DuckDB; PostgreSQL reads nearly the same text. */
const STANDARD: Dialect = {
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  text: (value) => `'${value.replaceAll("'", "''")}'`,
  date: (day) => `DATE '${day}'`,
  type: standardType,
  table: (name, columns) =>
    tableOf(
      name,
      columns.map((one) => `${one.name} ${standardType(one.type)}${one.required ? ' NOT NULL' : ''}`),
    ),
  quotient: (number, by) => `${number} // ${by}`,
  before: (day, { count, unit }) =>
    unit === 'days' ? `${day} - ${count}` : `CAST(${day} - INTERVAL '${count} months' AS DATE)`,
  sameTruth: (one, other) => `${one} IS NOT DISTINCT FROM ${other}`,
  list: (words) => commaSeparated(words),
  once: 'MATERIALIZED ',
  kept: (name, query) => `CREATE OR REPLACE TEMP TABLE ${name} AS\n${query}`,
  dayNumber: (column) => `CAST(${column} - DATE '1970-01-01' AS INTEGER)`,
  matches: (column, pattern) => `regexp_matches(${column}, '${pattern}')`,
  bySign: (column) => column,
  lag: (column, rows, window) => `LAG(${column}, ${rows}) OVER ${window}`,
  settings: '',
};

/** PostgreSQL sorts texts as its own language does. */
const POSTGRES: Dialect = {
  ...STANDARD,
  kept: null,
  quotient: (number, by) => `${number} / ${by}`,
  matches: (column, pattern) => `${column} ~ '${pattern}'`,
  bySign: (column) => `${column} COLLATE "C"`,
};

function standardType(type: ColumnType): string {
  return type === 'quantity' ? 'DECIMAL(12,3)' : type === 'long' ? 'BIGINT' : type.toUpperCase();
}

function tableOf(name: string, columns: readonly string[]): string {
  return `CREATE TABLE ${name} (\n  ${columns.join(',\n  ')}\n)`;
}

function commaSeparated(words: readonly string[]): string {
  if (words.length <= MOST_WORDS) return `concat_ws(',',\n    ${words.join(',\n    ')}\n  )`;
  const parts = Array.from({ length: Math.ceil(words.length / MOST_WORDS) }, (_, part) =>
    words.slice(part * MOST_WORDS, (part + 1) * MOST_WORDS),
  );
  return commaSeparated(parts.map((part) => `NULLIF(${commaSeparated(part)}, '')`));
}

const CLICKHOUSE_TYPES: Readonly<Record<ColumnType, string>> = {
  boolean: 'Bool',
  integer: 'Int64',
  long: 'Int64',
  quantity: 'Decimal(12, 3)',
  date: 'Date32',
  text: 'String',
};

/** In ClickHouse a backslash escapes, a date begins in 1970 unless it is wide, and joining words ends at a null. */
const CLICKHOUSE: Dialect = {
  identifier: (name) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  date: (day) => `toDate32('${day}')`,
  type: (type) => `Nullable(${CLICKHOUSE_TYPES[type]})`,
  table: (name, columns, key) => {
    const typed = columns.map(({ name: column, type, required }) =>
      required ? `${column} ${CLICKHOUSE_TYPES[type]}` : `${column} Nullable(${CLICKHOUSE_TYPES[type]})`,
    );
    return `${tableOf(name, typed)} ENGINE = MergeTree ORDER BY (${key.join(', ')})`;
  },
  quotient: (number, by) => `intDiv(${number}, ${by})`,
  before: (day, { count, unit }) => `${unit === 'days' ? 'subtractDays' : 'subtractMonths'}(${day}, ${count})`,
  sameTruth: (one, other) => `ifNull(toInt8(${one}), 2) = ifNull(toInt8(${other}), 2)`,
  list: (words) => `arrayStringConcat(arrayFilter(word -> isNotNull(word), [\n    ${words.join(',\n    ')}\n  ]), ',')`,
  once: '',
  kept: (name, query) => `CREATE OR REPLACE TEMPORARY TABLE ${name} ENGINE = MergeTree ORDER BY tuple() AS\n${query}`,
  dayNumber: (column) => `toInt32(toDate32(${column}))`,
  matches: (column, pattern) => `match(${column}, '${pattern}')`,
  bySign: (column) => column,
  lag: (column, rows, window) =>
    `lagInFrame(toNullable(${column}), ${rows}) OVER (${window} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`,
  settings: '\nSETTINGS join_use_nulls = 1',
};

const BY_NAME: Readonly<Record<DialectName, Dialect>> = {
  duckdb: STANDARD,
  postgres: POSTGRES,
  clickhouse: CLICKHOUSE,
};

export function dialectOf(name: DialectName): Dialect {
  return BY_NAME[name];
}
