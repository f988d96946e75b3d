import type { ClaimCheck } from '../../../core/billing/checks/claim-check.ts';
import type { CheckGround } from '../../../core/billing/checks/ground.ts';
import type { Criterion } from '../../../core/criteria/node.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { criteriaSql } from '../criteria-sql.ts';
import type { Dialect } from '../dialect.ts';
import { factSteps } from './facts-sql.ts';
import type { AuditTables } from './lines-sql.ts';
import { select, statementOf, statementsOf, type Step } from './steps.ts';

/** What an audit asks: which checks, on which ground, over which tables. */
export interface AuditQuestion {
  readonly checks: readonly ClaimCheck[];
  readonly definitions: ReadonlyMap<string, FactDefinition>;
  readonly ground: CheckGround;
  readonly tables: AuditTables;
}

/** The number of a check in `failed` and `open` of a judged line: 1, 2, 4, … in the order of the checks. */
export function bitOf(index: number): number {
  return 2 ** index;
}

/** Facts that count the units in question of some check. */
export function moneyFacts(checks: readonly ClaimCheck[]): readonly string[] {
  return [...new Set(checks.flatMap(({ money }) => (typeof money === 'object' ? [money.fact] : [])))];
}

/**
 * Every line of the drug with what it came to: `line_id`, `member_id`, `day`, `failed` (the sum of the bits of the
 * checks that it does not meet) and `open` (of those that cannot be judged); where it fails any, also `day_before`,
 * `dose_place` (null where it is not sure) and the facts of units, as `fact_0`, `fact_1`, … of `moneyFacts`. The same
 * statement runs on every database; only what the dialect says differs.
 */
export function judgedStatement(question: AuditQuestion, dialect: Dialect): string {
  return statementOf(stepsOf(question, dialect), dialect);
}

/** The same as statements of one session, the last of which gives the rows. */
export function judgedStatements(question: AuditQuestion, dialect: Dialect): readonly string[] {
  return statementsOf(stepsOf(question, dialect), dialect);
}

function stepsOf(question: AuditQuestion, dialect: Dialect): readonly Step[] {
  return [...factSteps(question.ground, question.tables, dialect), ...judgedSteps(question, dialect)];
}

/** From `facts` to `judged`: the criteria of all checks compiled as one tree, one truth column a criterion. */
export function judgedSteps({ checks, definitions }: AuditQuestion, dialect: Dialect): readonly Step[] {
  const tree: Criterion = {
    kind: 'all',
    id: 'all-checks',
    text: 'Every check is met',
    cite: [],
    children: checks.map(({ criteria }) => criteria.root),
  };
  const { leaves, byLeaf } = criteriaSql(tree, definitions, dialect);
  const levels = byLeaf.levels.map(({ groups }) => groups.filter(({ id }) => id !== tree.id));
  const columns = new Map([...leaves, ...levels.flat()].map(({ id, column }) => [id, column] as const));
  const truthOf = ({ criteria }: ClaimCheck): string => {
    const column = columns.get(criteria.root.id);
    if (column === undefined) throw new Error(`Check ${criteria.root.id} has no column`);
    return column;
  };
  const kept = [
    ...['line_id', 'member_id', 'day', 'day_before'],
    'CASE WHEN placed THEN place END AS dose_place',
    ...moneyFacts(checks).map((fact, index) => `${dialect.identifier(fact)} AS fact_${index}`),
  ];
  const named = (columnsOf: readonly { readonly sql: string; readonly column: string }[]): readonly string[] =>
    columnsOf.map(({ sql, column }) => `${sql} AS ${column}`);
  const steps = levels
    .filter((groups) => groups.length > 0)
    .map((groups, index): Step => {
      const before = index === 0 ? 'leaves' : `groups_${index}`;
      const sql = select([`${before}.*`, ...named(groups)], before);
      return { name: `groups_${index + 1}`, says: 'criteria over those before', sql };
    });
  const bits = (condition: (column: string) => string): string =>
    checks
      .map((check, index) => `CASE WHEN ${condition(truthOf(check))} THEN ${bitOf(index)} ELSE 0 END`)
      .join('\n      + ');
  const last = steps.at(-1)?.name ?? 'leaves';
  const summed = select(
    [
      ...['line_id', 'member_id', 'day', 'day_before', 'dose_place'],
      ...moneyFacts(checks).map((_, index) => `fact_${index}`),
      `CAST(${bits((column) => `NOT ${column}`)} AS ${dialect.type('integer')}) AS failed`,
      `CAST(${bits((column) => `${column} IS NULL`)} AS ${dialect.type('integer')}) AS open`,
    ],
    last,
  );
  return [
    {
      name: 'leaves',
      says: 'the truth of each criterion on a fact',
      sql: select([...kept, ...named(leaves)], 'facts'),
    },
    ...steps,
    { name: 'judged', says: 'the checks that a line does not meet, and those that stay open', sql: summed },
  ];
}
