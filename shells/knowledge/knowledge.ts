import type { ContractorTable } from '../../core/coverage/contractor.ts';
import type { BenefitRules, Policy } from '../../core/coverage/policy.ts';
import type { LabScale } from '../../core/regimen/grading/lab-scale.ts';
import type { Grading } from '../../core/regimen/grading/scale.ts';
import type { TimeLimits } from '../../core/requests/time-limits.ts';
import type { DocumentCitation } from '../../core/values/citation.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { Source } from '../sources/source-file.ts';
import type { ClaimFormRules } from './schemas/claim-forms.ts';
import type { Defined } from './defined.ts';
import type { Drug } from './drug.ts';
import type { NotEncodedFile } from './load-policies.ts';
import type { CaseFile } from './schemas/policy.ts';

/** A passage that a rule cites, and where in the knowledge folder that rule stands. */
export interface CitedRule {
  readonly file: string;
  /** The keys down to the citation, joined by dots. */
  readonly at: string;
  readonly passage: Omit<DocumentCitation, 'basis'>;
}

/** All that the documents say, loaded, checked and frozen. */
export interface Knowledge {
  readonly facts: ReadonlyMap<string, FactDefinition>;
  /** What the checks of a label ask of a visit; worked out from the course, the label and the day. */
  readonly visitFacts: ReadonlyMap<string, FactDefinition>;
  /** What the checks of a claim ask of its lines; worked out from the lines of a member. */
  readonly lineFacts: ReadonlyMap<string, FactDefinition>;
  readonly sources: ReadonlyMap<string, Source>;
  /** Every held version of every policy, oldest first within one id. */
  readonly policies: readonly Policy[];
  readonly drugs: ReadonlyMap<string, Drug>;
  /** How cytokine release and neurotoxicity are graded from findings. */
  readonly grading: Grading;
  /** How laboratory values are graded. */
  readonly labGrading: LabScale;
  readonly contractors: ContractorTable;
  readonly benefits: BenefitRules;
  /** How long payers may take to answer. */
  readonly timeLimits: TimeLimits;
  /** How claims on paper are filled in, where payers differ. */
  readonly claimForms: ClaimFormRules;
  readonly cases: readonly (Defined<CaseFile> & { readonly file: string })[];
  readonly cited: readonly CitedRule[];
  readonly notEncoded: readonly NotEncodedFile[];
}
