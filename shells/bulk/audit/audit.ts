import { filledDraft } from '../../../core/billing/checks/check-claim.ts';
import type { ClaimCheck } from '../../../core/billing/checks/claim-check.ts';
import { dialectOf } from '../dialect.ts';
import type { Progress, SqlRow } from '../duckdb.ts';
import { textOf } from '../population-text.ts';
import type { AuditDatabase } from './audit-database.ts';
import { FINDING_COLUMNS, makeFindings } from './findings.ts';
import { bitOf, judgedStatements, type AuditQuestion } from './judged-sql.ts';
import { readAuthorizations, readClaims, readMembers, type ReadClaims, type Reading } from './read-tables.ts';
import { isFolder, readFolder } from './read-837.ts';
import type { SetAside } from './set-aside.ts';

const { text } = dialectOf('duckdb');

/** The files of an audit, as the user named them. */
export interface AuditFiles {
  /** A CSV or Parquet file, an 837 file, or a folder of 837 files. */
  readonly claims: string;
  readonly members: string | undefined;
  readonly authorizations: string | undefined;
  /** Where to write the findings: .csv or .parquet. */
  readonly out: string | undefined;
  /** Where to write the lines that prove the findings, each once: .csv or .parquet. */
  readonly lines?: string | undefined;
}

/** How many findings one group has, of how many lines and members, and cents in question, each line's once. */
export interface Tally {
  readonly findings: number;
  readonly lines: number;
  readonly members: number;
  readonly centsInQuestion: number;
}

export interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly member: string;
  readonly claim: string;
  readonly line: number;
  readonly provider: string | null;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly units: number;
  readonly unitsInQuestion: number;
  readonly centsInQuestion: number | null;
  /** The lines that prove it: `claim/line@day`. */
  readonly lines: readonly string[];
  readonly from: string;
  /** What to ask the payer for, where the rule drafts it. */
  readonly draft?: string;
  /** File and line where the line was read. */
  readonly file: string;
  readonly fileLine: number;
}

export interface AuditAnswer {
  readonly lines: { readonly read: number; readonly ofDrug: number; readonly setAside: number };
  readonly total: Tally;
  readonly byRule: readonly (Tally & { readonly rule: string; readonly severity: string; readonly what: string })[];
  readonly byProvider: readonly (Tally & { readonly provider: string | null })[];
  readonly byMonth: readonly (Tally & { readonly month: string })[];
  /** Lines that a rule cannot be judged on, by rule. */
  readonly open: readonly { readonly rule: string; readonly what: string; readonly lines: number }[];
  /** The first findings, in the order of members and days. */
  readonly first: readonly Finding[];
  readonly setAside: readonly SetAside[];
}

/** How many findings and providers an answer holds; the findings file has all. */
const SHOWN = 200;
const PROVIDERS = 50;

/**
 * Holds the claim lines of a file against the checks and writes the findings. Nothing is dropped silently: what could
 * not be used is in `setAside`, what could not be judged in `open`.
 * @param cites of a check, in words, for the findings file
 * @throws InputError
 */
export async function audit(
  files: AuditFiles,
  question: Omit<AuditQuestion, 'tables'>,
  reading: Reading,
  cites: (check: ClaimCheck) => string,
  database: AuditDatabase,
  progress: (part: string) => Progress | undefined,
): Promise<AuditAnswer> {
  const { checks, ground } = question;
  const folder = isFolder(files.claims);
  const claims = folder
    ? await readFolder(files.claims, ground, database)
    : await readClaims(files.claims, reading, ground, database, progress('Reading lines'));
  const others = [
    ...(files.members === undefined ? [] : await readMembers(files.members, reading, database)),
    ...(files.authorizations === undefined ? [] : await readAuthorizations(files.authorizations, reading, database)),
  ];
  const tables = { members: files.members !== undefined, authorizations: files.authorizations !== undefined };
  await database.query('SET preserve_insertion_order = false');
  const statements = judgedStatements({ ...question, tables }, dialectOf('duckdb'));
  for (const statement of statements.slice(0, -1)) await database.query(statement, progress('Checking lines'));
  await database.query(
    // Of a line that keeps every rule nothing more is needed.
    `CREATE TEMP TABLE judged AS SELECT * FROM (${statements.at(-1) ?? ''}) WHERE failed <> 0 OR open <> 0`,
    progress('Checking lines'),
  );
  await makeFindings(checks, ground, cites, claims, database);
  if (files.out !== undefined) await write(files.out, claims, database);
  if (files.lines !== undefined)
    await database.query(
      `COPY (SELECT * EXCLUDE (line_id, source_file, source_line) FROM shown ORDER BY member_id, date_of_service, claim_id, line_no) TO ${text(files.lines)} (${formOf(files.lines)})`,
    );
  return answerOf(checks, claims, others, database);
}

