import { closeSync, createReadStream, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../input/input-error.ts';
import { dialectOf } from '../dialect.ts';
import type { Progress } from '../duckdb.ts';
import { csvHeader } from '../population-header.ts';
import { textOf } from '../population-text.ts';
import type { AuditDatabase } from './audit-database.ts';
import { copyWithout, lineOfRow, scanCsv, type CsvScan } from './csv-scan.ts';
import type { SetAside } from './set-aside.ts';

const { identifier, text } = dialectOf('duckdb');
const HEAD = 1_000_000;
const DELIMITERS = [',', ';', '\t', '|'];

/** A file of rows, open to be read as a relation of the database. */
export interface OpenTable {
  readonly file: string;
  readonly columns: readonly string[];
  /** Types of the columns as the database has them. */
  readonly types: ReadonlyMap<string, string>;
  /**
   * The rows, with at least these columns and `row_at`, the position among the rows, from 0. A text file is read once.
   * @returns what FROM takes
   */
  readonly rows: (names: readonly string[], progress?: Progress) => Promise<string>;
  /** The line of a text file, or the row of another, that a position is. */
  readonly lineOf: (rowAt: number) => number;
  /** Lines that are no rows: known after `rows`. */
  readonly broken: () => readonly SetAside[];
}

/**
 * Opens a CSV file (commas, semicolons, tabs or bars) or a Parquet file.
 * @param name of the relation in the database
 * @param encoding of a text file, where it is not UTF-8 or says itself what it is
 * @throws InputError
 */
export async function openTable(
  file: string,
  name: string,
  database: AuditDatabase,
  encoding: string | undefined,
): Promise<OpenTable> {
  const head = headOf(file);
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return parquetTable(file, database);
  if (/\.parquet$/iu.test(file))
    throw fault(file, 'this is no Parquet file', 'Check what it is; a CSV file is named .csv');
  if (head[0] === 0x1f && head[1] === 0x8b) throw fault(file, 'the file is compressed (gzip)', 'Unpack it first');
  const wide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const label = encoding ?? (wide ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : undefined);
  const read = label === undefined ? file : await inUtf8(file, label, path.join(database.folder, `${name}.csv`));
  return csvTable(file, read, name, database);
}

async function parquetTable(file: string, database: AuditDatabase): Promise<OpenTable> {
  const from = `read_parquet(${pathText(file)}, file_row_number = true, hive_partitioning = false)`;
  let described;
  try {
    described = await database.query(`DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${from}`);
  } catch {
    throw fault(file, 'the Parquet file cannot be read', 'Export it again');
  }
  const types = new Map(described.map((row) => [textOf(row['column_name']), textOf(row['column_type'])] as const));
  return {
    file,
    columns: [...types.keys()],
    types,
    rows: () => Promise.resolve(`(SELECT *, file_row_number AS row_at FROM ${from})`),
    lineOf: (rowAt) => rowAt + 1,
    broken: () => [],
  };
}

function csvTable(file: string, read: string, name: string, database: AuditDatabase): OpenTable {
  const head = headOf(read);
  const delimiter = delimiterOf(head);
  const columns = csvHeader(file, delimiter === ',' ? head : withCommas(head, delimiter));
  let skipped: readonly number[] = [];
  let broken: readonly SetAside[] = [];
  const rows = async (names: readonly string[], progress?: Progress): Promise<string> => {
    const scan = scanCsv(read, delimiter);
    const clean = scan.bad.length === 0 ? read : path.join(database.folder, `${name}-clean.csv`);
    if (scan.bad.length > 0)
      copyWithout(
        read,
        clean,
        scan.bad.map(({ line }) => line),
      );
    const types = columns.map((_name, index) => `${text(`c${index}`)}: 'VARCHAR'`).join(', ');
    const form = [
      'header = true, auto_detect = false, strict_mode = false, store_rejects = true, rejects_limit = 0',
      `rejects_table = '${name}_errors', rejects_scan = '${name}_scans'`,
      `delim = ${text(delimiter)}, quote = '"', escape = '"', columns = {${types}}`,
    ].join(', ');
    const kept = [...new Set(names)].map((one) => `c${columns.indexOf(one)} AS ${identifier(one)}`);
    try {
      await database.query(
        `CREATE TABLE ${name}_rows AS SELECT ${kept.join(', ')} FROM read_csv(${pathText(clean)}, ${form})`,
        progress,
      );
    } catch (error) {
      const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      throw fault(file, `the file cannot be read (${first.replace(/^[A-Za-z ]+Error: /u, '')})`, 'Export it again');
    }
    const errors = await database.query(
      `SELECT DISTINCT CAST(line AS INTEGER) AS line, error_message AS what, csv_line AS said FROM ${name}_errors`,
    );
    broken = [...fromScan(file, scan), ...fromReader(file, errors, scan)].sort((a, b) => a.line - b.line);
    skipped = [...new Set([...scan.empty, ...broken.map(({ line }) => line)])].sort((a, b) => a - b);
    return `(SELECT *, rowid AS row_at FROM ${name}_rows)`;
  };
  return {
    file,
    columns,
    types: new Map(columns.map((column) => [column, 'VARCHAR'])),
    rows,
    lineOf: (rowAt) => lineOfRow(rowAt, skipped),
    broken: () => broken,
  };
}

function fromScan(file: string, { bad }: CsvScan): readonly SetAside[] {
  return bad.map((one) => ({ file, ...one }));
}

/**
 * The reader counts the lines of the copy from which the bad ones are gone, and says of a short line once for each value
 * that is missing: the least it found is what is there.
 */
function fromReader(
  file: string,
  errors: readonly Readonly<Record<string, unknown>>[],
  { bad }: CsvScan,
): readonly SetAside[] {
  const gone = bad.map(({ line }) => line);
  return [...Map.groupBy(errors, (row) => Number(row['line']))].map(([line, rows]) => {
    const counts = rows.flatMap((row) => {
      const [, wanted, found] = /Expected Number of Columns: (\d+) Found: (\d+)/u.exec(textOf(row['what'])) ?? [];
      return wanted === undefined || found === undefined ? [] : [{ wanted: Number(wanted), found: Number(found) }];
    });
    const found = Math.min(...counts.map((one) => one.found));
    const wanted = counts[0]?.wanted;
    return {
      file,
      line: lineOfRow(line - 2, gone),
      what:
        wanted === undefined
          ? 'the line cannot be read'
          : `the line has ${found} ${found === 1 ? 'value' : 'values'}, the header ${wanted}`,
      mend:
        wanted === undefined || found < wanted
          ? 'Write a comma for each empty value too'
          : 'Quote a value that holds the separator',
      text: textOf(rows[0]?.['said']),
    };
  });
}

/** The separator that the header has most of. */
function delimiterOf(head: Buffer): string {
  const [first = ''] = head.toString('utf8').split('\n', 1);
  const counts = DELIMITERS.map((one) => first.split(one).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The header as the reader of headers takes it. */
function withCommas(head: Buffer, delimiter: string): Buffer {
  const [first = ''] = head.toString('utf8').split('\n', 1);
  return Buffer.from(first.replaceAll(',', ' ').replaceAll(delimiter, ','));
}

async function inUtf8(file: string, label: string, target: string): Promise<string> {
  const decoder = decoderOf(label);
  writeFileSync(target, '');
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 23 }))
    writeFileSync(target, decoder.decode(piece as Buffer, { stream: true }), { flag: 'a' });
  return target;
}

function decoderOf(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label);
  } catch {
    throw fault('--encoding', `there is no encoding "${label}"`, 'Use windows-1252, utf-16le or utf-8');
  }
}

function headOf(file: string): Buffer {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw fault(file, 'there is no such file', 'Check the name');
  if (!stat.isFile()) throw fault(file, 'this is no file', 'Name one .csv or .parquet file');
  if (stat.size === 0) throw fault(file, 'the file is empty', 'Give a header and one row a claim line');
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(HEAD, stat.size));
    return buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(handle);
  }
}

/** The path as the database takes it: absolute, and no sign in it stands for other files. */
function pathText(file: string): string {
  return text(path.resolve(file).replace(/[[*?]/gu, '[$&]'));
}

function fault(where: string, what: string, mend: string): InputError {
  return new InputError([{ where, what, mend }]);
}
