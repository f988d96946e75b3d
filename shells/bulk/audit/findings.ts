import type { ClaimCheck } from '../../../core/billing/checks/claim-check.ts';
import type { CheckGround } from '../../../core/billing/checks/ground.ts';
import { dialectOf } from '../dialect.ts';
import type { AuditDatabase } from './audit-database.ts';
import { bitOf, moneyFacts } from './judged-sql.ts';
import type { ReadClaims } from './read-tables.ts';
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
 * Makes the table `findings` from `judged` and `lines`: one row for each line and each check that it does not meet, with the units
 * and cents in question and the lines that prove it, as `claim/line@day`.
 * @param cites of a check, in words
 */
export async function makeFindings(
  checks: readonly ClaimCheck[],
  ground: CheckGround,
  cites: (check: ClaimCheck) => string,
  { among }: ReadClaims,
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
  const perDays = Math.max(1, ...ground.versions.flatMap(({ spanLimits }) => spanLimits.map((limit) => limit.perDays)));
  const inQuestion = cases(
    [
      ["k.money = 'all'", 'l.units'],
      ["k.money = 'none'", '0'],
      ...facts.map((_, index) => [`k.fact = ${index}`, `LEAST(l.units, f.fact_${index})`] as const),
    ],
    'l.units',
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
      `l.authorization_number, ${first} AS first_day, CAST(${inQuestion} AS BIGINT) AS units_in_question`,
      'FROM flagged f JOIN checks k ON (CAST(f.failed AS BIGINT) // k.bit) % 2 = 1 JOIN lines l ON l.line_id = f.line_id',
    ].join(' '),
  );
  await database.query(
    [
      'CREATE TEMP TABLE proving AS SELECT r.line_id, r.bit, l.line_id AS shown_id, l.day',
      'FROM raised r JOIN lines l ON l.member_id = r.member_id AND l.day BETWEEN r.first_day AND r.day',
      "AND (r.proof <> 'line' OR l.line_id = r.line_id)",
      "AND (r.proof <> 'authorization' OR l.authorization_number = r.authorization_number)",
    ].join(' '),
  );
  // A line proves itself, so that those found are among them: few beside the whole.
  await database.query(`CREATE TEMP TABLE shown AS ${among('SELECT shown_id FROM proving')}`);
  await database.query(
    [
      'CREATE TEMP TABLE proofs AS SELECT p.line_id, p.bit, MIN(p.day) AS from_day,',
      "string_agg(s.claim_id || '/' || s.line_no || '@' || CAST(s.date_of_service AS VARCHAR), ' ' ORDER BY p.day, s.claim_id, s.line_no, s.line_id) AS lines",
      'FROM proving p JOIN shown s ON s.line_id = p.shown_id GROUP BY p.line_id, p.bit',
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
