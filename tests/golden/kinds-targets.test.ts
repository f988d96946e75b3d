import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REQUEST_DATE } from '../../core/criteria/node.ts';
import { cqlTarget } from '../support/cql-target.ts';
import { attested } from '../support/facts.ts';
import { caseDefinitions, kindCases, type KindCase } from '../support/kind-cases.ts';
import type { ProofTarget } from '../support/proof-target.ts';
import { openDatabases, proofTargets } from '../support/proof-targets.ts';
import type { SqlDatabase } from '../support/sql-database.ts';

const definitions = caseDefinitions();

/** Every request has its day; where a case is about a record without one, only the evaluator can be asked. */
const isAsked = ({ tree, facts }: KindCase): boolean => tree.kind !== 'within' || facts.has(REQUEST_DATE);
const cases = kindCases()
  .filter(isAsked)
  .map((one) => ({ ...one, facts: new Map([...attested({ [REQUEST_DATE]: '2026-01-01' }), ...one.facts]) }));
const byTree = [...Map.groupBy(cases, ({ tree }) => tree)];

const NAMES = ['SQL on DuckDB', 'SQL on PostgreSQL', 'CQL on cql-execution', 'questionnaire'];

let databases: readonly SqlDatabase[] = [];
let targets: ReadonlyMap<string, ProofTarget> = new Map();
beforeAll(async () => {
  databases = await openDatabases();
  targets = new Map([...proofTargets(databases), cqlTarget()].map((target) => [target.name, target]));
}, 120_000);
afterAll(async () => {
  for (const database of databases) await database.close();
});

describe('the cases beside each kind of criterion come out the same wherever criteria are run', () => {
  it.each(NAMES)('%s', async (name) => {
    const target = targets.get(name);
    if (target === undefined) throw new Error(`There is no target ${name}`);
    for (const [tree, own] of byTree) {
      const rows = own.map(({ facts }) => facts);
      const found = await target.truths(tree, definitions, rows);
      const told = own.map(
        ({ kind, name: said }, index) => `${kind}: ${tree.id}: ${said}: ${found[index] ?? 'nothing'}`,
      );
      expect(told).toEqual(own.map(({ kind, name: said, truth }) => `${kind}: ${tree.id}: ${said}: ${truth}`));
    }
  });

  it('those are all the targets that there are', () => {
    expect([...targets.keys()].sort()).toEqual([...NAMES].sort());
  });

  it('no case is left out but the one without a day of the request', () => {
    expect(
      kindCases()
        .filter((one) => !isAsked(one))
        .map(({ name }) => name),
    ).toEqual(['no day of the request to count from']);
  });
});
