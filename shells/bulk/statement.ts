import type { Dialect } from './dialect.ts';
import { GOVERNS, type CriteriaSql, type PolicySql } from './criteria-sql.ts';

/** The names that answers have in a statement. */
type Column = readonly [sql: string, name: string, comment?: string];

const INSIDE = '  ';

/**
 * A query for the leaves of each row: the columns to keep, the leaves' columns, and `governs` of a policy.
 * @param table a table, or a query in brackets, with the columns that `sql.facts` names
 * @param keep columns of it that the answer shows, as they are written in SQL
 */
export function leavesQuery(sql: CriteriaSql | PolicySql, table: string, keep: readonly string[]): string {
  return leavesOver(sql, table, keep, '');
}

function leavesOver(sql: CriteriaSql | PolicySql, table: string, keep: readonly string[], indent: string): string {
  const governs: readonly Column[] = 'governs' in sql ? [[sql.governs, GOVERNS, 'whom the policy governs']] : [];
  const leaves = sql.leaves.map(({ id, column, sql: written }): Column => [written, column, id]);
  return select([...keep.map(plain), ...governs, ...leaves], `${table} AS patients`, indent);
}

/**
 * A query for the findings of rows whose leaves are known: the columns to keep, `truth`, `outcome` of a policy, and `deciding`.
 * @param source a table, or a query in brackets, with the leaves' columns and `governs`
 */
export function findingsQuery(
  sql: CriteriaSql | PolicySql,
  source: string,
  keep: readonly string[],
  dialect: Dialect,
): string {
  const steps = stepsOver(sql, source, dialect);
  const last = steps.length === 0 ? `${source} AS leaves` : `level_${steps.length}`;
  return statement(steps, answersOver(sql, last, keep));
}

/** The whole statement over a facts table: from facts to leaves, from leaves to findings. */
export function policyQuery(
  sql: CriteriaSql | PolicySql,
  table: string,
  keep: readonly string[],
  dialect: Dialect,
): string {
  const leaves = `leaves AS (\n${leavesOver(sql, table, keep, INSIDE)}\n)`;
  const steps = stepsOver(sql, 'leaves', dialect);
  const last = steps.length === 0 ? 'leaves' : `level_${steps.length}`;
  return statement([leaves, ...steps], answersOver(sql, last, keep));
}

function statement(steps: readonly string[], answer: string): string {
  return steps.length === 0 ? answer : `WITH ${steps.join(',\n')}\n${answer}`;
}

function stepsOver({ byLeaf }: CriteriaSql, source: string, { once }: Dialect): readonly string[] {
  return byLeaf.levels.map(({ groups, mentionedOften }, index) => {
    const columns = groups.map(({ id, column, sql }): Column => [sql, column, id]);
    const before = index === 0 ? `${source} AS before` : `level_${index} AS before`;
    const made = select([['before.*', ''], ...columns], before, INSIDE);
    return `level_${index + 1} AS ${mentionedOften ? once : ''}(\n${made}\n)`;
  });
}

function answersOver(sql: CriteriaSql | PolicySql, source: string, keep: readonly string[]): string {
  const { truth, deciding } = sql.byLeaf;
  const outcome: readonly Column[] = 'governs' in sql ? [[sql.byLeaf.outcome, 'outcome']] : [];
  return select([...keep.map(plain), [truth, 'truth'], ...outcome, [deciding, 'deciding']], source, '');
}

const plain = (column: string): Column => [column, ''];

/** Only what is written here is indented: a line may break inside a name or a text. */
function select(columns: readonly Column[], from: string, indent: string): string {
  const lines = columns.map(([sql, name, comment], index) => {
    const comma = index === columns.length - 1 ? '' : ',';
    const remark = comment === undefined ? '' : ` -- ${comment.replace(/\s+/gu, ' ')}`;
    return `${indent}  ${sql}${name === '' ? '' : ` AS ${name}`}${comma}${remark}`;
  });
  return [`${indent}SELECT`, ...lines, `${indent}FROM ${from}`].join('\n');
}
