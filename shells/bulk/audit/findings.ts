import type { ClaimCheck } from '../../../core/billing/checks/claim-check.ts';
import type { CheckGround } from '../../../core/billing/checks/ground.ts';
import { dialectOf } from '../dialect.ts';
import type { AuditDatabase } from './audit-database.ts';
import { bitOf, moneyFacts } from './judged-sql.ts';
import { ofDrug } from './lines-sql.ts';
import { cases } from './steps.ts';

const { text } = dialectOf('duckdb');

/** The names of the columns of a findings file, in their order. */
export const FINDING_COLUMNS = [
  'rule',
  'severity',
  'what',
  'member_id',
  'claim_id',
  'line_no',
  'provider',
  'payer',
  'date_of_service',
  'hcpcs',
  'ndc11',
  'units',
  'units_in_question',
  'cents_in_question',
  'shown_from',
  'shown_to',
  'lines',
  'citation',
  'source_file',
  'source_line',
] as const;

/**
 * Makes the table `findings` from `judged`: one row for each line and each check that it does not meet, with the units
 * and cents in question and the lines that prove it, as `claim/line@day`.
 * @param cites of a check, in words
 */
export async function makeFindings(
  checks: readonly ClaimCheck[],
  ground: CheckGround,
  cites: (check: ClaimCheck) => string,
  database: AuditDatabase,
): Promise<void> {
  const facts = moneyFacts(checks);
  const rows = checks.map((check, index) => {
    const fact = typeof check.money === 'object' ? facts.indexOf(check.money.fact) : -1;
    const money = typeof check.money === 'object' ? 'fact' : check.money;
    return `(${[bitOf(index), text(check.id), text(check.severity), text(check.text), text(money), fact, text(check.proof), text(cites(check))].join(', ')})`;
  });
  await database.query(
    `CREATE TEMP TABLE checks AS SELECT * FROM (VALUES ${rows.join(', ')}) v(bit, rule, severity, what, money, fact, proof, citation)`,
  );
  await database.query('CREATE TEMP TABLE flagged AS SELECT * FROM judged WHERE failed <> 0');
  // All lines of the drug of the members concerned: few beside the whole.
  await database.query(
    [
      'CREATE TEMP TABLE shown AS SELECT c.* EXCLUDE (date_of_service), c.date_of_service,',
      "CAST(c.date_of_service - DATE '1970-01-01' AS INTEGER) AS day FROM claim_lines c",
      `WHERE c.member_id IN (SELECT member_id FROM flagged) AND ${ofDrug(ground, dialectOf('duckdb'))}`,
    ].join(' '),
  );
  const perDays = Math.max(1, ...ground.versions.flatMap(({ spanLimits }) => spanLimits.map((limit) => limit.perDays)));
  const inQuestion = cases(
    [
      ["k.money = 'all'", 'CEIL(s.units)'],
      ["k.money = 'none'", '0'],
      ...facts.map((_, index) => [`k.fact = ${index}`, `LEAST(CEIL(s.units), f.fact_${index})`] as const),
    ],
    'CEIL(s.units)',
  );
  const first = cases(
    [
      ["k.proof = 'dose-before'", 'COALESCE(f.day_before, f.day)'],
      ["k.proof = 'span'", `f.day - ${perDays - 1}`],
      ["k.proof IN ('authorization', 'course')", '0'],
    ],
    'f.day',
  );
  await database.query(
    [
      'CREATE TEMP TABLE raised AS SELECT f.line_id, f.member_id, f.day, k.bit, k.proof,',
      `s.authorization_number, ${first} AS first_day, CAST(${inQuestion} AS BIGINT) AS units_in_question`,
      'FROM flagged f JOIN checks k ON (CAST(f.failed AS BIGINT) // k.bit) % 2 = 1 JOIN shown s ON s.line_id = f.line_id',
    ].join(' '),
  );
  await database.query(
    [
      'CREATE TEMP TABLE proofs AS SELECT r.line_id, r.bit, MIN(s.day) AS from_day,',
      "string_agg(s.claim_id || '/' || s.line_no || '@' || CAST(s.date_of_service AS VARCHAR), ' ' ORDER BY s.day, s.claim_id, s.line_no, s.line_id) AS lines",
      'FROM raised r JOIN shown s ON s.member_id = r.member_id AND s.day BETWEEN r.first_day AND r.day',
      "AND (r.proof <> 'line' OR s.line_id = r.line_id)",
      "AND (r.proof <> 'authorization' OR s.authorization_number = r.authorization_number)",
      'GROUP BY r.line_id, r.bit',
    ].join(' '),
  );
  const amount = 'COALESCE(s.paid_cents, s.charge_cents)';
  // Half a cent and more is a cent; a line without units is in question whole.
  const cents = `CASE WHEN k.money = 'none' THEN 0 WHEN s.units <= 0 THEN ${amount} ELSE (2 * ${amount} * r.units_in_question + CAST(CEIL(s.units) AS BIGINT)) // (2 * CAST(CEIL(s.units) AS BIGINT)) END`;
  await database.query(
    [
      'CREATE TABLE findings AS SELECT r.line_id, k.rule, k.severity, k.what, s.member_id, s.claim_id, s.line_no, s.provider, s.payer,',
      's.date_of_service, s.hcpcs, s.ndc11, s.units, r.units_in_question,',
      `CAST(${cents} AS BIGINT) AS cents_in_question,`,
      "DATE '1970-01-01' + CAST(p.from_day AS INTEGER) AS shown_from, s.date_of_service AS shown_to, p.lines, k.citation, s.source_file, s.source_line",
      'FROM raised r JOIN checks k ON k.bit = r.bit JOIN shown s ON s.line_id = r.line_id JOIN proofs p ON p.line_id = r.line_id AND p.bit = r.bit',
      'ORDER BY s.member_id, s.date_of_service, s.claim_id, s.line_no, k.bit',
    ].join(' '),
  );
}
