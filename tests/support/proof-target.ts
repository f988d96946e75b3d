import type { Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord } from '../../core/values/fact.ts';
import type { Truth } from '../../core/values/truth.ts';

/** One way of saying criteria that has to say the same as the evaluator. */
export interface ProofTarget {
  readonly name: string;
  /** The truth of the root on each row, in the order of the rows. Each row holds the day of the request. */
  readonly truths: (
    tree: Criterion,
    definitions: ReadonlyMap<string, FactDefinition>,
    rows: readonly FactRecord[],
  ) => Promise<readonly Truth[]>;
  /** Ids of the criteria that decide each row, none twice, in the order in which each first stands; left out where the target does not say it. */
  readonly deciding?: (
    tree: Criterion,
    definitions: ReadonlyMap<string, FactDefinition>,
    rows: readonly FactRecord[],
  ) => Promise<readonly (readonly string[])[]>;
}
