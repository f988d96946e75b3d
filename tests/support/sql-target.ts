import type { Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord } from '../../core/values/fact.ts';
import type { Truth } from '../../core/values/truth.ts';
import { criteriaSql } from '../../shells/bulk/criteria-sql.ts';
import { dialectOf } from '../../shells/bulk/dialect.ts';
import { policyQuery } from '../../shells/bulk/statement.ts';
import { allColumns, tableOf } from './facts-table.ts';
import type { ProofTarget } from './proof-target.ts';
import type { SqlDatabase } from './sql-database.ts';

interface Answer {
  readonly truths: readonly Truth[];
  readonly deciding: readonly (readonly string[])[];
}
type Definitions = ReadonlyMap<string, FactDefinition>;

/** Counts the tables of all targets: several may stand in one database. */
let made = 0;

/** The SQL of a tree on one database: each set of rows is loaded once, and one query answers for truth and what decides. */
export function sqlTarget(database: SqlDatabase): ProofTarget {
  const tables = new WeakMap<readonly FactRecord[], Promise<string>>();
  const answers = new WeakMap<Criterion, { readonly rows: readonly FactRecord[]; readonly answer: Promise<Answer> }>();
  const load = async (definitions: Definitions, rows: readonly FactRecord[]): Promise<string> => {
    const name = `rows_${made++}`;
    for (const statement of tableOf(name, allColumns(definitions), rows)) await database.query(statement);
    return name;
  };
  const ask = async (tree: Criterion, definitions: Definitions, rows: readonly FactRecord[]): Promise<Answer> => {
    const table = tables.get(rows) ?? load(definitions, rows);
    tables.set(rows, table);
    const sql = criteriaSql(tree, definitions);
    const query = policyQuery(sql, await table, ['patient'], dialectOf('duckdb'));
    const found = new Map((await database.query(query)).map((row) => [row['patient'], row]));
    const ordered = rows.map((_, index) => found.get(index) ?? {});
    return {
      truths: ordered.map(({ truth }) => truthOf(truth)),
      deciding: ordered.map(({ deciding }) =>
        typeof deciding === 'string' && deciding !== '' ? deciding.split(',') : [],
      ),
    };
  };
  const answerTo = (tree: Criterion, definitions: Definitions, rows: readonly FactRecord[]): Promise<Answer> => {
    const held = answers.get(tree);
    if (held?.rows === rows) return held.answer;
    const answer = ask(tree, definitions, rows);
    answers.set(tree, { rows, answer });
    return answer;
  };
  return {
    name: `SQL on ${database.name}`,
    truths: async (...asked) => (await answerTo(...asked)).truths,
    deciding: async (...asked) => (await answerTo(...asked)).deciding,
  };
}

function truthOf(value: unknown): Truth {
  if (value === true) return 'met';
  if (value === false) return 'not-met';
  if (value === null) return 'unknown';
  throw new Error(`The database answered ${JSON.stringify(value)} where a truth was asked for`);
}
