import { REQUEST_DATE } from '../../core/criteria/node.ts';
import type { FactDefinition, FactValue } from '../../core/values/fact.ts';
import { dialectOf, type Dialect } from './dialect.ts';
import { columnOf, roleColumn, signerColumn, typeOf, type SqlColumn } from './fact-column.ts';
import { literal } from './leaf-sql.ts';

/** What facts are derived from: the defined facts, the columns that are there, and the day of the request as SQL. */
interface Ground {
  readonly definitions: ReadonlyMap<string, FactDefinition>;
  readonly present: ReadonlySet<string>;
  readonly day: string;
  readonly dialect: Dialect;
}

/**
 * A SELECT list that gives a table all columns that a policy asks for: what is missing is unknown, what follows from another fact is
 * calculated, as `withConsequences` of the core does for a record of one origin, and the day of the request is `on`.
 * @param wanted columns to give, as `facts` of a policy's SQL
 * @param present names of the columns that the table has
 * @param on YYYY-MM-DD
 */
export function derivedFacts(
  wanted: readonly SqlColumn[],
  definitions: ReadonlyMap<string, FactDefinition>,
  present: readonly string[],
  on: string,
  dialect: Dialect = dialectOf('duckdb'),
): string {
  return derivedColumns(wanted, { definitions, present: new Set(present), day: dialect.date(on), dialect }).join(',\n');
}

/** The same, column by column, with a day of the request that may be a column itself. */
export function derivedColumns(wanted: readonly SqlColumn[], ground: Ground): readonly string[] {
  const { identifier } = ground.dialect;
  return wanted.map((column) => {
    const [sql, name] = [columnSql(column, ground), identifier(column.name)];
    return sql === name ? name : `${sql} AS ${name}`;
  });
}

/** The columns that others are derived from, as far as they are not wanted themselves: a table may have them as well. */
export function basesOf(
  wanted: readonly SqlColumn[],
  definitions: ReadonlyMap<string, FactDefinition>,
): readonly SqlColumn[] {
  const bases = wanted.flatMap(({ name }): readonly string[] => {
    const { derivedFrom, follows } = definitions.get(name) ?? {};
    if (derivedFrom !== undefined) return [derivedFrom, REQUEST_DATE];
    return follows === undefined ? [] : [follows.from];
  });
  const held = new Set(wanted.map(({ name }) => name));
  return [...new Set(bases)].filter((name) => !held.has(name)).map((name) => columnOf(name, definitions));
}

function columnSql({ name, fact, type }: SqlColumn, ground: Ground): string {
  const { present, day, dialect } = ground;
  if (fact === REQUEST_DATE) return day;
  const stated = present.has(name) ? dialect.identifier(name) : undefined;
  const unknown = `CAST(NULL AS ${dialect.type(type)})`;
  if (name === roleColumn(fact) || name === signerColumn(fact)) {
    if (stated === undefined || !present.has(fact)) return unknown;
    // A value that follows from another has no signer.
    const { derivedFrom, follows } = ground.definitions.get(fact) ?? {};
    const own = derivedFrom === undefined && follows === undefined;
    return own ? stated : `CASE WHEN ${dialect.identifier(fact)} IS NOT NULL THEN ${stated} END`;
  }
  const [first, ...others] = inOrder(fact, stated, ground);
  if (first === undefined) return unknown;
  return others.length === 0 ? first : `COALESCE(${[first, ...others].join(', ')})`;
}

/** What a fact is taken from, the first that is known: a calculation goes before what is stated, and what merely follows comes last. */
function inOrder(fact: string, stated: string | undefined, ground: Ground): readonly string[] {
  const { definitions, present, day, dialect } = ground;
  const own = stated === undefined ? [] : [stated];
  const definition = definitions.get(fact);
  const { derivedFrom, follows } = definition ?? {};
  if (derivedFrom !== undefined)
    return present.has(derivedFrom) ? [completedYears(dialect.identifier(derivedFrom), day), ...own] : own;
  const base = definitions.get(follows?.from ?? '');
  if (definition === undefined || follows === undefined || base === undefined || !present.has(base.id)) return own;
  const written = (value: FactValue, of: FactDefinition): string | undefined => literal(typeOf(of), value, dialect);
  const [is, then] = [written(follows.is, base), written(follows.value, definition)];
  if (is === undefined || then === undefined) return own;
  return [...own, `CASE WHEN ${dialect.identifier(base.id)} = ${is} THEN ${then} END`];
}

/** Completed years on a day, as `completedYears` of the core counts them. */
function completedYears(birth: string, day: string): string {
  const part = (name: string, of: string): string => `EXTRACT(${name} FROM ${of})`;
  const inYear = (of: string): string => `${part('MONTH', of)} * 100 + ${part('DAY', of)}`;
  const early = `CASE WHEN ${inYear(birth)} > ${inYear(day)} THEN 1 ELSE 0 END`;
  return `CAST(${part('YEAR', day)} - ${part('YEAR', birth)} - ${early} AS INTEGER)`;
}
