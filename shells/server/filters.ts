import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { z } from 'zod';

const word = z.string().min(1).max(200).optional();

/** By what lists are narrowed; each that is given has to hold. */
export const filters = z.object({
  drug: word,
  /** Of a request the policy asked under; of a course that of its authorization. */
  policy: word,
  /** Of a request: whose record of it this is. */
  side: z.enum(['practice', 'payer']).optional(),
  /** The NPI of a course's prescriber. */
  prescriber: word,
  /** Words in what the list shows of a row, small or capital. */
  search: z.string().max(100).optional(),
});
export type Filters = z.output<typeof filters>;

/** The conditions that filters set on rows of the table `summary`, without that on words; none where there are none. */
export function ofSummary({ drug, policy, side, prescriber }: Filters): readonly RawBuilder<SqlBool>[] {
  const columns = { its_drug: drug, its_policy: policy, its_side: side, its_prescriber: prescriber };
  return Object.entries(columns).flatMap(([column, value]) =>
    value === undefined ? [] : [sql<SqlBool>`${sql.ref(`summary.${column}`)} = ${value}`],
  );
}

/** All of them; true where there are none. */
export function allOf(conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> {
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}

/** One of the columns has the words in it. */
export function withWords(columns: readonly string[], { search }: Filters): readonly RawBuilder<SqlBool>[] {
  if (search === undefined) return [];
  const pattern = `%${search.replace(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
  const either = columns.map((column) => sql`${sql.ref(column)} ilike ${pattern}`);
  return [sql<SqlBool>`(${sql.join(either, sql` or `)})`];
}
