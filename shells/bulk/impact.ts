import type { CountedFinding } from '../../core/explain/impact.ts';
import type { Outcome } from '../../core/coverage/determination.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import { InputError } from '../input/input-error.ts';
import { policySql, type PolicySql } from './criteria-sql.ts';
import { derivedFacts } from './derived-facts.ts';
import { dialectOf } from './dialect.ts';
import type { SqlColumn } from './fact-column.ts';
import { cellsOf } from './impact-cells.ts';
import { keyOf, type Key } from './impact-key.ts';
import { toldOf } from './impact-told.ts';
import { setAside, type SetAside } from './impact-set-aside.ts';
import { PATIENT, populationColumns, type PopulationColumns } from './population-columns.ts';
import type { Progress, SqlRow } from './duckdb.ts';
import type { PopulationDatabase } from './population-database.ts';
import { populationFile, type Rows } from './population-file.ts';
import { textOf } from './population-text.ts';
import { faultOfType } from './population-types.ts';
import { findingsQuery, leavesQuery } from './statement.ts';

export interface ImpactQuestion {
  readonly from: Policy;
  readonly to: Policy;
  readonly kind: RequestKind;
  /** YYYY-MM-DD */
  readonly on: string;
}

/** What both policies make of a population, counted. */
export interface CountedPopulation {
  readonly findings: readonly CountedFinding[];
  readonly columns: PopulationColumns;
  readonly setAside: SetAside;
}

type Definitions = ReadonlyMap<string, FactDefinition>;

const DIALECT = dialectOf('duckdb');
/** Patients that a group names. */
const SAMPLE = 5;

/**
 * Runs a population through two policies. One pass over the file counts the rows that are the same to both policies; all
 * else is asked of those few.
 * @param file .csv or .parquet, one row a patient, columns named by facts
 * @throws InputError where the file cannot be used
 */
export async function countPopulation(
  question: ImpactQuestion,
  file: string,
  definitions: Definitions,
  database: PopulationDatabase,
  progress?: Progress,
): Promise<CountedPopulation> {
  const { from, to, kind, on } = question;
  const sql = { from: policySql(from, kind, definitions), to: policySql(to, kind, definitions) };
  const wanted = [...new Map([...sql.from.facts, ...sql.to.facts].map((column) => [column.name, column])).values()];
  const population = await populationFile(file, database);
  const columns = populationColumns(population, wanted, definitions);
  const faults = columns.used.flatMap((column) => faultOfType(column, file) ?? []);
  if (faults.length > 0) throw new InputError(faults);
  const sorted = columns.used.map((column) => {
    const told = toldOf(column.definition, [from, to], kind, definitions, on);
    return [column, cellsOf(column, told, on)] as const;
  });
  const key = keyOf(sorted, on);
  const names = columns.used.map(({ name }) => name);
  const rows = await population.rows([...(columns.named ? [PATIENT] : []), ...names], progress);
  await countRows(key, rows, columns.named, database, progress);
  const [held] = await database.query('SELECT count(*) AS numbers FROM combinations');
  if (Number(held?.['numbers']) === 0)
    throw new InputError([{ where: file, what: 'the file has no rows', mend: 'Give one row a patient' }]);
  await decide(sql, wanted, key, names, on, definitions, database);
  const counted = await database.query(COUNTED);
  const ids = columns.named ? await patientsAt(counted, rows, database) : new Map<string, string>();
  return {
    findings: counted.map((row) => findingOf(row, ids)),
    columns,
    setAside: await setAside(key, rows, on, database),
  };
}

/** One row for each number that occurs, with how many patients have it and, where they are named, the first of them. */
async function countRows(
  { sql }: Key,
  { from, position }: Rows,
  named: boolean,
  database: PopulationDatabase,
  progress?: Progress,
): Promise<void> {
  const first = named ? `min(${position}, ${SAMPLE})` : '[]::BIGINT[]';
  const count = `SELECT ${sql} AS key, count(*) AS patients, ${first} AS first FROM ${from} GROUP BY ALL`;
  await database.query(`CREATE TEMP TABLE combinations AS ${count}`, progress);
}

