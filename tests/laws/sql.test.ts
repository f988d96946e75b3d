import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withConsequences } from '../../core/coverage/merge-facts.ts';
import { dayOfRequest } from '../../core/coverage/diff/cells.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { REQUEST_DATE, type Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord, FactValue } from '../../core/values/fact.ts';
import { firstDayOf, isWithin, type Period } from '../../core/values/period.ts';
import { policySql } from '../../shells/bulk/criteria-sql.ts';
import { basesOf, derivedFacts } from '../../shells/bulk/derived-facts.ts';
import { exportSql } from '../../shells/bulk/export-sql.ts';
import type { SqlColumn } from '../../shells/bulk/fact-column.ts';
import { evaluated, variablesOf } from '../support/every-combination.ts';
import { attested } from '../support/facts.ts';
import { tableOf } from '../support/facts-table.ts';
import { caseDefinitions, kindCases } from '../support/kind-cases.ts';
import { knowledge, ROOT } from '../support/knowledge.ts';
import { openDatabases } from '../support/proof-targets.ts';
import type { ProofTarget } from '../support/proof-target.ts';
import { prove } from '../support/prove.ts';
import type { SqlDatabase } from '../support/sql-database.ts';
import { sqlTarget } from '../support/sql-target.ts';

const SEED = Number(process.env['STEPWISE_SEED']);
const SIZE = { seed: SEED, trees: 150, rows: 200 };
const COMMON = { text: '', cite: [] };

let databases: readonly SqlDatabase[] = [];

beforeAll(async () => {
  process.stdout.write(`criteria as SQL: seed ${SEED}\n`);
  databases = await openDatabases();
}, 120_000);

afterAll(async () => {
  for (const database of databases) await database.close();
});

const dayFrom = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();
const definition = (id: string, type: FactDefinition['type']): FactDefinition => ({ id, name: id, ask: '?', type });
const defined = (...all: FactDefinition[]): ReadonlyMap<string, FactDefinition> =>
  new Map(all.map((one) => [one.id, one]));

