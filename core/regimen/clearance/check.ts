import type { CompiledCriteria } from '../../criteria/compile.ts';
import type { Caution } from '../../values/caution.ts';
import type { Citation } from '../../values/citation.ts';
import type { DoseSelector } from '../dose-selector.ts';

/** What follows where a check is not met. `ask`: a person has to choose or judge; nothing is concluded. */
export type Otherwise = 'hold' | 'discontinue' | 'ask';

/**
 * One of the ways among which the prescriber chooses, by a `prescriber-choice` event whose `between` names the ids of
 * all paths of the check. The criteria of the check say which of them meet it.
 */
export interface Path {
  readonly id: string;
  readonly text: string;
  /** Chosen, it has the step-up given again before the schedule goes on: once, after the choice. */
  readonly leadsTo?: 'restart';
  readonly cite: readonly Citation[];
}

/** One thing that the label wants to be so before a dose is given, as criteria over the facts of a visit. */
export interface Check {
  readonly id: string;
  readonly criteria: CompiledCriteria;
  readonly otherwise: Otherwise;
  /** Where nothing but the word of the prescriber is missing, the dose is held until it is said. */
  readonly meanwhile?: 'hold';
  /** What ends the hold, in our words. */
  readonly until?: string;
  /**
   * Where the criteria ask for `choice.<id of the check>`: while it is not chosen the check is unknown; a chosen path
   * that does not meet it leads to `otherwise`.
   */
  readonly paths?: readonly Path[];
  /** Only these doses, by cycle and day; all where left out. */
  readonly doses?: DoseSelector;
  /** Said with the answer, except where the check does not apply to the visit (a `when` whose condition is not met). */
  readonly cautions?: readonly Caution[];
  readonly cite: readonly Citation[];
}

/** Something to say of a visit, where its condition is met; always where it has none. It changes no answer. */
export interface VisitCaution {
  readonly id: string;
  readonly text: string;
  readonly when?: CompiledCriteria;
  readonly cite: readonly Citation[];
}

/** All checks of one label version. */
export interface Clearance {
  readonly checks: readonly Check[];
  /** Signs of neurologic toxicity of which the prescriber judges whether they are what the table of the label means. */
  readonly judgedSigns: { readonly signs: readonly string[]; readonly cite: readonly Citation[] };
  readonly cautions: readonly VisitCaution[];
}
