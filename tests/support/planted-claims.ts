import { readFileSync } from 'node:fs';
import { generateClaims, type Generated, type Wanted } from '../../tools/claims/generate.ts';
import { claimsPlan } from '../../tools/claims/plan.ts';
import { knowledge } from './knowledge.ts';

/** Claim files of invented members in a folder, with what is planted in them. */
export function plantedClaims(policy: string, folder: string, wanted: Partial<Wanted>): Promise<Generated> {
  const usual: Wanted = { members: 1000, seed: 1, first: 1, form: 'csv', infusions: false };
  return generateClaims(claimsPlan(knowledge(), policy), { ...usual, ...wanted }, folder);
}

/** `claim line` of each rule in a file of findings or of what is planted. */
export function linesByRule(file: string): ReadonlyMap<string, ReadonlySet<string>> {
  const [header = '', ...rows] = readFileSync(file, 'utf8').trim().split('\n');
  const names = header.split(',');
  const [rule, claim, line] = ['rule', 'claim_id', 'line_no'].map((name) => names.indexOf(name));
  const cells = rows.map((row) =>
    [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(([, a, b]) => a ?? b ?? ''),
  );
  const groups = Map.groupBy(cells, (row) => row[rule ?? -1] ?? '');
  return new Map(
    [...groups].map(([name, found]) => [
      name,
      new Set(found.map((row) => `${row[claim ?? -1] ?? ''} ${row[line ?? -1] ?? ''}`)),
    ]),
  );
}

/** Of what was found, how much is planted; of what is planted, how much was found. 1 where there is nothing of either. */
export function precisionAndRecall(
  found: ReadonlySet<string>,
  planted: ReadonlySet<string>,
): { readonly precision: number; readonly recall: number } {
  const both = found.intersection(planted).size;
  return {
    precision: found.size === 0 ? 1 : both / found.size,
    recall: planted.size === 0 ? 1 : both / planted.size,
  };
}
