import type { Dialect } from '../dialect.ts';

/** One named query of a longer statement. Later ones may read earlier ones. */
export interface Step {
  readonly name: string;
  /** What its rows are, for a person who reads the statement. */
  readonly says: string;
  readonly sql: string;
  /** Several later steps read it: it is worked out once. */
  readonly often?: true;
}

/** A query over a table or an earlier step. */
export function select(columns: readonly string[], from: string): string {
  return `  SELECT\n    ${columns.join(',\n    ')}\n  FROM ${from}`;
}

/** The whole statement: the steps one after another, and all rows of the last. */
export function statementOf(steps: readonly Step[], { once, settings }: Dialect): string {
  const named = steps.map(
    ({ name, says, sql, often }) => `-- ${says}\n${name} AS ${often === true ? once : ''}(\n${sql}\n)`,
  );
  return `WITH\n${named.join(',\n')}\nSELECT * FROM ${steps.at(-1)?.name ?? ''}${settings}`;
}

/**
 * The same as statements to be run one after another in one session; the last one gives the rows. A database that works
 * a named query out wherever it is mentioned keeps what several steps read as tables of the session.
 */
export function statementsOf(steps: readonly Step[], dialect: Dialect): readonly string[] {
  const { kept } = dialect;
  if (kept === null) return [statementOf(steps, dialect)];
  const tables = steps.slice(0, -1).filter(({ often }) => often === true);
  const before = (end: Step | undefined): readonly Step[] =>
    steps
      .slice(0, end === undefined ? steps.length : steps.indexOf(end) + 1)
      .filter((step) => step === end || !tables.includes(step));
  return [
    ...tables.map((table) => kept(table.name, statementOf(before(table), dialect))),
    statementOf(before(undefined), dialect),
  ];
}

/** A value by one of several conditions, the first that holds; unknown where none does. */
export function cases(whens: readonly (readonly [condition: string, value: string])[], otherwise?: string): string {
  if (whens.length === 0) return otherwise ?? 'NULL';
  const written = whens.map(([condition, value]) => `WHEN ${condition} THEN ${value}`);
  return `CASE ${[...written, ...(otherwise === undefined ? [] : [`ELSE ${otherwise}`])].join(' ')} END`;
}
