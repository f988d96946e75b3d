import type { CheckGround } from '../../../core/billing/checks/ground.ts';
import { dialectOf } from '../dialect.ts';
import type { FileColumns } from './file-columns.ts';
import { cases } from './steps.ts';
import type { TableColumn } from './tables.ts';

const { identifier, text } = dialectOf('duckdb');

/** A column of a table as SQL over the file, and what is wrong where its value cannot be read. */
interface Typed {
  readonly sql: string;
  /** As written in the file, or null where nothing is. */
  readonly said: string;
  /** True where anything is written. */
  readonly there: string;
  readonly wrong: readonly (readonly [condition: string, fault: string])[];
}

/** Columns in which nearly every line has a word of its own: others repeat theirs, and a dictionary of them is trimmed. */
const IDS: ReadonlySet<string> = new Set(['claim_id', 'member_id', 'authorization_number', 'number']);

/**
 * A text without blanks around it, null where nothing is left. Trimming costs more than all else that is asked of a value:
 * what is of plain signs only and has no blank at either end is taken as it stands.
 */
function trimmed(raw: string): string {
  return `CASE WHEN ${raw} >= '!' AND NOT suffix(${raw}, ' ') AND strlen(${raw}) = length(${raw}) THEN ${raw} ELSE NULLIF(trim(${raw}), '') END`;
}

/** Days as three ways of writing them give it; what else is written is no day. */
function day(said: string): string {
  return cases([
    [`${said} LIKE '____-__-__%'`, `TRY_CAST(substr(${said}, 1, 10) AS DATE)`],
    [`length(${said}) = 8 AND ${said} NOT LIKE '%/%'`, `CAST(try_strptime(${said}, '%Y%m%d') AS DATE)`],
    [`${said} LIKE '%/%/____'`, `CAST(try_strptime(${said}, '%m/%d/%Y') AS DATE)`],
  ]);
}

/** Eleven digits, as `elevenDigits` of the core reads them. */
function packageNumber(said: string): string {
  const bare = `CASE WHEN upper(${said}) LIKE 'N4%' THEN trim(substr(${said}, 3)) ELSE ${said} END`;
  const part = (index: number, digits: number): string => `lpad(split_part(${bare}, '-', ${index}), ${digits}, '0')`;
  return cases([
    [`regexp_full_match(${bare}, '[0-9]{11}')`, bare],
    [
      `regexp_full_match(${bare}, '[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}') AND length(${bare}) >= 12`,
      `${part(1, 5)} || ${part(2, 4)} || ${part(3, 2)}`,
    ],
  ]);
}

/** Words with spaces between them, whatever stood there; dots of diagnoses are left out. */
function words(said: string): string {
  return `NULLIF(trim(translate(upper(${said}), ',;|:/.', '     ')), '')`;
}

function typed(column: TableColumn, columns: FileColumns, types: ReadonlyMap<string, string>): Typed {
  const at = columns.get(column.name);
  if (at === undefined) return { sql: `CAST(NULL AS ${TYPES[column.type]})`, said: 'NULL', there: 'FALSE', wrong: [] };
  const raw = identifier(at.name);
  const type = types.get(at.name) ?? 'VARCHAR';
  const said =
    type === 'VARCHAR' ? (IDS.has(column.name) ? trimmed(raw) : `NULLIF(trim(${raw}), '')`) : `CAST(${raw} AS VARCHAR)`;
  // Trimming every value to see whether anything is there would cost more than all else that is asked of it.
  const there =
    type === 'VARCHAR'
      ? `CASE WHEN ${raw} >= '!' THEN TRUE ELSE COALESCE(trim(${raw}) <> '', FALSE) END`
      : `${raw} IS NOT NULL`;
  const unreadable = (sql: string, what: string): Typed['wrong'][number] => [`${there} AND ${sql} IS NULL`, what];
  switch (column.type) {
    case 'text':
      return { sql: special(column.name, said), said, there, wrong: [] };
    case 'words':
      return { sql: words(said), said, there, wrong: [] };
    case 'date': {
      const sql = type === 'DATE' ? raw : type.startsWith('TIMESTAMP') ? `CAST(${raw} AS DATE)` : day(said);
      return { sql, said, there, wrong: [unreadable(sql, 'is no day: write YYYY-MM-DD, YYYYMMDD or MM/DD/YYYY')] };
    }
    case 'count': {
      const sql = `TRY_CAST(${raw} AS INTEGER)`;
      return { sql, said, there, wrong: [unreadable(sql, 'is no whole number')] };
    }
    case 'quantity': {
      const sql = `TRY_CAST(${raw} AS DECIMAL(12,3))`;
      return { sql, said, there, wrong: [unreadable(sql, 'is no number'), [`${sql} < 0`, 'is negative']] };
    }
    case 'cents': {
      const dollars = `CAST(TRY_CAST(replace(replace(${said}, '$', ''), ',', '') AS DECIMAL(14,2)) * 100 AS BIGINT)`;
      const sql = at.dollars ? dollars : `TRY_CAST(${raw} AS BIGINT)`;
      return { sql, said, there, wrong: [unreadable(sql, 'is no amount')] };
    }
    default:
      return column.type satisfies never;
  }
}

