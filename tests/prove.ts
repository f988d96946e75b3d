import { parseArgs } from 'node:util';
import type { Policy, RequestKind } from '../core/coverage/policy.ts';
import { holdCqlAgainst } from './support/cql-combinations.ts';
import { holdAgainst, partsOf, variablesOf, type Variable } from './support/every-combination.ts';
import { knowledge } from './support/knowledge.ts';
import { openDatabases, proofTargets } from './support/proof-targets.ts';
import { prove } from './support/prove.ts';
import { tellAll } from './support/questionnaire-combinations.ts';

/** `npm run prove`: holds every form of the criteria against the evaluator, by generated trees and by every combination of facts. */
const PROVEN = ['prime-ic-0789', 'fep-5.21.223'];
const PART = 200_000;
const ON = '2026-06-15';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    trees: { type: 'string', default: '1000' },
    rows: { type: 'string', default: '1000' },
  },
});
const size = {
  seed: Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)),
  trees: Number(values.trees),
  rows: Number(values.rows),
};
const { facts, policies } = knowledge();
const out = (line: string): void => void process.stdout.write(`${line}\n`);
const count = (number: number): string => number.toLocaleString('en');
const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** Holds one form of a request against the evaluator on a part of its combinations, and counts the outcomes. */
type Hold = (part: readonly Variable[]) => Promise<ReadonlyMap<string, number>>;

async function everyCombination(policy: Policy, kind: RequestKind, hold: Hold): Promise<string> {
  const totals = new Map<string, number>();
  for (const part of partsOf(variablesOf(policy, kind, facts), PART))
    for (const [outcome, found] of await hold(part)) totals.set(outcome, (totals.get(outcome) ?? 0) + found);
  const all = [...totals.values()].reduce((sum, found) => sum + found, 0);
  return `${count(all)} combinations, ${[...totals].map(([outcome, found]) => `${outcome} ${count(found)}`).join(', ')}`;
}

/** A questionnaire is filled in: combinations that lead through the same questions are told together. */
function everyAnswer(policy: Policy, kind: RequestKind): Promise<string> {
  const { combinations, ways } = tellAll(policy, kind, facts, ON);
  return Promise.resolve(`${count(combinations)} combinations of the criteria's facts, ${count(ways)} ways through it`);
}

/** Says what was found, and that it failed where it failed: the next one is tried all the same. */
async function step(name: string, work: () => Promise<string>): Promise<void> {
  const from = performance.now();
  try {
    out(`✓ ${name}: ${await work()} (${seconds(from)})`);
  } catch (error) {
    process.exitCode = 1;
    out(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

out(`${count(size.trees)} trees, ${count(size.rows)} patients each, seed ${size.seed}`);
const databases = await openDatabases();
try {
  for (const target of proofTargets(databases))
    await step(target.name, async () => {
      const { compared, kinds } = await prove(target, size);
      const criteria = [...kinds.values()].reduce((sum, found) => sum + found, 0);
      const what = target.deciding ? 'truths and deciding criteria' : 'truths';
      return `${count(compared)} ${what} as the evaluator has them, ${count(criteria)} criteria of ${kinds.size} kinds`;
    });
  for (const policy of policies.filter(({ id }) => PROVEN.includes(id)))
    for (const kind of ['initial', 'renewal'] as const) {
      const every = (name: string, hold: Hold): Promise<void> =>
        step(`${policy.id}, ${kind}, ${name}`, () => everyCombination(policy, kind, hold));
      for (const database of databases)
        await every(`SQL on ${database.name}`, (part) => holdAgainst(database, policy, kind, facts, part));
      await every('CQL on cql-execution', (part) => holdCqlAgainst(policy, kind, facts, part));
      await step(`${policy.id}, ${kind}, questionnaire`, () => everyAnswer(policy, kind));
    }
} finally {
  for (const database of databases) await database.close();
}
