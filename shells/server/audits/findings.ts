import { tmpdir } from 'node:os';
import { dialectOf } from '../../bulk/dialect.ts';
import { openDuckDb, type SqlRow } from '../../bulk/duckdb.ts';

const { text } = dialectOf('duckdb');
const MEMORY = '256MB';

/** Which findings are wanted; each left out lets all through. */
export interface Wanted {
  readonly rule?: string | undefined;
  /** Empty for lines that name no provider. */
  readonly provider?: string | undefined;
  /** YYYY-MM. */
  readonly month?: string | undefined;
}

/** A page of findings, each with the lines that prove it. */
export interface FindingsPage {
  readonly count: number;
  readonly rows: readonly (SqlRow & { readonly proving: readonly SqlRow[] })[];
}

/**
 * Findings from the files of an audit.
 * @param findings the file with all of them
 * @param lines the file with the lines that prove them
 */
export async function findingsPage(
  findings: string,
  lines: string,
  { rule, provider, month }: Wanted,
  offset: number,
  limit: number,
): Promise<FindingsPage> {
  const where = [
    ...(rule === undefined ? [] : [`rule = ${text(rule)}`]),
    ...(provider === undefined ? [] : [`COALESCE(provider, '') = ${text(provider)}`]),
    ...(month === undefined ? [] : [`strftime(date_of_service, '%Y-%m') = ${text(month)}`]),
  ].join(' AND ');
  const from = `read_parquet(${text(findings)})${where === '' ? '' : ` WHERE ${where}`}`;
  const { query, close } = await openDuckDb(':memory:', MEMORY, tmpdir());
  try {
    const [counted] = await query(`SELECT COUNT(*) AS count FROM ${from}`);
    const rows = await query(
      `SELECT * FROM ${from} ORDER BY member_id, date_of_service, claim_id, line_no, rule LIMIT ${String(limit)} OFFSET ${String(offset)}`,
    );
    const members = [...new Set(rows.map((row) => textOf(row['member_id'])))].map(text);
    const held =
      members.length === 0
        ? []
        : await query(`SELECT * FROM read_parquet(${text(lines)}) WHERE member_id IN (${members.join(', ')})`);
    const byPlace = Map.groupBy(held, (line) => placeOf(textOf(line['member_id']), keyOf(line)));
    return {
      count: Number(counted?.['count'] ?? 0),
      rows: rows.map((row) => ({
        ...row,
        proving: textOf(row['lines'])
          .split(' ')
          .flatMap((key) => byPlace.get(placeOf(textOf(row['member_id']), key)) ?? []),
      })),
    };
  } finally {
    close();
  }
}

/** Writes the findings as a table that a spreadsheet reads. @param to the file to write */
export async function findingsCsv(findings: string, to: string): Promise<void> {
  const { query, close } = await openDuckDb(':memory:', MEMORY, tmpdir());
  try {
    await query(`COPY (SELECT * FROM read_parquet(${text(findings)})) TO ${text(to)} (FORMAT csv, HEADER)`);
  } finally {
    close();
  }
}

/** As a finding names a line that proves it. */
function keyOf(line: SqlRow): string {
  return `${textOf(line['claim_id'])}/${textOf(line['line_no'])}@${textOf(line['date_of_service'])}`;
}

const placeOf = (member: string, key: string): string => JSON.stringify([member, key]);

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