describe('criteria as SQL', () => {
  it('find on DuckDB and on PostgreSQL what the evaluator finds, and the same criteria decide', async () => {
    for (const database of databases) {
      const { compared, kinds } = await prove(sqlTarget(database), SIZE);
      expect(compared).toBe(SIZE.trees * SIZE.rows);
      expect(kinds.size).toBe(15);
    }
    expect(databases.map(({ name }) => name)).toEqual(['DuckDB', 'PostgreSQL']);
  });

  it('that took unknown for not met would be found out', async () => {
    for (const database of databases) {
      const { deciding, truths } = sqlTarget(database);
      const hasty: ProofTarget = {
        name: 'hasty',
        truths: async (...asked) => (await truths(...asked)).map((truth) => (truth === 'unknown' ? 'not-met' : truth)),
      };
      await expect(prove(hasty, SIZE)).rejects.toThrow('hasty: not-met; the evaluator: unknown');
      const idle: ProofTarget = {
        name: 'idle',
        truths,
        deciding: async (...asked) => ((await deciding?.(...asked)) ?? []).map((ids) => ids.slice(1)),
      };
      await expect(prove(idle, SIZE)).rejects.toThrow(' decide');
    }
  });

  it('agree with every case beside the kinds', async () => {
    const definitions = caseDefinitions();
    for (const database of databases) {
      const { truths } = sqlTarget(database);
      for (const { tree, facts, truth, name } of kindCases())
        expect(await truths(tree, definitions, [facts]), `${tree.id}: ${name}`).toEqual([truth]);
    }
  });

  it('count periods of days and months from any day, over the ends of months', async () => {
    const days = fc.integer({ min: 0, max: 4_000 }).map((number) => dayFrom('2020-01-01', number));
    const ends = fc
      .tuple(fc.integer({ min: 2020, max: 2030 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, month]) => Temporal.PlainYearMonth.from({ year, month }).toPlainDate({ day: 31 }).toString());
    const asked = fc.sample(fc.oneof(days, ends), { seed: SEED, numRuns: 150 });
    const periods: readonly Period[] = [
      ...[0, 1, 30, 365].map((count) => ({ count, unit: 'days' as const })),
      ...[0, 1, 3, 6, 12, 25].map((count) => ({ count, unit: 'months' as const })),
    ];
    for (const period of periods) {
      const rows = asked.flatMap((on) =>
        [on, dayFrom(on, 1), ...[-1, 0, 1].map((beside) => dayFrom(firstDayOf(on, period), beside))].map((day) =>
          attested({ [REQUEST_DATE]: on, d: day }),
        ),
      );
      const wanted = rows.map((row) =>
        isWithin(String(row.get('d')?.value), String(row.get(REQUEST_DATE)?.value), period) ? 'met' : 'not-met',
      );
      const tree: Criterion = { kind: 'within', id: 'recent', ...COMMON, fact: 'd', period };
      for (const database of databases)
        expect(await sqlTarget(database).truths(tree, defined(definition('d', { kind: 'date' })), rows)).toEqual(
          wanted,
        );
    }
  });

  it('keep ids, values and roles whole, whatever characters they hold', async () => {
    const odd = `it's "odd"; -- \\ %s $1 ?\n');DROP TABLE t;--`;
    const definitions = defined(definition(odd, { kind: 'text' }), definition(`j${odd}`, { kind: 'yes-no' }));
    const tree: Criterion = {
      ...{ kind: 'all', id: 'root', ...COMMON },
      children: [
        { kind: 'is', id: odd, ...COMMON, fact: odd, value: odd },
        { kind: 'judgement', id: 'judged', ...COMMON, fact: `j${odd}`, attestedBy: [odd] },
      ],
    };
    const row = (value: string, role: string): FactRecord =>
      new Map([...attested({ [odd]: value, [`j${odd}`]: true })].map(([id, one]) => [id, { ...one, role }]));
    for (const database of databases) {
      const { truths, deciding } = sqlTarget(database);
      const rows = [row(odd, odd), row('other', odd), row(odd, 'other')];
      expect(await truths(tree, definitions, rows)).toEqual(['met', 'not-met', 'unknown']);
      expect((await deciding?.(tree, definitions, rows))?.map((ids) => ids.join())).toEqual([
        `${odd},judged`,
        odd,
        'judged',
      ]);
    }
  });

  it('stay small where groups stand one in another, and where there are more than the database takes arguments', async () => {
    const leaf = (id: number): Criterion => ({ kind: 'is', id: `a${id}`, ...COMMON, fact: 'a', value: true });
    let deep: Criterion = leaf(0);
    for (let level = 1; level <= 40; level++)
      deep = {
        kind: 'at-least-of',
        id: `g${level}`,
        ...COMMON,
        n: 1,
        children: [deep, leaf(level)],
      };
    const wide: Criterion = {
      kind: 'any',
      id: 'wide',
      ...COMMON,
      children: Array.from({ length: 250 }, (_, id) => leaf(id)),
    };
    const definitions = defined(definition('a', { kind: 'yes-no' }));
    const rows = [attested({ a: true }), attested({ a: false }), attested({})];
    for (const database of databases)
      for (const [tree, leaves] of [
        [deep, 41],
        [wide, 250],
      ] as const) {
        const { truths, deciding } = sqlTarget(database);
        expect(await truths(tree, definitions, rows)).toEqual(['met', 'not-met', 'unknown']);
        expect((await deciding?.(tree, definitions, rows))?.map((ids) => ids.length)).toEqual([leaves, leaves, leaves]);
      }
  });
});

