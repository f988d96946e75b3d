import { cqlTarget } from './cql-target.ts';
import { openPostgres } from './postgres.ts';
import type { ProofTarget } from './proof-target.ts';
import { questionnaireTarget } from './questionnaire-target.ts';
import { openDuckDbForTests, type SqlDatabase } from './sql-database.ts';
import { sqlTarget } from './sql-target.ts';

/** Every form of the criteria that has to find what the evaluator finds: a new one is one more entry. */
export function proofTargets(databases: readonly SqlDatabase[]): readonly ProofTarget[] {
  return [...databases.map(sqlTarget), cqlTarget(), questionnaireTarget];
}

/** DuckDB and PostgreSQL, in this order. @throws where one of them does not start */
export async function openDatabases(): Promise<readonly SqlDatabase[]> {
  return [await openDuckDbForTests(), await openPostgres()];
}
