import type { CompiledCriteria } from '../../criteria/compile.ts';
import type { Citation } from '../../values/citation.ts';

/** How sure a finding is. Neither denies anything: both are for a person to look at (R10). */
export type Severity = 'error' | 'review';

/** Which lines prove a finding: the line, those of its day, back to the dose before, of the limit's days, or of the authorization. */
export type ProofLines = 'line' | 'day' | 'dose-before' | 'span' | 'authorization' | 'course';

/** What else of knowledge a rule rests on; its passages are shown with the rule's own. */
export type RestsOn =
  'codes' | 'packages' | 'discarded' | 'schedule' | 'second-step-up' | 'policy-diagnoses' | 'policy-limits';

/** One rule that claim lines are held against: its criteria are over the facts of a line. */
export interface ClaimCheck {
  readonly id: string;
  readonly text: string;
  readonly severity: Severity;
  readonly criteria: CompiledCriteria;
  /** The units in question: all of the line, none, or as many as a fact says. */
  readonly money: 'all' | 'none' | { readonly fact: string };
  readonly proof: ProofLines;
  readonly restsOn: readonly RestsOn[];
  /** What to ask the payer for; `{beyond}` stands for the units of `money`. */
  readonly draft?: string;
  readonly cite: readonly Citation[];
}
