import type { Needed } from '../../../../core/coverage/determination.ts';
import type { TracedCriterion } from '../../../../core/criteria/trace.ts';
import type { FactDefinition } from '../../../../core/values/fact.ts';
import type { Asking } from './asking.ts';

/** What every part of the tree is drawn with. */
export interface Drawing {
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly asking: Asking;
  readonly needed: ReadonlyMap<string, Needed>;
  /** Where each fact is asked. */
  readonly firsts: ReadonlySet<TracedCriterion>;
  /** The fact to ask first. */
  readonly next: string | undefined;
}
