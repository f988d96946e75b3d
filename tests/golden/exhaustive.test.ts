import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { holdAgainst, partsOf, sizeOf, variablesOf } from '../support/every-combination.ts';
import { knowledge } from '../support/knowledge.ts';
import { openDatabases } from '../support/proof-targets.ts';
import type { SqlDatabase } from '../support/sql-database.ts';

/** More combinations than this are cut into parts, of which one is drawn; `npm run prove` runs them all. */
const PART = 20_000;
const SEED = Number(process.env['STEPWISE_SEED']);

let databases: readonly SqlDatabase[] = [];

beforeAll(async () => {
  process.stdout.write(`combinations of the facts of policies: seed ${SEED}\n`);
  databases = await openDatabases();
}, 120_000);

afterAll(async () => {
  for (const database of databases) await database.close();
});

const { policies, facts } = knowledge();
const policy = (id: string): Policy => policies.find((one) => one.id === id) ?? expect.fail(`${id} is held`);

type Row = readonly [id: string, kind: RequestKind, combinations: number];

/** The states of each fact multiplied: lines 7, yes-no 3, age 3, status of the response 4, judgement 4. */
const ASKED: readonly Row[] = [
  ['prime-ic-0789', 'initial', 7 * 3 ** 9],
  ['prime-ic-0789', 'renewal', 7 * 3 ** 8 * 4 * 4],
  ['fep-5.21.223', 'initial', 3 ** 8],
  ['fep-5.21.223', 'renewal', 3 ** 7 * 4 * 4],
];

describe('the SQL of a policy', () => {
  it.each(ASKED)('%s, %s: finds what the evaluator finds, on combinations of its facts', async (id, kind, all) => {
    const variables = variablesOf(policy(id), kind, facts);
    expect(sizeOf(variables)).toBe(all);
    const parts = partsOf(variables, PART);
    expect(parts.reduce((sum, part) => sum + sizeOf(part), 0)).toBe(all);
    const [drawn = 0] = fc.sample(fc.nat({ max: parts.length - 1 }), { seed: SEED, numRuns: 1 });
    const part = parts[drawn] ?? [];
    const found: unknown[] = [];
    for (const database of databases) {
      const outcomes = await holdAgainst(database, policy(id), kind, facts, part);
      expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(sizeOf(part));
      found.push(outcomes);
    }
    expect(found[0]).toEqual(found[1]);
  });

  it('approves on the few combinations in which all that is asked for is recorded and met', async () => {
    for (const database of databases)
      expect(
        await holdAgainst(
          database,
          policy('fep-5.21.223'),
          'initial',
          facts,
          variablesOf(policy('fep-5.21.223'), 'initial', facts),
        ),
      ).toEqual(
        // Five states of contraception: whatever is recorded where it is not asked for (3), advised where it is (1) or may be (1).
        new Map([
          ['information-needed', 507],
          ['criteria-not-met', 6049],
          ['criteria-met', 5],
        ]),
      );
  });
});
