import type { Caution } from '../values/caution.ts';
import type { TimeLimit } from './clock.ts';

/** How long payers may take, and what to be careful about in it. */
export interface TimeLimits {
  readonly limits: readonly TimeLimit[];
  readonly cautions: readonly Caution[];
}
