import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input/input-error.ts';
import { dialectOf } from './dialect.ts';
import { csvHeader } from './population-header.ts';
import type { Progress } from './duckdb.ts';
import type { PopulationDatabase } from './population-database.ts';

/** A column of the file, with the type under which the database reads it: VARCHAR for every column of a CSV file. */
export interface FileColumn {
  readonly name: string;
  readonly type: string;
}

export interface PopulationFile {
  /** As the user named it. */
  readonly file: string;
  readonly columns: readonly FileColumn[];
  /**
   * Makes the rows ready to be read, with at least the columns named.
   * @returns what FROM takes, and an expression for a row's position in the file, from 0
   * @throws InputError where a row cannot be read
   */
  readonly rows: (names: readonly string[], progress?: Progress) => Promise<Rows>;
}

export interface Rows {
  readonly from: string;
  readonly position: string;
}

/** A header is never longer. */
const HEAD = 1_000_000;
const { identifier, text } = dialectOf('duckdb');

/** Looks at the columns of a CSV or Parquet file; no row is read yet. @throws InputError */
export async function populationFile(file: string, database: PopulationDatabase): Promise<PopulationFile> {
  const head = headOf(file);
  const extension = path.extname(file).toLowerCase();
  const parquet = head.subarray(0, 4).toString('latin1') === 'PAR1';
  if (head[0] === 0x1f && head[1] === 0x8b) throw fault(file, 'the file is compressed (gzip)', 'Unpack it first');
  if (extension === '.parquet') {
    if (!parquet) throw fault(file, 'this is no Parquet file', 'Check what it is; a CSV file is named .csv');
    return parquetFile(file, database);
  }
  if (extension !== '.csv')
    throw fault(file, `a file named ${extension || 'without an ending'} is not known`, 'Give a .csv or .parquet file');
  if (parquet) throw fault(file, 'this is a Parquet file, though it is named .csv', 'Name it .parquet');
  return csvFile(file, head, database);
}

async function parquetFile(file: string, database: PopulationDatabase): Promise<PopulationFile> {
  // Folders named like a column and its value, as `disease.stage=limited`, say nothing of the patients inside.
  const from = `read_parquet(${pathText(file)}, file_row_number = true, hive_partitioning = false)`;
  const described = await reading(file, database, `DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${from}`);
  const columns = described.map((row) => ({ name: String(row['column_name']), type: String(row['column_type']) }));
  return { file, columns, rows: () => Promise.resolve({ from, position: 'file_row_number' }) };
}

/** The columns that are wanted are loaded once, so that the order of the rows is kept for their numbers. */
function csvFile(file: string, head: Buffer, database: PopulationDatabase): PopulationFile {
  const names = csvHeader(file, head);
  const rows = async (wanted: readonly string[], progress?: Progress): Promise<Rows> => {
    const types = names.map((_name, index) => `${text(`c${index}`)}: 'VARCHAR'`).join(', ');
    const form = `header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${types}}`;
    const kept = [...new Set(wanted)].map((name) => `NULLIF(trim(c${names.indexOf(name)}), '') AS ${identifier(name)}`);
    await database.query(`ATTACH ':memory:' AS population (COMPRESS)`);
    const load = `CREATE TABLE population.people AS SELECT ${kept.join(', ')} FROM read_csv(${pathText(file)}, ${form})`;
    await reading(file, database, load, progress);
    return { from: 'population.people', position: 'rowid' };
  };
  return { file, columns: names.map((name) => ({ name, type: 'VARCHAR' })), rows };
}

async function reading(
  file: string,
  database: PopulationDatabase,
  sql: string,
  progress?: Progress,
): ReturnType<PopulationDatabase['query']> {
  try {
    return await database.query(sql, progress);
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error));
  }
}

/** The database's own words name options of its own: said again for somebody who has a file only. */
function unreadable(file: string, message: string): InputError {
  const line = /CSV Error on Line: (\d+)/u.exec(message)?.[1];
  const where = line === undefined ? file : `${file}:${line}`;
  const [, wanted, found] = /Expected Number of Columns: (\d+) Found: (\d+)/u.exec(message) ?? [];
  if (/not utf-8|Invalid unicode/iu.test(message))
    return fault(where, 'the file is not a UTF-8 text', 'Export it again as UTF-8');
  if (wanted !== undefined && found !== undefined)
    return fault(
      where,
      `the row has ${found} ${found === '1' ? 'value' : 'values'}, the header ${wanted}`,
      Number(found) < Number(wanted) ? 'Write a comma for each empty value too' : 'Quote a value that holds a comma',
    );
  if (/quote/iu.test(message)) return fault(where, 'a quoted value does not end', 'Close the quotation mark');
  const [first = 'unknown'] = message.replace(/^[A-Za-z ]+Error: /u, '').split('\n');
  return fault(where, `the file cannot be read (${first})`, 'Export it again');
}

function headOf(file: string): Buffer {
  let stat;
  try {
    stat = statSync(file);
  } catch {
    throw fault(file, 'there is no such file', 'Check the name');
  }
  if (!stat.isFile()) throw fault(file, 'this is no file', 'Name one .csv or .parquet file');
  if (stat.size === 0) throw fault(file, 'the file is empty', 'Give a header and one row a patient');
  try {
    const handle = openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(Math.min(HEAD, stat.size));
      return buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(handle);
    }
  } catch {
    throw fault(file, 'the file cannot be read', 'Check that you may read it');
  }
}

/** The path as the database takes it: absolute, and no sign in it stands for other files. */
function pathText(file: string): string {
  return text(path.resolve(file).replace(/[[*?]/gu, '[$&]'));
}

function fault(where: string, what: string, mend: string): InputError {
  return new InputError([{ where, what, mend }]);
}