/** What each policy makes of each number, into the tables `found_from` and `found_to`. */
async function decide(
  sql: Readonly<Record<'from' | 'to', PolicySql>>,
  wanted: readonly SqlColumn[],
  { digits }: Key,
  present: readonly string[],
  on: string,
  definitions: Definitions,
  database: PopulationDatabase,
): Promise<void> {
  const values = digits.map(({ value, column }) => `${value} AS ${DIALECT.identifier(column.name)}`);
  const cells = `SELECT ${['key', ...values].join(', ')} FROM combinations WHERE key IS NOT NULL`;
  const derived = derivedFacts(wanted, definitions, present, on);
  await database.query(
    `CREATE TEMP TABLE facts AS SELECT ${['key', derived].filter((part) => part !== '').join(', ')} FROM (${cells})`,
  );
  for (const side of ['from', 'to'] as const) {
    const leaves = leavesQuery(sql[side], 'facts', ['key']);
    await database.query(
      `CREATE TEMP TABLE found_${side} AS ${findingsQuery(sql[side], `(${leaves})`, ['key'], DIALECT)}`,
    );
  }
}

/** Nobody asks why those are as they are who do not change, nor what meets the criteria of the policy that approves. */
const COUNTED = `
  SELECT "from", "to", deciding_from, deciding_to, sum(patients)::BIGINT AS patients,
    list_slice(list_sort(flatten(list(first))), 1, ${SAMPLE}) AS first
  FROM (
    SELECT one.outcome AS "from", other.outcome AS "to", patients,
      CASE WHEN "from" <> "to" AND "from" <> 'criteria-met' THEN one.deciding ELSE '' END AS deciding_from,
      CASE WHEN "from" <> "to" AND "to" <> 'criteria-met' THEN other.deciding ELSE '' END AS deciding_to,
      CASE WHEN "from" <> "to" THEN first ELSE [] END AS first
    FROM combinations
    JOIN found_from AS one USING (key)
    JOIN found_to AS other USING (key)
  )
  GROUP BY ALL
  ORDER BY patients DESC, deciding_from, deciding_to`;

/** The findings of each change of which patients are named, most patients first. */
const NAMED = 20;

function toBeNamed(counted: readonly SqlRow[]): readonly SqlRow[] {
  const before = new Map<string, number>();
  return counted.filter(({ from, to }) => {
    const change = `${String(from)} ${String(to)}`;
    const place = before.get(change) ?? 0;
    before.set(change, place + 1);
    return place < NAMED;
  });
}

/** The ids of the patients that are named, by the positions of their rows. */
async function patientsAt(
  counted: readonly SqlRow[],
  { from, position }: Rows,
  database: PopulationDatabase,
): Promise<ReadonlyMap<string, string>> {
  const positions = [...new Set(toBeNamed(counted).flatMap(positionsOf))];
  if (positions.length === 0) return new Map();
  const named = `SELECT ${position} AS position, CAST(${PATIENT} AS VARCHAR) AS patient FROM ${from}`;
  const found = await database.query(`${named} WHERE ${position} IN (${positions.join(', ')})`);
  return new Map(found.map((row) => [String(row['position']), textOf(row['patient'])]));
}

function positionsOf({ first }: SqlRow): readonly string[] {
  return Array.isArray(first) ? first.map(String) : [];
}

function findingOf(row: SqlRow, ids: ReadonlyMap<string, string>): CountedFinding {
  return {
    from: row['from'] as Outcome,
    to: row['to'] as Outcome,
    decidingFrom: listed(row['deciding_from']),
    decidingTo: listed(row['deciding_to']),
    patients: Number(row['patients']),
    sample: positionsOf(row).flatMap((position) => namedAt(ids.get(position), position)),
  };
}

/** A patient without an id is known by the number of the row, the header not counted. */
function namedAt(id: string | undefined, position: string): readonly string[] {
  if (id === undefined) return [];
  return [id === '' ? `row ${Number(position) + 1}` : id];
}

function listed(ids: unknown): readonly string[] {
  return typeof ids === 'string' && ids !== '' ? ids.split(',') : [];
}
