import { REQUEST_DATE } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord } from '../../core/values/fact.ts';
import { dialectOf } from '../../shells/bulk/dialect.ts';
import { roleColumn, signerColumn, typeOf, type SqlColumn } from '../../shells/bulk/fact-column.ts';
import { literal } from '../../shells/bulk/leaf-sql.ts';

const DIALECT = dialectOf('duckdb');

/** Every column that any criterion on the defined facts can need. */
export function allColumns(definitions: ReadonlyMap<string, FactDefinition>): readonly SqlColumn[] {
  const facts = [...definitions.values()].filter(({ id }) => id !== REQUEST_DATE);
  return [
    { name: REQUEST_DATE, fact: REQUEST_DATE, type: 'date' },
    ...facts.flatMap((definition): readonly SqlColumn[] => {
      const { id } = definition;
      const column: SqlColumn = { name: id, fact: id, type: typeOf(definition) };
      if (column.type !== 'boolean') return [column];
      return [
        column,
        { name: roleColumn(id), fact: id, type: 'text' },
        { name: signerColumn(id), fact: id, type: 'text' },
      ];
    }),
  ];
}

/** Statements that make a table of records, numbered from 0 in the column `patient`. */
export function tableOf(name: string, columns: readonly SqlColumn[], rows: readonly FactRecord[]): readonly string[] {
  const declared = columns.map((column) => `${DIALECT.identifier(column.name)} ${DIALECT.type(column.type)}`);
  const values = rows.map((row, index) => `(${[index, ...columns.map((column) => cell(row, column))].join(', ')})`);
  const create = `CREATE TABLE ${name} (${['patient INTEGER', ...declared].join(', ')})`;
  return rows.length === 0 ? [create] : [create, `INSERT INTO ${name} VALUES ${values.join(',\n')}`];
}

function cell(row: FactRecord, { name, fact, type }: SqlColumn): string {
  const recorded = row.get(fact);
  const value =
    name === roleColumn(fact) ? recorded?.role : name === signerColumn(fact) ? recorded?.by : recorded?.value;
  return (value === undefined ? undefined : literal(type, value, DIALECT)) ?? 'NULL';
}
