import type { Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord } from '../../core/values/fact.ts';
import { decidingName, parametersFrom, runnable, treesCql, truthFrom, type Run } from './cql.ts';
import type { ProofTarget } from './proof-target.ts';

type Definitions = ReadonlyMap<string, FactDefinition>;

interface Runnable {
  readonly run: Run;
  /** The name of the define of the root. */
  readonly root: string;
}

/** The criteria as a CQL library, translated to ELM and run by the reference engine with the answers as parameters. */
export function cqlTarget(): ProofTarget {
  const held = new WeakMap<Criterion, Promise<Runnable>>();
  const translated = async (tree: Criterion, definitions: Definitions): Promise<Runnable> => {
    const library = treesCql([tree], definitions);
    return { run: await runnable(library), root: library.defineOf(tree) };
  };
  const runnableOf = (tree: Criterion, definitions: Definitions): Promise<Runnable> => {
    const running = held.get(tree) ?? translated(tree, definitions);
    held.set(tree, running);
    return running;
  };
  const onEach = async <Found>(
    rows: readonly FactRecord[],
    definitions: Definitions,
    find: (parameters: ReturnType<typeof parametersFrom>) => Promise<Found>,
  ): Promise<readonly Found[]> => {
    const found: Found[] = [];
    for (const row of rows) found.push(await find(parametersFrom(row, definitions)));
    return found;
  };
  return {
    name: 'CQL on cql-execution',
    truths: async (tree, definitions, rows) => {
      const { run, root } = await runnableOf(tree, definitions);
      return onEach(rows, definitions, async (parameters) => truthFrom(await run(root, parameters)));
    },
    deciding: async (tree, definitions, rows) => {
      const { run } = await runnableOf(tree, definitions);
      return onEach(rows, definitions, async (parameters) => textsOf(await run(decidingName(0), parameters)));
    },
  };
}

/** @throws where the define gave something else than a list of texts */
export function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) return value;
  throw new Error(`A list of texts came out as ${JSON.stringify(value)}`);
}
