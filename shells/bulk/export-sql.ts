import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import { REQUEST_DATE } from '../../core/criteria/node.ts';
import { policySql } from './criteria-sql.ts';
import { basesOf, derivedColumns } from './derived-facts.ts';
import { dialectOf, type DialectName } from './dialect.ts';
import { policyQuery } from './statement.ts';

/** The table that the exported statement reads, and the column that names the patient. */
const TABLE = 'facts';
const PATIENT = 'patient';

/**
 * One request of a policy version as a statement that runs as it is over a table `facts`, one row a patient.
 * The remarks at its head say which columns the table has to have.
 */
export function exportSql(
  policy: Policy,
  kind: RequestKind,
  definitions: ReadonlyMap<string, FactDefinition>,
  name: DialectName,
): string {
  const dialect = dialectOf(name);
  const sql = policySql(policy, kind, definitions, dialect);
  const bases = basesOf(sql.facts, definitions);
  const held = [...sql.facts, ...bases];
  const columns = [
    `${dialect.identifier(PATIENT)} ${dialect.type('text')}`,
    ...held.map((column) => `${dialect.identifier(column.name)} ${dialect.type(column.type)}`),
  ];
  const head = [
    `${policy.id}, version ${policy.version}, ${kind} request.`,
    'One row a patient. A value that is not known is null; a null is never read as no.',
    `CREATE TABLE ${TABLE} (`,
    ...columns.map((column, index) => `  ${column}${index === columns.length - 1 ? '' : ','}`),
    ');',
  ];
  const patient = dialect.identifier(PATIENT);
  const day = dialect.identifier(REQUEST_DATE);
  const present = new Set(held.map((column) => column.name));
  const derived = derivedColumns(sql.facts, { definitions, present, day, dialect });
  const table = bases.length === 0 ? TABLE : known([patient, ...derived]);
  const query = policyQuery(sql, table, [patient], dialect);
  return `${head.map((line) => `-- ${line.replace(/[\r\n]+/gu, ' ')}`).join('\n')}\n${query};`;
}

/** The facts with what follows from them, as a query in brackets. */
function known(columns: readonly string[]): string {
  const lines = columns.map((column) => `      ${column}`).join(',\n');
  return `(\n    SELECT\n${lines}\n    FROM ${TABLE} AS stated\n  )`;
}