describe('what follows from other facts', () => {
  const ON = '2027-03-01';
  const wanted: readonly SqlColumn[] = [
    { name: REQUEST_DATE, fact: REQUEST_DATE, type: 'date' },
    { name: 'patient.age', fact: 'patient.age', type: 'integer' },
    { name: 'patient.reproductive-potential', fact: 'patient.reproductive-potential', type: 'boolean' },
  ];
  const birthDays = fc.oneof(
    fc.constantFrom('2008-02-29', '2009-02-28', '2009-03-01', '2009-03-02', '1969-12-31', '2027-03-02'),
    fc.integer({ min: 0, max: 40_000 }).map((number) => dayFrom('1920-01-01', number)),
  );
  const records = fc.record(
    {
      'patient.birth-date': birthDays,
      'patient.age': fc.integer({ min: 0, max: 130 }),
      'patient.sex': fc.constantFrom('female', 'male', 'other'),
      'patient.reproductive-potential': fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const COLUMNS: readonly SqlColumn[] = [
    { name: 'patient.birth-date', fact: 'patient.birth-date', type: 'date' },
    { name: 'patient.age', fact: 'patient.age', type: 'integer' },
    { name: 'patient.sex', fact: 'patient.sex', type: 'text' },
    { name: 'patient.reproductive-potential', fact: 'patient.reproductive-potential', type: 'boolean' },
  ];

  it('is added to a table, whichever columns it has, as it is added to a record', async () => {
    const { facts: definitions } = knowledge();
    const rows = fc
      .sample(records, { seed: SEED, numRuns: 400 })
      .map((values) => attested(values as Record<string, FactValue>));
    const shapes = fc.sample(fc.subarray([...COLUMNS]), { seed: SEED, numRuns: 12 });
    for (const database of databases)
      for (const [index, columns] of [COLUMNS, ...shapes].entries()) {
        const table = `shape_${index}`;
        for (const statement of tableOf(table, columns, rows)) await database.query(statement);
        const present = columns.map(({ name }) => name);
        const list = derivedFacts(wanted, definitions, present, ON);
        const query = `SELECT patient, CAST("${REQUEST_DATE}" AS TEXT) AS asked, "patient.age" AS age, "patient.reproductive-potential" AS potential FROM (SELECT patient, ${list} FROM ${table}) AS derived ORDER BY patient`;
        const found = (await database.query(query)).map(({ asked, age, potential }) => [asked, age, potential]);
        const held = rows.map((row): FactRecord => new Map([...row].filter(([id]) => present.includes(id))));
        const merged = held.map((facts) => withConsequences({ facts, cautions: [] }, definitions, ON).facts);
        expect(found).toEqual(merged.map((facts) => wanted.map(({ name }) => facts.get(name)?.value ?? null)));
      }
  });
});

/** Of what others follow from: a birthday on the day of the request, one on the day after, and each sex. */
const BASES: ReadonlyMap<string, readonly FactValue[]> = new Map([
  ['patient.birth-date', ['2008-06-15', '2008-06-16']],
  ['patient.sex', ['female', 'male', 'other']],
]);

describe('the exported statement', () => {
  const ON = '2026-06-15';
  const { facts: definitions, policies } = knowledge();
  const asked = policies.flatMap((policy) =>
    (['initial', 'renewal'] as const)
      .filter((kind) => policy.requests[kind] !== null)
      .map((kind): readonly [Policy, RequestKind] => [policy, kind]),
  );

  it('finds over a table of facts what is found of each patient one by one, with all that follows', async () => {
    for (const [policy, kind] of asked) {
      const { facts } = policySql(policy, kind, definitions);
      const bases = basesOf(facts, definitions);
      const states = new Map([
        ...bases.map(
          ({ name }) => [name, (BASES.get(name) ?? []).map((value) => attested({ value }).get('value'))] as const,
        ),
        ...variablesOf(policy, kind, definitions).map((one) => [one.definition.id, one.states] as const),
      ]);
      const patients = fc.tuple(
        ...[...states].map(([id, some]) => fc.constantFrom(undefined, ...some).map((state) => [id, state] as const)),
      );
      const rows = fc.sample(patients, { seed: SEED, numRuns: 300 }).map((cells): FactRecord => {
        const known = cells.flatMap(([id, state]) => (state === undefined ? [] : [[id, state] as const]));
        return new Map([...known, ...dayOfRequest(ON)]);
      });
      const wanted = rows.map((row) => {
        const whole = withConsequences({ facts: row, cautions: [] }, definitions, ON).facts;
        const { outcome, decided } = evaluated(policy, kind, whole);
        return `${outcome}: ${decided}`;
      });
      for (const database of databases) {
        for (const statement of tableOf('facts', [...facts, ...bases], rows)) await database.query(statement);
        const found = await database.query(exportSql(policy, kind, definitions, 'duckdb'));
        const byPatient = new Map(
          found.map(({ patient, outcome, deciding }) => [patient, `${String(outcome)}: ${String(deciding)}`]),
        );
        expect(rows.map((_, index) => byPatient.get(index))).toEqual(wanted);
        await database.query('DROP TABLE facts');
      }
    }
    expect(asked.length).toBe(10);
  });

  it('prints what the guide shows below its table', async () => {
    const guide = readFileSync(path.join(ROOT, 'docs', 'guide', 'sql.md'), 'utf8');
    const block = (name: string): string => new RegExp(`^\`\`\`${name}\\n([^]*?)^\`\`\``, 'mu').exec(guide)?.[1] ?? '';
    const shown = block('text')
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((word) => word.trim()));
    const policy = policies.find(({ id }) => id === 'fep-5.21.223') ?? expect.fail('the policy of the guide is held');
    for (const database of databases) {
      await database.query(block('sql'));
      const rows = await database.query(exportSql(policy, 'initial', definitions, 'duckdb'));
      const names = ['patient', 'truth', 'outcome', 'deciding'];
      const found = rows.map((row) => names.map((name) => String(row[name]))).sort();
      expect([names, ...found]).toEqual(shown);
      await database.query('DROP TABLE facts');
    }
  });
});
