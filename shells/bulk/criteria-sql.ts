import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { childrenOf, inReadingOrder, isFactNode, type Criterion, type FactNode } from '../../core/criteria/node.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import { dialectOf, type Dialect } from './dialect.ts';
import { columnOf, columnsOf, type SqlColumn } from './fact-column.ts';
import { literal, leafSql, unknownSql } from './leaf-sql.ts';

/** One criterion as a column: what it is called in the statement, and how it is calculated. */
export interface NamedSql {
  /** The criterion's id. */
  readonly id: string;
  readonly column: string;
  /** True, false, or null where it is unknown. */
  readonly sql: string;
}

/** Groups that stand on leaves and on the levels before. */
export interface GroupLevel {
  readonly groups: readonly NamedSql[];
  /** True where a later group mentions one of these more than once: writing them out each time would grow without end. */
  readonly mentionedOften: boolean;
}

/** Criteria as SQL over a table with one row a patient. */
export interface CriteriaSql {
  /** The columns that the table has to have. */
  readonly facts: readonly SqlColumn[];
  /** Each criterion on a fact once, in reading order, over the columns of the table: columns l0, l1, … */
  readonly leaves: readonly NamedSql[];
  /** In terms of the leaves' columns, so that rows with the same leaves can be counted together first. */
  readonly byLeaf: {
    /** The groups, lowest first: columns g0, g1, … over the leaves' columns and the levels before. */
    readonly levels: readonly GroupLevel[];
    /** The truth of the root: true, false or null. */
    readonly truth: string;
    /** Ids of the criteria that decide, in reading order, joined by commas. */
    readonly deciding: string;
  };
}

/** One request under one policy version as SQL over a table with one row a patient. */
export interface PolicySql extends CriteriaSql {
  /** Over the columns of the table: true where the policy governs the patient, false where it excludes the line, null where the line is needed. */
  readonly governs: string;
  /** In terms of the columns of the leaves and of `governs`. */
  readonly byLeaf: CriteriaSql['byLeaf'] & {
    /** The outcome's name, as `find` of the core has it. */
    readonly outcome: string;
  };
}

export const GOVERNS = 'governs';
const LINE = 'member.line-of-business';

/**
 * What `find` and `deciding` of the core say, as SQL. A version that says nothing of the request has no leaves, and nothing decides.
 * @throws where a fact is not defined (the loader refuses such a file)
 */
export function policySql(
  policy: Policy,
  kind: RequestKind,
  definitions: ReadonlyMap<string, FactDefinition>,
  dialect: Dialect = dialectOf('duckdb'),
): PolicySql {
  const rules = policy.requests[kind];
  const criteria = rules === null ? withoutRules(dialect) : criteriaSql(rules.criteria.root, definitions, dialect);
  const { excluded, lineRequired } = policy.governs;
  const asksLine = lineRequired || excluded.length > 0;
  const line = asksLine ? [columnOf(LINE, definitions)] : [];
  const { levels, truth, deciding } = criteria.byLeaf;
  return {
    ...criteria,
    facts: [...line, ...criteria.facts.filter(({ name }) => !asksLine || name !== LINE)],
    governs: governsSql(policy, dialect),
    byLeaf: {
      levels,
      truth,
      outcome: [
        'CASE',
        `    WHEN NOT ${GOVERNS} THEN 'policy-not-applicable'`,
        `    WHEN ${GOVERNS} IS NULL THEN 'information-needed'`,
        `    WHEN ${truth} THEN 'criteria-met'`,
        `    WHEN NOT ${truth} THEN 'criteria-not-met'`,
        `    ELSE 'information-needed'`,
        '  END',
      ].join('\n'),
      deciding: `CASE WHEN ${GOVERNS} THEN ${deciding} ELSE '${GOVERNS}' END`,
    },
  };
}

function governsSql({ governs: { excluded, lineRequired } }: Policy, dialect: Dialect): string {
  const column = dialect.identifier(LINE);
  const lines = excluded.flatMap(({ line }) => literal('text', line, dialect) ?? []);
  if (lines.length === 0) return lineRequired ? `CASE WHEN ${column} IS NOT NULL THEN TRUE END` : 'TRUE';
  const outside = `${column} NOT IN (${lines.join(', ')})`;
  return lineRequired ? outside : `COALESCE(${outside}, TRUE)`;
}

function withoutRules(dialect: Dialect): CriteriaSql {
  return { facts: [], leaves: [], byLeaf: { levels: [], truth: unknownSql(dialect), deciding: "''" } };
}

/**
 * A tree of criteria as SQL. A criterion that stands in several places is one column.
 * @throws where a fact is not defined
 */
