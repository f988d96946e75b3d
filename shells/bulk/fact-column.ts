import { REQUEST_DATE, type FactNode } from '../../core/criteria/node.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { SqlType } from './dialect.ts';

/** A column of the facts table. A judgement has two columns more, for the role and the name of its signer. */
export interface SqlColumn {
  readonly name: string;
  readonly fact: string;
  readonly type: SqlType;
}

export const roleColumn = (fact: string): string => `${fact}.role`;
export const signerColumn = (fact: string): string => `${fact}.by`;

/** How the values of a fact stand in a table. */
export function typeOf({ type }: FactDefinition): SqlType {
  switch (type.kind) {
    case 'yes-no':
      return 'boolean';
    case 'integer':
      return 'integer';
    case 'date':
      return 'date';
    case 'one-of':
    case 'code':
    case 'text':
      return 'text';
    default:
      return type satisfies never;
  }
}

/**
 * The columns that criteria on facts need, each once, in reading order.
 * @throws where a criterion names a fact that is not defined (the loader refuses such a file)
 */
export function columnsOf(
  nodes: readonly FactNode[],
  definitions: ReadonlyMap<string, FactDefinition>,
): readonly SqlColumn[] {
  const columns = new Map<string, SqlColumn>();
  const add = (column: SqlColumn): void => void columns.set(column.name, column);
  for (const { fact, kind } of nodes) {
    add(columnOf(fact, definitions));
    if (kind === 'within') add({ name: REQUEST_DATE, fact: REQUEST_DATE, type: 'date' });
    if (kind !== 'judgement') continue;
    add({ name: roleColumn(fact), fact, type: 'text' });
    add({ name: signerColumn(fact), fact, type: 'text' });
  }
  return [...columns.values()];
}

/** The column of one fact. @throws where it is not defined */
export function columnOf(fact: string, definitions: ReadonlyMap<string, FactDefinition>): SqlColumn {
  const definition = definitions.get(fact);
  if (definition === undefined) throw new Error(`No fact ${fact} is defined`);
  return { name: fact, fact, type: typeOf(definition) };
}
