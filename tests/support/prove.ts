import fc from 'fast-check';
import { compile } from '../../core/criteria/compile.ts';
import { deciding } from '../../core/criteria/deciding.ts';
import { truthOf } from '../../core/criteria/kinds/code.ts';
import { inReadingOrder, type Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord } from '../../core/values/fact.ts';
import type { Truth } from '../../core/values/truth.ts';
import { namedTrees, orderOf, signedPatients } from './named-trees.ts';
import type { ProofTarget } from './proof-target.ts';
import { DEFINITIONS } from './trees.ts';

export interface ProofSize {
  readonly seed: number;
  readonly trees: number;
  /** How many patients each tree is tried on. */
  readonly rows: number;
}

/** What was compared; `kinds` counts the criteria of each kind. */
export interface Proof {
  readonly compared: number;
  readonly kinds: ReadonlyMap<string, number>;
}

/** How many sets of patients the trees are spread over. */
const SETS = 10;

/**
 * Tries generated trees on generated patients: every target has to find on each what the evaluator finds.
 * @throws with the smallest tree that shows a difference, and the patient
 */
export async function prove(target: ProofTarget, { seed, trees, rows }: ProofSize): Promise<Proof> {
  const sets = Array.from({ length: SETS }, (_, index) =>
    fc.sample(signedPatients, { seed: seed + index, numRuns: rows }),
  );
  const kinds = new Map<string, number>();
  let compared = 0;
  const law = fc.asyncProperty(namedTrees, fc.nat({ max: SETS - 1 }), async (tree, set) => {
    const patients = sets[set] ?? [];
    for (const { kind } of inReadingOrder(tree)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    await compare(target, tree, DEFINITIONS, patients);
    compared += patients.length;
  });
  await fc.assert(law, { seed, numRuns: trees, includeErrorInReport: true });
  return { compared, kinds };
}

/**
 * Holds one target against the evaluator on one tree, in what it finds and, where it says it, in what decides.
 * @throws at the first patient on whom they differ
 */
async function compare(
  target: ProofTarget,
  tree: Criterion,
  definitions: ReadonlyMap<string, FactDefinition>,
  patients: readonly FactRecord[],
): Promise<void> {
  const found = await target.truths(tree, definitions, patients);
  const decided = await target.deciding?.(tree, definitions, patients);
  const criteria = compile(tree);
  const order = orderOf(tree);
  for (const [index, facts] of patients.entries()) {
    const trace = criteria.evaluate(facts);
    const wanted = rootOf(trace.truths.map(truthOf));
    if (found[index] !== wanted) differ(target, tree, facts, wanted, String(found[index]));
    if (decided === undefined) continue;
    const ids = deciding(trace).map(({ id }) => id);
    const inOrder = [...ids].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).join();
    const said = (decided[index] ?? []).join();
    if (said !== inOrder) differ(target, tree, facts, `${inOrder} decide`, `${said} decide`);
  }
}

function rootOf([root]: readonly Truth[]): Truth {
  if (root === undefined) throw new Error('A trace begins with the truth of its root');
  return root;
}

function differ({ name }: ProofTarget, tree: Criterion, facts: FactRecord, wanted: string, found: string): never {
  const patient = [...facts].map(([id, { value, role, by }]) => [id, value, role, by]);
  throw new Error(
    `${name}: ${found}; the evaluator: ${wanted}. Patient: ${JSON.stringify(patient)}. Tree: ${JSON.stringify(tree)}`,
  );
}
