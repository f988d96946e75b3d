import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditQuestion } from '../../shells/bulk/audit/judged-sql.ts';
import { judgedSteps } from '../../shells/bulk/audit/judged-sql.ts';
import { exportAudit, findingsStatements } from '../../shells/bulk/audit/export-audit.ts';
import { factSteps } from '../../shells/bulk/audit/facts-sql.ts';
import { statementsOf } from '../../shells/bulk/audit/steps.ts';
import { dialectOf, type DialectName } from '../../shells/bulk/dialect.ts';
import { fillTables, rowsOfFiles, rowsOfMembers, told } from '../support/audit-tables.ts';
import { generatedMembers, groundOf, heldDrug } from '../support/claim-lines.ts';
import { stepwise } from '../support/cli.ts';
import { hasClickHouse, openClickHouse } from '../support/clickhouse.ts';
import { knowledge } from '../support/knowledge.ts';
import { linesByRule, plantedClaims } from '../support/planted-claims.ts';
import { openPostgres } from '../support/postgres.ts';
import { openDuckDbForTests, type SqlDatabase } from '../support/sql-database.ts';

const OPEN: Readonly<Record<DialectName, () => Promise<SqlDatabase>>> = {
  duckdb: openDuckDbForTests,
  postgres: openPostgres,
  clickhouse: openClickHouse,
};
const POLICIES = ['prime-ic-0789', 'tmhp-tarlatamab', 'fep-5.21.223'];

const question = (policy: string): AuditQuestion => ({
  checks: heldDrug().claimChecks,
  definitions: knowledge().lineFacts,
  ground: groundOf(policy),
  tables: { members: true, authorizations: true },
});

const facts = [0, 1, 2, 3].map((index) => `fact_${index}`);
const JUDGED = ['line_id', 'member_id', 'day', 'failed', 'open', 'day_before', 'dose_place', ...facts];
const FINDING = [
  'rule',
  'severity',
  'member_id',
  'claim_id',
  'line_no',
  'units',
  'units_in_question',
  'cents_in_question',
  'first_day',
];

async function last(
  database: SqlDatabase,
  statements: readonly string[],
): Promise<Awaited<ReturnType<SqlDatabase['query']>>> {
  let rows: Awaited<ReturnType<SqlDatabase['query']>> = [];
  for (const statement of statements) rows = await database.query(statement);
  return rows;
}

/** Every line with what it came to, over tables that are filled. */
async function judged(database: SqlDatabase, name: DialectName, policy: string): Promise<readonly string[]> {
  const [asked, dialect] = [question(policy), dialectOf(name)];
  const steps = [...factSteps(asked.ground, asked.tables, dialect), ...judgedSteps(asked, dialect)];
  return told(await last(database, statementsOf(steps, dialect)), JUDGED);
}

async function found(database: SqlDatabase, name: DialectName, policy: string): Promise<readonly string[]> {
  return told(await last(database, findingsStatements(question(policy), dialectOf(name))), FINDING);
}

let folder = '';
const opened = new Map<DialectName, SqlDatabase>();
const database = (name: DialectName): SqlDatabase => opened.get(name) ?? expect.fail(`${name} is open`);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-engines-'));
  for (const name of ['duckdb', 'postgres'] as const) opened.set(name, await OPEN[name]());
  if (hasClickHouse) opened.set('clickhouse', await OPEN.clickhouse());
}, 120_000);
afterAll(async () => {
  for (const one of opened.values()) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ['PostgreSQL', 'postgres', true],
  ['ClickHouse (npm install in tests/clickhouse)', 'clickhouse', hasClickHouse],
] as const)('the audit on %s', (_, name, isHere) => {
  it.skipIf(!isHere)('judges every line as DuckDB does, whatever the lines say and leave out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), fc.constantFrom(...POLICIES), async (seed, policy) => {
        const rows = rowsOfMembers(generatedMembers(250, seed));
        const both = [['duckdb', database('duckdb')] as const, [name, database(name)] as const];
        for (const [one, filled] of both) await fillTables(filled, one, rows);
        const [lines, ownLines] = await Promise.all(both.map(([one, filled]) => judged(filled, one, policy)));
        expect(lines?.length).toBeGreaterThan(800);
        expect(ownLines).toEqual(lines);
        const [findings, ownFindings] = await Promise.all(both.map(([one, filled]) => found(filled, one, policy)));
        expect(findings?.length).toBeGreaterThan(100);
        expect(ownFindings).toEqual(findings);
      }),
      { numRuns: 4 },
    );
  });

  it.skipIf(!isHere)(
    'finds in generated claims what is planted, and what the audit of the files finds, to the cent',
    async () => {
      const policy = 'prime-ic-0789';
      const made = await plantedClaims(policy, path.join(folder, name), { members: 700, seed: 21, infusions: true });
      const rows = await rowsOfFiles(made.claims, made.members, made.authorizations);
      await fillTables(database(name), name, rows);
      const findings = await found(database(name), name, policy);
      const lines = [...linesByRule(made.planted)].flatMap(([rule, all]) => [...all].map((line) => `${rule} ${line}`));
      const short = findings.map((row) => row.replace(/^(\S+) \S+ \S+ (\S+ \S+) .*$/u, '$1 $2'));
      expect(short.toSorted()).toEqual(lines.sort());
      const out = path.join(folder, `${name}.csv`);
      const files = ['--members', made.members, '--authorizations', made.authorizations, '--out', out];
      await stepwise('audit', '--policy', policy, ...files, made.claims);
      const written = await database('duckdb').query(`SELECT * FROM read_csv('${out}', all_varchar = true)`);
      const columns = FINDING.filter((column) => column !== 'first_day');
      expect(findings.map((row) => row.replace(/ \S+$/u, ''))).toEqual(told(written, columns));
    },
  );
});

describe('the exported audit', () => {
  it('differs between the databases only in what their dialects say', () => {
    const [duckdb, postgres, clickhouse] = (['duckdb', 'postgres', 'clickhouse'] as const).map((name) =>
      exportAudit(question('prime-ic-0789'), name),
    );
    const other = (text = ''): readonly string[] =>
      text.split('\n').filter((line) => !(duckdb ?? '').split('\n').includes(line));
    // Patterns, the order of texts, whole division.
    expect(other(postgres).length).toBeLessThan(10);
    expect(other(clickhouse).length).toBeGreaterThan(10);
  });
});