async function answerOf(
  checks: readonly ClaimCheck[],
  claims: ReadClaims,
  others: readonly SetAside[],
  database: AuditDatabase,
): Promise<AuditAnswer> {
  const [ofDrug] = await database.query('SELECT COUNT(*) AS lines FROM lines');
  const counts = await database.query('SELECT open, COUNT(*) AS lines FROM judged GROUP BY open');
  const sum = (rows: readonly SqlRow[]): number => rows.reduce((all, row) => all + Number(row['lines']), 0);
  const open = checks.flatMap(({ id, text: what }, index) => {
    const lines = sum(counts.filter((row) => Math.floor(Number(row['open']) / bitOf(index)) % 2 === 1));
    return lines === 0 ? [] : [{ rule: id, what, lines }];
  });
  const [total] = await tallies('TRUE', database);
  const byRule = await tallies('rule', database);
  const byProvider = await tallies('provider', database);
  const byMonth = await tallies("strftime(date_of_service, '%Y-%m')", database);
  const first = await database.query(`SELECT * FROM findings LIMIT ${SHOWN}`);
  const setAside = [...claims.setAside, ...others];
  return {
    lines: { read: claims.lines, ofDrug: Number(ofDrug?.['lines'] ?? 0), setAside: setAside.length },
    total: total?.tally ?? { findings: 0, lines: 0, members: 0, centsInQuestion: 0 },
    byRule: checks.flatMap(({ id, severity, text: what }) => {
      const found = byRule.find(({ key }) => key === id);
      return found === undefined ? [] : [{ rule: id, severity, what, ...found.tally }];
    }),
    byProvider: byProvider
      .toSorted((one, other) => other.tally.centsInQuestion - one.tally.centsInQuestion)
      .slice(0, PROVIDERS)
      .map(({ key, tally }) => ({ provider: key, ...tally })),
    byMonth: byMonth
      .toSorted((one, other) => ((one.key ?? '') < (other.key ?? '') ? -1 : 1))
      .map(({ key, tally }) => ({ month: key ?? '', ...tally })),
    open,
    first: first.map((row) => findingOf(row, checks, claims)),
    setAside,
  };
}

/** A line that several rules find is counted once, with the most cents that one of them puts in question. */
async function tallies(
  group: string,
  database: AuditDatabase,
): Promise<readonly { readonly key: string | null; readonly tally: Tally }[]> {
  const rows = await database.query(
    `SELECT key, SUM(n) AS findings, COUNT(*) AS lines, COUNT(DISTINCT member_id) AS members, COALESCE(SUM(cents), 0) AS cents FROM (SELECT CAST(${group} AS VARCHAR) AS key, line_id, ANY_VALUE(member_id) AS member_id, COUNT(*) AS n, MAX(cents_in_question) AS cents FROM findings GROUP BY ALL) GROUP BY key ORDER BY key`,
  );
  return rows.map((row) => ({
    key: row['key'] === null ? null : textOf(row['key']),
    tally: {
      findings: Number(row['findings']),
      lines: Number(row['lines']),
      members: Number(row['members']),
      centsInQuestion: Number(row['cents']),
    },
  }));
}

function findingOf(row: SqlRow, checks: readonly ClaimCheck[], claims: ReadClaims): Finding {
  const { file, line } = claims.placeOf(row);
  const rule = textOf(row['rule']);
  const draft = checks.find(({ id }) => id === rule)?.draft;
  const [from, to] = [textOf(row['shown_from']), textOf(row['shown_to'])];
  const units = Number(row['units_in_question']);
  return {
    rule,
    severity: textOf(row['severity']),
    member: textOf(row['member_id']),
    claim: textOf(row['claim_id']),
    line: Number(row['line_no']),
    provider: row['provider'] === null ? null : textOf(row['provider']),
    date: to,
    units: Number(row['units']),
    unitsInQuestion: units,
    centsInQuestion: row['cents_in_question'] === null ? null : Number(row['cents_in_question']),
    lines: textOf(row['lines']).split(' '),
    from,
    ...(draft === undefined ? {} : { draft: filledDraft(draft, units, from, to) }),
    file,
    fileLine: line,
  };
}

/** Writes all findings; the lines of a text file are worked out from positions first. */
async function write(out: string, claims: ReadClaims, database: AuditDatabase): Promise<void> {
  const rows = await database.query('SELECT DISTINCT line_id, source_file, source_line FROM findings');
  await database.query('CREATE TEMP TABLE places (line_id BIGINT, place_file VARCHAR, place_line INTEGER)');
  const appender = await database.append('places');
  for (const row of rows) {
    const { file, line } = claims.placeOf(row);
    appender.appendBigInt(BigInt(Number(row['line_id'])));
    appender.appendVarchar(file);
    appender.appendInteger(line);
    appender.endRow();
  }
  appender.closeSync();
  const columns = FINDING_COLUMNS.map((name) =>
    name === 'source_file' ? 'place_file AS source_file' : name === 'source_line' ? 'place_line AS source_line' : name,
  );
  await database.query(
    `COPY (SELECT ${columns.join(', ')} FROM findings JOIN places USING (line_id) ORDER BY member_id, date_of_service, claim_id, line_no, rule) TO ${text(out)} (${formOf(out)})`,
  );
}

function formOf(file: string): string {
  return /\.parquet$/iu.test(file) ? 'FORMAT parquet' : 'FORMAT csv, HEADER';
}
