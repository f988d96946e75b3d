import { elevenDigits } from '../../core/billing/checks/line.ts';
import { plainDiagnosis } from '../../core/billing/checks/ground.ts';
import { printDay } from '../../core/values/day-number.ts';
import { auditTables } from '../../shells/bulk/audit/export-audit.ts';
import type { DialectName } from '../../shells/bulk/dialect.ts';
import type { GeneratedMember } from './claim-lines.ts';
import { openDuckDb } from './duckdb.ts';
import type { SqlDatabase } from './sql-database.ts';

/** Rows of one table; a column that is left out is null. */
type Rows = readonly Readonly<Record<string, unknown>>[];

/** The three tables of an audit as rows. */
export interface AuditRows {
  readonly claim_lines: Rows;
  readonly members: Rows;
  readonly authorizations: Rows;
}

/** Members of the generator of single lines, as the loader would leave them. */
export function rowsOfMembers(members: readonly GeneratedMember[]): AuditRows {
  let lineId = 0;
  return {
    claim_lines: members.flatMap(({ id, lines }) =>
      lines.map((line) => ({
        line_id: ++lineId,
        claim_id: line.claimId,
        line_no: line.lineNo,
        member_id: id,
        line_of_business: line.lineOfBusiness,
        date_of_service: printDay(line.day),
        hcpcs: line.hcpcs,
        units: line.units,
        modifiers: line.modifiers.join(' ') || null,
        ndc11: line.ndc === null ? null : elevenDigits(line.ndc),
        ndc_quantity: line.packageThousandths === null ? null : line.packageThousandths / 1000,
        diagnoses: line.diagnoses.map(plainDiagnosis).join(' ') || null,
        authorization_number: line.authorization,
        charge_cents: lineId % 3 === 0 ? null : 100_000 + 7919 * lineId,
        paid_cents: lineId % 2 === 0 ? null : 33_333 + 101 * lineId,
      })),
    ),
    members: members.map(({ id, lineOfBusiness }) => ({ member_id: id, line_of_business: lineOfBusiness })),
    authorizations: members.flatMap(({ id, authorizations }) =>
      authorizations.map(({ number, from, to, units }) => ({
        number,
        member_id: id,
        valid_from: printDay(from),
        valid_to: printDay(to),
        units,
      })),
    ),
  };
}

/** The files of a generated population. */
export async function rowsOfFiles(claims: string, members: string, authorizations: string): Promise<AuditRows> {
  const database = await openDuckDb();
  const read = async (sql: string): Promise<Rows> => {
    const rows = [];
    for await (const row of database.rows(sql)) rows.push(row);
    return rows;
  };
  const all = {
    claim_lines: await read(`SELECT ROW_NUMBER() OVER () AS line_id, * FROM read_csv('${claims}', all_varchar = true)`),
    members: await read(`SELECT * FROM read_csv('${members}', all_varchar = true)`),
    authorizations: await read(`SELECT * FROM read_csv('${authorizations}', all_varchar = true)`),
  };
  database.close();
  return all;
}

const AT_ONCE = 2000;

/** Makes the tables anew, as the export describes them, and fills them. */
export async function fillTables(database: SqlDatabase, name: DialectName, rows: AuditRows): Promise<void> {
  for (const table of Object.keys(rows)) await database.query(`DROP TABLE IF EXISTS ${table}`);
  for (const statement of auditTables(name)) await database.query(statement);
  for (const [table, all] of Object.entries(rows) as [string, Rows][]) {
    const columns = [...new Set(all.flatMap((row) => Object.keys(row)))];
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const values = all
        .slice(at, at + AT_ONCE)
        .map((row) => `(${columns.map((column) => literal(row[column])).join(', ')})`);
      await database.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values.join(', ')}`);
    }
  }
}

function literal(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : 'NULL';
}

/** Rows as texts in one order: numbers alike, however a database gives them. */
export function told(rows: Rows, columns: readonly string[]): readonly string[] {
  return rows.map((row) => columns.map((column) => toldValue(row[column])).join(' ')).sort();
}

function toldValue(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'string') return '-';
  return /^-?\d+(?:\.\d+)?$/u.test(value) ? String(Number(value)) : value;
}
