import { REQUEST_DATE, type Comparison, type FactNode } from '../../core/criteria/node.ts';
import type { FactDefinition, FactValue } from '../../core/values/fact.ts';
import type { Dialect, SqlType } from './dialect.ts';
import { columnOf, roleColumn, signerColumn } from './fact-column.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/u;
const SIGNS: Readonly<Record<Comparison, string>> = {
  'at-least': '>=',
  'more-than': '>',
  'at-most': '<=',
  'less-than': '<',
};

/**
 * One criterion on a fact as an expression over the columns of a facts table: true, false, or null where it is unknown.
 * @throws where the fact is not defined
 */
export function leafSql(node: FactNode, definitions: ReadonlyMap<string, FactDefinition>, dialect: Dialect): string {
  const { name, type } = columnOf(node.fact, definitions);
  const column = dialect.identifier(name);
  switch (node.kind) {
    case 'is':
      return isSql(column, type, node.value, dialect);
    case 'one-of':
      return amongSql(column, type, node.values, dialect);
    case 'in':
      return amongSql(column, type, node.codes, dialect);
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      // What is no number cannot be compared, and the criterion stays unknown.
      return type === 'integer' ? `${column} ${SIGNS[node.kind]} ${node.value}` : unknownSql(dialect);
    case 'within': {
      const on = dialect.identifier(REQUEST_DATE);
      return `${column} <= ${on} AND ${column} >= ${dialect.before(on, node.period)}`;
    }
    case 'judgement': {
      if (node.attestedBy.length === 0) return unknownSql(dialect);
      const [role, by] = [roleColumn, signerColumn].map((nameOf) => dialect.identifier(nameOf(node.fact)));
      const roles = node.attestedBy.map((one) => dialect.text(one)).join(', ');
      return `CASE WHEN ${by} IS NOT NULL AND ${role} IN (${roles}) THEN ${column} END`;
    }
    default:
      return node satisfies never;
  }
}

/** The truth value that nothing settles. */
export function unknownSql(dialect: Dialect): string {
  return `CAST(NULL AS ${dialect.type('boolean')})`;
}

function isSql(column: string, type: SqlType, value: FactValue, dialect: Dialect): string {
  if (type === 'boolean' && typeof value === 'boolean') return value ? column : `NOT ${column}`;
  const written = literal(type, value, dialect);
  return written === undefined ? neverSql(column) : `${column} = ${written}`;
}

function amongSql(column: string, type: SqlType, values: readonly FactValue[], dialect: Dialect): string {
  const written = values.flatMap((value) => literal(type, value, dialect) ?? []);
  return written.length === 0 ? neverSql(column) : `${column} IN (${[...new Set(written)].join(', ')})`;
}

/** A value as the column's type writes it; undefined where the column can never hold it. */
export function literal(type: SqlType, value: FactValue, dialect: Dialect): string | undefined {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? String(value).toUpperCase() : undefined;
    case 'integer':
      return typeof value === 'number' ? String(value) : undefined;
    case 'date':
      return typeof value === 'string' && DAY.test(value) ? dialect.date(value) : undefined;
    case 'text':
      return typeof value === 'string' ? dialect.text(value) : undefined;
    default:
      return type satisfies never;
  }
}

/** Not met by any value, and still unknown where there is none. */
function neverSql(column: string): string {
  return `CASE WHEN ${column} IS NOT NULL THEN FALSE END`;
}