export function criteriaSql(
  root: Criterion,
  definitions: ReadonlyMap<string, FactDefinition>,
  dialect: Dialect = dialectOf('duckdb'),
): CriteriaSql {
  const nodes = [...new Set(inReadingOrder(root))];
  const leaves = nodes.filter(isFactNode);
  const groups = nodes.filter((node) => !isFactNode(node) && node.kind !== 'same-as');
  const columns = new Map<Criterion, string>([
    ...leaves.map((node, index) => [node, `l${index}`] as const),
    ...groups.map((node, index) => [node, `g${index}`] as const),
  ]);
  const columnFor = (node: Criterion): string => {
    const column = columns.get(repeated(node));
    if (column === undefined) throw new Error(`Criterion ${node.id} has no column`);
    return column;
  };
  return {
    facts: columnsOf(leaves, definitions),
    leaves: leaves.map((node) => ({ id: node.id, column: columnFor(node), sql: leafSql(node, definitions, dialect) })),
    byLeaf: {
      levels: levelsOf(groups, columnFor),
      truth: columnFor(root),
      deciding: decidingSql(root, leaves, columnFor, dialect),
    },
  };
}

/** The criterion that another one repeats, or itself. */
function repeated(node: Criterion): Criterion {
  return node.kind === 'same-as' ? repeated(node.child) : node;
}

/** Groups by how high they stand above the leaves, each level one step of the statement. */
function levelsOf(groups: readonly Criterion[], columnFor: (node: Criterion) => string): readonly GroupLevel[] {
  const heights = new Map<Criterion, number>();
  const height = (node: Criterion): number => {
    const known = heights.get(node);
    if (known !== undefined) return known;
    const below = Math.max(0, ...childrenOf(node).map((child) => height(repeated(child))));
    const found = isFactNode(node) ? 0 : below + 1;
    heights.set(node, found);
    return found;
  };
  const mentions = new Map<Criterion, number>();
  for (const node of groups)
    for (const child of childrenOf(node).map(repeated))
      mentions.set(child, (mentions.get(child) ?? 0) + (node.kind === 'at-least-of' ? 2 : 1));
  const levels = Array.from({ length: Math.max(0, ...groups.map(height)) }, (_, index) =>
    groups.filter((node) => height(node) === index + 1),
  );
  return levels.map((level) => ({
    groups: level.map((node) => ({ id: node.id, column: columnFor(node), sql: groupSql(node, columnFor) })),
    mentionedOften: level.some((node) => (mentions.get(node) ?? 0) > 1),
  }));
}

function groupSql(node: Criterion, columnFor: (node: Criterion) => string): string {
  const children = childrenOf(node).map(columnFor);
  switch (node.kind) {
    case 'all':
      return children.length === 0 ? 'TRUE' : children.join(' AND ');
    case 'any':
      return children.length === 0 ? 'FALSE' : children.join(' OR ');
    case 'not':
      return `NOT ${columnFor(node.child)}`;
    case 'when':
      return `NOT ${columnFor(node.condition)} OR ${columnFor(node.then)}`;
    case 'at-least-of': {
      if (children.length === 0) return node.n <= 0 ? 'TRUE' : 'FALSE';
      const counted = (unknown: number): string =>
        children.map((column) => `CASE ${column} WHEN TRUE THEN 1 WHEN FALSE THEN 0 ELSE ${unknown} END`).join(' + ');
      return `CASE WHEN ${counted(0)} >= ${node.n} THEN TRUE WHEN ${counted(1)} < ${node.n} THEN FALSE END`;
    }
    case 'same-as':
      return columnFor(node.child);
    case 'is':
    case 'one-of':
    case 'in':
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
    case 'within':
    case 'judgement':
      throw new Error(`Criterion ${node.id} is no group`);
    default:
      return node satisfies never;
  }
}

/** Every way down to a leaf decides along which each criterion is as true as the one above it, turned round where that turns it. */
function decidingSql(
  root: Criterion,
  leaves: readonly FactNode[],
  columnFor: (node: Criterion) => string,
  dialect: Dialect,
): string {
  const ways = new Map<Criterion, Set<string>>();
  const walk = (node: Criterion, way: readonly string[]): void => {
    if (isFactNode(node)) ways.set(node, (ways.get(node) ?? new Set()).add(way.join(' AND ')));
    childrenOf(node).forEach((child, index) => {
      const turned = node.kind === 'not' || (node.kind === 'when' && index === 0);
      const [above, below] = [columnFor(node), columnFor(child)];
      const step = above === below ? [] : [dialect.sameTruth(above, turned ? `(NOT ${below})` : below)];
      walk(child, [...way, ...step]);
    });
  };
  walk(root, []);
  const words = leaves.map((leaf) => {
    const found = [...(ways.get(leaf) ?? [])];
    const id = dialect.text(leaf.id);
    if (found.includes('')) return id;
    const condition = found.length === 1 ? found.join('') : found.map((way) => `(${way})`).join(' OR ');
    return `CASE WHEN ${condition} THEN ${id} END`;
  });
  return dialect.list(words);
}
