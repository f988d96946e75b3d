import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { REQUEST_DATE, type Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import { stepwise } from '../../tests/support/cli.ts';
import { knowledge } from '../../tests/support/knowledge.ts';
import { openDuckDbForTests } from '../../tests/support/sql-database.ts';
import { criteriaSql, policySql } from './criteria-sql.ts';
import { dialectOf } from './dialect.ts';
import { exportSql } from './export-sql.ts';
import { findingsQuery, leavesQuery, policyQuery } from './statement.ts';

const { policies, facts } = knowledge();
const EVERY: readonly (readonly [Policy, RequestKind])[] = policies.flatMap((policy) =>
  (['initial', 'renewal'] as const).map((kind) => [policy, kind] as const),
);
const policy = (id: string): Policy => policies.find((one) => one.id === id) ?? expect.fail(`${id} is held`);
const ON = ['--on', '2026-06-15'];

describe('the exported statement', () => {
  it('is the same text for DuckDB and PostgreSQL', () => {
    for (const [one, kind] of EVERY) {
      const [duckdb, postgres, clickhouse] = (['duckdb', 'postgres', 'clickhouse'] as const).map((name) =>
        exportSql(one, kind, facts, name),
      );
      expect(postgres).toBe(duckdb);
      expect(clickhouse).not.toBe(duckdb);
    }
  });

  it('runs as it is over the table that its head describes', async () => {
    const database = await openDuckDbForTests();
    for (const [one, kind] of EVERY) {
      const text = exportSql(one, kind, facts, 'duckdb');
      const head = text.split('\n').filter((line) => line.startsWith('-- '));
      const create = head.slice(2).map((line) => line.slice(3));
      await database.query(create.join('\n'));
      await database.query(`INSERT INTO facts (patient) VALUES ('nobody knows')`);
      const required = one.governs.lineRequired;
      const silent = one.requests[kind] === null;
      const [found] = await database.query(text);
      expect(found).toMatchObject({ patient: 'nobody knows', truth: null, outcome: 'information-needed' });
      if (required) expect(found?.['deciding']).toBe('governs');
      else expect(found?.['deciding'] === '').toBe(silent);
      await database.query('DROP TABLE facts');
    }
    await database.close();
  });

  it('is the same in two steps, so that rows with the same leaves can be counted first', async () => {
    const database = await openDuckDbForTests();
    const sql = policySql(policy('prime-ic-0789'), 'initial', facts);
    const columns = sql.facts.map(({ name, type }) => `"${name}" ${type}`).join(', ');
    await database.query(`CREATE TABLE facts (patient INTEGER, ${columns})`);
    await database.query(
      `INSERT INTO facts (patient, "member.line-of-business", "patient.age") VALUES (0, 'commercial', 17), (1, 'commercial', 18), (2, 'medicare-part-b', 18), (3, NULL, 17), (4, 'commercial', 17)`,
    );
    const dialect = dialectOf('duckdb');
    const leaves = ['governs', ...sql.leaves.map(({ column }) => column)].join(', ');
    const counted = `(SELECT COUNT(*)::INTEGER AS patients, ${leaves} FROM (${leavesQuery(sql, 'facts', [])}) AS one GROUP BY ALL)`;
    const grouped = await database.query(
      `${findingsQuery(sql, counted, ['patients'], dialect)} ORDER BY patients DESC, outcome`,
    );
    const whole = await database.query(`${policyQuery(sql, 'facts', ['patient'], dialect)} ORDER BY patient`);
    expect(grouped.map(({ patients, outcome }) => [patients, outcome])).toEqual([
      [2, 'criteria-not-met'],
      [1, 'information-needed'],
      [1, 'information-needed'],
      [1, 'policy-not-applicable'],
    ]);
    expect(whole.map(({ outcome, deciding }) => [outcome, String(deciding).slice(0, 7)])).toEqual([
      ['criteria-not-met', 'adult'],
      ['information-needed', 'monitor'],
      ['policy-not-applicable', 'governs'],
      ['information-needed', 'governs'],
      ['criteria-not-met', 'adult'],
    ]);
    await database.close();
  });
});

describe('the text for ClickHouse', () => {
  const COMMON = { text: '', cite: [] };
  const definitions: ReadonlyMap<string, FactDefinition> = new Map(
    (
      [
        { id: 'a', type: { kind: 'yes-no' } },
        { id: 'c.d`', type: { kind: 'text' } },
        { id: 'd', type: { kind: 'date' } },
      ] as const
    ).map((fact) => [fact.id, { name: fact.id, ask: '?', ...fact }]),
  );
  const written = (tree: Criterion): string => {
    const dialect = dialectOf('clickhouse');
    return policyQuery(criteriaSql(tree, definitions, dialect), 'facts', ['patient'], dialect);
  };

  it('quotes names and texts in its own way', () => {
    const text = written({ kind: 'is', id: "it's", ...COMMON, fact: 'c.d`', value: "\\'" });
    expect(text).toContain("`c.d\\`` = '\\\\\\'' AS l0, -- it's".replace(',', ''));
    expect(text).toContain('arrayStringConcat(arrayFilter(word -> isNotNull(word), [');
    expect(text).toContain("'it\\'s'");
  });

  it('counts periods, writes days and compares truths in its own way', () => {
    const recent: Criterion = {
      kind: 'within',
      id: 'recent',
      ...COMMON,
      fact: 'd',
      period: { count: 6, unit: 'months' },
    };
    const today: Criterion = { kind: 'within', id: 'today', ...COMMON, fact: 'd', period: { count: 14, unit: 'days' } };
    const that: Criterion = { kind: 'is', id: 'that', ...COMMON, fact: 'd', value: '2026-01-01' };
    const compared: Criterion = { kind: 'at-least', id: 'compared', ...COMMON, fact: 'a', value: 1 };
    const text = written({ kind: 'any', id: 'root', ...COMMON, children: [recent, today, that, compared] });
    for (const part of [
      `\`d\` >= subtractMonths(\`${REQUEST_DATE}\`, 6)`,
      `\`d\` >= subtractDays(\`${REQUEST_DATE}\`, 14)`,
      "`d` = toDate32('2026-01-01')",
      'CAST(NULL AS Nullable(Bool)) AS l3',
      'ifNull(toInt8(g0), 2) = ifNull(toInt8(l0), 2)',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/MATERIALIZED|INTERVAL|DISTINCT|concat_ws/u);
  });
});

describe('policy export', () => {
  it('prints the statement, or writes it to a file', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-export-'));
    try {
      const file = path.join(folder, 'renewal.sql');
      const asked = ['policy', 'export', '--policy', 'fep-5.21.223', '--request', 'renewal', '--to', 'sql', ...ON];
      const printed = await stepwise(...asked);
      const written = await stepwise(...asked, '--dialect', 'postgres', '--out', file);
      expect(printed.status).toBe(0);
      expect(written.out).toBe(`Written: ${file}\n`);
      expect(readFileSync(file, 'utf8')).toBe(printed.out);
      expect(printed.out).toBe(`${exportSql(policy('fep-5.21.223'), 'renewal', facts, 'duckdb')}\n`);
      const { out } = await stepwise(...asked, '--json');
      expect(JSON.parse(out)).toEqual({
        policy: { id: 'fep-5.21.223', version: '2026-04-01' },
        request: 'renewal',
        form: 'sql',
        content: printed.out.trimEnd(),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each([
    [['--policy', 'fep-5.21.223'], "required option '--to <form>' not specified"],
    [['--policy', 'fep-5.21.223', '--to', 'sqll'], 'Did you mean "sql"?'],
    [['--policy', 'fep-5.21.22', '--to', 'sql'], 'Did you mean "fep-5.21.223"?'],
    [['--policy', 'fep-5.21.223,prime-ic-0789', '--to', 'sql'], 'Export one at a time'],
    [['--policy', 'fep-5.21.223', '--to', 'sql', '--dialect', 'postgre'], 'Did you mean "postgres"?'],
    [['--policy', 'bcbsnd-tarlatamab', '--request', 'renewal', '--to', 'sql'], 'says nothing of a renewal request'],
    [['--policy', 'fep-5.21.223', '--to', 'sql', '--out', '/nowhere/x.sql'], 'the file cannot be written'],
  ])('%j is bad input', async (args, message) => {
    const { status, out, err } = await stepwise('policy', 'export', ...args, ...ON);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
  });
});
