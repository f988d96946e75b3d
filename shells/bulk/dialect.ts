import type { Period } from '../../core/values/period.ts';

/** The databases whose SQL is written. */
export const DIALECTS = ['duckdb', 'postgres', 'clickhouse'] as const;
export type DialectName = (typeof DIALECTS)[number];

export type SqlType = 'boolean' | 'integer' | 'date' | 'text';

/** All in which the databases differ. What is not here is written the same for each of them. */
export interface Dialect {
  /** A name of a column or table, whatever characters it holds. */
  readonly identifier: (name: string) => string;
  readonly text: (value: string) => string;
  /** @param day YYYY-MM-DD */
  readonly date: (day: string) => string;
  /** The name of a type whose values may be unknown. */
  readonly type: (type: SqlType) => string;
  /** The day that lies the period before a day; in a month too short for it, the month's last day. */
  readonly before: (day: string, period: Period) => string;
  /** True where both are the same one of true, false and unknown; never unknown itself. */
  readonly sameTruth: (one: string, other: string) => string;
  /** The words that are not null, joined by commas. */
  readonly list: (words: readonly string[]) => string;
  /** What makes the database calculate a named query once, however often it is mentioned. */
  readonly once: string;
}

/** PostgreSQL takes a hundred arguments, the comma among them. */
const MOST_WORDS = 99;

/** DuckDB and PostgreSQL read the same text. */
const STANDARD: Dialect = {
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  text: (value) => `'${value.replaceAll("'", "''")}'`,
  date: (day) => `DATE '${day}'`,
  type: (type) => type.toUpperCase(),
  before: (day, { count, unit }) =>
    unit === 'days' ? `${day} - ${count}` : `CAST(${day} - INTERVAL '${count} months' AS DATE)`,
  sameTruth: (one, other) => `${one} IS NOT DISTINCT FROM ${other}`,
  list: (words) => commaSeparated(words),
  once: 'MATERIALIZED ',
};

function commaSeparated(words: readonly string[]): string {
  if (words.length <= MOST_WORDS) return `concat_ws(',',\n    ${words.join(',\n    ')}\n  )`;
  const parts = Array.from({ length: Math.ceil(words.length / MOST_WORDS) }, (_, part) =>
    words.slice(part * MOST_WORDS, (part + 1) * MOST_WORDS),
  );
  return commaSeparated(parts.map((part) => `NULLIF(${commaSeparated(part)}, '')`));
}

/** In ClickHouse a backslash escapes, a date begins in 1970 unless it is wide, and joining words ends at a null. */
const CLICKHOUSE: Dialect = {
  identifier: (name) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  date: (day) => `toDate32('${day}')`,
  type: (type) => `Nullable(${{ boolean: 'Bool', integer: 'Int64', date: 'Date32', text: 'String' }[type]})`,
  before: (day, { count, unit }) => `${unit === 'days' ? 'subtractDays' : 'subtractMonths'}(${day}, ${count})`,
  sameTruth: (one, other) => `ifNull(toInt8(${one}), 2) = ifNull(toInt8(${other}), 2)`,
  list: (words) => `arrayStringConcat(arrayFilter(word -> isNotNull(word), [\n    ${words.join(',\n    ')}\n  ]), ',')`,
  once: '',
};

const BY_NAME: Readonly<Record<DialectName, Dialect>> = {
  duckdb: STANDARD,
  postgres: STANDARD,
  clickhouse: CLICKHOUSE,
};

export function dialectOf(name: DialectName): Dialect {
  return BY_NAME[name];
}
