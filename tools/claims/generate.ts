import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { dialectOf } from '../../shells/bulk/dialect.ts';
import { coursesSql, dosesSql, planTables } from './courses-sql.ts';
import { draws } from './draws.ts';
import { plantedKinds } from './kinds.ts';
import { authorizationsSql, claimColumns, linesSql, MEMBERS_SQL, plantedSql } from './lines-sql.ts';
import type { ClaimsPlan } from './plan.ts';

/** What to generate. */
export interface Wanted {
  readonly members: number;
  readonly seed: number;
  /** Number of the first member: parts of one population have different ones. */
  readonly first: number;
  readonly form: 'csv' | 'parquet';
  /** Lines of the infusion beside those of the drug. */
  readonly infusions: boolean;
}

/** The files that were written, by name, and how many lines and findings they hold. */
export interface Generated {
  readonly claims: string;
  readonly members: string;
  readonly authorizations: string;
  readonly planted: string;
  readonly lines: number;
  readonly errors: number;
}

const MEMORY = '2600MB';

/**
 * Writes claims, members, authorizations and the list of what is planted into a folder. The same members and seed give
 * the same files; the member of a number is the same in every part.
 */
export async function generateClaims(plan: ClaimsPlan, wanted: Wanted, folder: string): Promise<Generated> {
  const { members, seed, first, form, infusions } = wanted;
  mkdirSync(folder, { recursive: true });
  const spill = mkdtempSync(path.join(tmpdir(), 'stepwise-claims-'));
  const instance = await DuckDBInstance.create(path.join(spill, 'claims.duckdb'), {
    memory_limit: MEMORY,
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    const drawn = draws(seed);
    const kinds = plantedKinds(plan);
    const steps = [
      ...planTables(plan),
      coursesSql(plan, kinds, first, members, drawn),
      dosesSql(plan, drawn),
      linesSql(plan, members, infusions),
      `CREATE OR REPLACE TEMP TABLE planted AS ${plantedSql(kinds, plan)}`,
    ];
    for (const sql of steps) await connection.run(sql);
    const write = async (name: string, sql: string, as: 'csv' | 'parquet'): Promise<string> => {
      const file = path.join(folder, `${name}.${as}`);
      const format = as === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet';
      await connection.run(`COPY (${sql}) TO ${dialectOf('duckdb').text(file)} (${format})`);
      return file;
    };
    const count = async (table: string): Promise<number> => {
      const counted = await connection.runAndReadAll(`SELECT COUNT(*) AS n FROM ${table}`);
      const [row] = counted.getRowObjectsJson();
      return Number(row?.['n'] ?? 0);
    };
    const claims = `SELECT ${claimColumns().join(', ')} FROM lines ORDER BY date_of_service, claim_id, line_no`;
    return {
      claims: await write('claims', claims, form),
      members: await write('members', `${MEMBERS_SQL} ORDER BY member_id`, form),
      authorizations: await write('authorizations', `${authorizationsSql(plan, drawn)} ORDER BY number`, form),
      planted: await write('planted', 'SELECT * FROM planted ORDER BY claim_id, line_no, rule', 'csv'),
      lines: await count('lines'),
      errors: await count('planted'),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(spill, { recursive: true, force: true });
  }
}