const TYPES = {
  text: 'VARCHAR',
  words: 'VARCHAR',
  date: 'DATE',
  count: 'INTEGER',
  quantity: 'DECIMAL(12,3)',
  cents: 'BIGINT',
} as const;

function special(name: string, said: string): string {
  switch (name) {
    case 'hcpcs':
      return `upper(${said})`;
    case 'ndc11':
      return packageNumber(said);
    case 'line_of_business':
      return `replace(replace(lower(${said}), '_', '-'), ' ', '-')`;
    default:
      return said;
  }
}

/** What a file says as the columns of a table, with `fault` (what is wrong with a row, null for nothing). */
export interface TypedColumns {
  /** `… AS claim_id` and so on, as SQL over the file. */
  readonly columns: readonly string[];
  /** Null, or in words the first thing that keeps the row from being used. */
  readonly fault: string;
  /** True where there is such a thing. */
  readonly faulty: string;
}

/**
 * @param types of the columns of the file, by their names there
 * @param known words that a line of business may be; others are not known
 */
export function typedColumns(
  table: readonly TableColumn[],
  found: FileColumns,
  types: ReadonlyMap<string, string>,
  known: readonly string[],
): TypedColumns {
  const each = table.map((column) => [column, typed(column, found, types)] as const);
  const faults = each.flatMap(([{ name, required }, { said, there, wrong }]) => [
    ...wrong.map(
      ([condition, what]) =>
        [condition, `${text(`${name} "`)} || COALESCE(${said}, '') || ${text(`" ${what}`)}`] as const,
    ),
    ...(required ? [[`NOT (${there})`, text(`${name} is empty`)] as const] : []),
  ]);
  // Looked up in a list, each word of a dictionary is looked at once; IN would join a table to every row.
  const business = `[${known.map(text).join(', ')}]`;
  const columns = each.map(([{ name }, { sql }]) =>
    name === 'line_of_business'
      ? `CASE WHEN list_contains(${business}, ${sql}) THEN ${sql} END AS ${name}`
      : `${sql} AS ${name}`,
  );
  return { columns, fault: cases(faults), faulty: faults.map(([condition]) => `(${condition})`).join(' OR ') };
}

/** True for a row that concerns the drug, or that does not say what it concerns. */
export function concernsDrug({ codes, packages }: CheckGround, found: FileColumns): string {
  const raw = (name: string): string => {
    const at = found.get(name);
    return at === undefined ? 'NULL' : special(name, `NULLIF(trim(CAST(${identifier(at.name)} AS VARCHAR)), '')`);
  };
  const alone = [...new Set(codes.flatMap(({ hcpcs, ofDrugAlone }) => (ofDrugAlone ? [hcpcs] : [])))];
  const among = (sql: string, values: readonly string[]): string =>
    values.length === 0 ? 'FALSE' : `COALESCE(${sql} IN (${values.map(text).join(', ')}), FALSE)`;
  return [
    among(raw('hcpcs'), alone),
    among(
      raw('ndc11'),
      packages.map(({ ndc11 }) => ndc11),
    ),
    `(${raw('hcpcs')} IS NULL AND ${raw('ndc11')} IS NULL)`,
  ].join(' OR ');
}
