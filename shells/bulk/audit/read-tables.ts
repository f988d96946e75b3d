import type { CheckGround } from '../../../core/billing/checks/ground.ts';
import { lineOfBusiness } from '../../course/words.ts';
import { InputError } from '../../input/input-error.ts';
import { dialectOf } from '../dialect.ts';
import type { Progress } from '../duckdb.ts';
import { textOf } from '../population-text.ts';
import type { AuditDatabase } from './audit-database.ts';
import { fileColumns, type ColumnNames } from './file-columns.ts';
import { openTable } from './open-table.ts';
import type { SetAside } from './set-aside.ts';
import { AUTHORIZATIONS, CLAIM_LINES, MEMBERS, type TableColumn } from './tables.ts';
import { concernsDrug, typedColumns } from './typed-sql.ts';

const { identifier } = dialectOf('duckdb');
const KNOWN = lineOfBusiness.options;

/** What was read into `claim_lines`. */
export interface ReadClaims {
  /** Lines of the file or files, those that were set aside included. */
  readonly lines: number;
  readonly setAside: readonly SetAside[];
  /** Where a line of the table was read. */
  readonly placeOf: (row: Readonly<Record<string, unknown>>) => { readonly file: string; readonly line: number };
  /** The lines whose ids a query gives, as a query: no value of another line is read from what stands in the file. */
  readonly among: (ids: string) => string;
}

/** How a file is to be read. */
export interface Reading {
  readonly columns: ColumnNames;
  readonly encoding: string | undefined;
}

/**
 * Reads a file of claim lines as the table `claim_lines` with `line_id`. Lines of the drug that cannot be used are set
 * aside; what is wrong with the lines of other drugs is of no concern.
 * @throws InputError
 */
export async function readClaims(
  file: string,
  reading: Reading,
  ground: CheckGround,
  database: AuditDatabase,
  progress?: Progress,
): Promise<ReadClaims> {
  const table = await openTable(file, 'claims', database, reading.encoding);
  const found = fileColumns(file, CLAIM_LINES, table.columns, reading.columns);
  const { columns, fault, faulty } = typedColumns(CLAIM_LINES, found, table.types, KNOWN);
  const from = await table.rows(
    [...found.values()].map(({ name }) => name),
    progress,
  );
  const said = [...found.values()].map(({ name }) => `COALESCE(CAST(${identifier(name)} AS VARCHAR), '')`);
  // Few lines have a fault: what else is asked is asked of these only.
  await database.query(
    `CREATE TABLE faults AS SELECT row_at, ${fault} AS fault, concat_ws(',', ${said.join(', ')}) AS said FROM ${from} WHERE (${faulty}) AND (${concernsDrug(ground, found)})`,
  );
  const faults = await database.query('SELECT row_at, fault, said FROM faults ORDER BY row_at');
  const without = faults.length === 0 ? '' : ' WHERE row_at NOT IN (SELECT row_at FROM faults)';
  const typed = `SELECT row_at AS line_id, ${columns.join(', ')} FROM ${from}`;
  await database.query(`CREATE VIEW claim_lines AS ${typed}${without}`);
  const [counted] = await database.query(`SELECT COUNT(*) AS rows FROM ${from}`);
  const refused = faults.map((row): SetAside => ({
    file,
    line: table.lineOf(Number(row['row_at'])),
    what: textOf(row['fault']),
    mend: 'Correct the value and audit the line again',
    text: textOf(row['said']),
  }));
  const setAside = [...table.broken(), ...refused].sort((a, b) => a.line - b.line);
  return {
    lines: Number(counted?.['rows'] ?? 0) + table.broken().length,
    setAside,
    placeOf: (row) => ({
      file: textOf(row['source_file']) || file,
      line: row['source_line'] === null ? table.lineOf(Number(row['line_id'])) : Number(row['source_line']),
    }),
    among: (ids) => `${typed} WHERE row_at IN (${ids})`,
  };
}

/** Reads members or authorizations; a row that cannot be used is set aside. @throws InputError */
async function readTable(
  file: string,
  name: 'members' | 'authorizations',
  table: readonly TableColumn[],
  reading: Reading,
  database: AuditDatabase,
): Promise<readonly SetAside[]> {
  const open = await openTable(file, name, database, reading.encoding);
  const found = fileColumns(file, table, open.columns, {});
  const { columns, fault } = typedColumns(table, found, open.types, KNOWN);
  const from = await open.rows([...found.values()].map((one) => one.name));
  await database.query(
    `CREATE TABLE ${name}_typed AS SELECT row_at, ${columns.join(', ')}, ${fault} AS fault FROM ${from}`,
  );
  const faults = await database.query(
    `SELECT row_at, fault FROM ${name}_typed WHERE fault IS NOT NULL ORDER BY row_at`,
  );
  await database.query(
    `CREATE VIEW ${name} AS SELECT * EXCLUDE (row_at, fault) FROM ${name}_typed WHERE fault IS NULL`,
  );
  const key = name === 'members' ? 'member_id' : 'member_id, number';
  const [twice] = await database.query(
    `SELECT MAX(row_at) AS row_at, ANY_VALUE(member_id) AS member FROM ${name}_typed WHERE fault IS NULL GROUP BY ${key} HAVING COUNT(*) > 1 ORDER BY row_at LIMIT 1`,
  );
  if (twice !== undefined)
    throw new InputError([
      {
        where: `${file}:${open.lineOf(Number(twice['row_at']))}`,
        what: `${name === 'members' ? 'the member' : 'an authorization of the member'} ${textOf(twice['member'])} stands twice`,
        mend: 'Leave one of the rows out',
      },
    ]);
  const refused = faults.map((row) => ({
    file,
    line: open.lineOf(Number(row['row_at'])),
    what: textOf(row['fault']),
    mend: 'Correct the value',
    text: '',
  }));
  return [...open.broken(), ...refused];
}

export async function readMembers(
  file: string,
  reading: Reading,
  database: AuditDatabase,
): Promise<readonly SetAside[]> {
  return readTable(file, 'members', MEMBERS, reading, database);
}

export async function readAuthorizations(
  file: string,
  reading: Reading,
  database: AuditDatabase,
): Promise<readonly SetAside[]> {
  return readTable(file, 'authorizations', AUTHORIZATIONS, reading, database);
}
