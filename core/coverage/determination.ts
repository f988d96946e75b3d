import type { Allowed } from '../criteria/allowed.ts';
import type { TracedCriterion } from '../criteria/trace.ts';
import type { Caution } from '../values/caution.ts';
import type { Citation } from '../values/citation.ts';
import type { FactDefinition, FactRecord, FactValue } from '../values/fact.ts';
import type { ProposedAuthorization } from './authorization.ts';
import type { Contractor, ContractorTable } from './contractor.ts';
import type { RequestKind } from './policy.ts';

/** The program's finding. It has no word for a refusal: an adverse decision is a clinician's signed act. */
export type Outcome = 'criteria-met' | 'information-needed' | 'criteria-not-met' | 'policy-not-applicable';

export interface Needed {
  readonly fact: string;
  readonly ask: string;
  /** The criteria that wait for it. */
  readonly criteria: readonly string[];
  /** Only the word of one of these counts. */
  readonly roles?: readonly string[];
}

export interface Settling {
  readonly fact: string;
  readonly ask: string;
  readonly allows: Allowed;
}

export interface WouldDiffer {
  readonly recorded: readonly { readonly fact: string; readonly recorded: FactValue; readonly allows: Allowed }[];
  readonly answers: readonly Settling[];
}

/** The Medicare contractor, or those between which the county would decide. */
export type ContractorFinding = Contractor | { readonly state: string; readonly candidates: readonly Contractor[] };

export interface Determination {
  readonly policy: { readonly id: string; readonly version: string };
  readonly request: { readonly kind: RequestKind; readonly drug: string; readonly on: string };
  readonly outcome: Outcome;
  /** Why the policy does not apply, or why nothing more can be said. */
  readonly reason?: string;
  readonly authorization: ProposedAuthorization | null;
  /** Null where no criteria were looked at; `reason` says why. */
  readonly criteria: TracedCriterion | null;
  readonly needed: readonly Needed[];
  /** By which answers the criteria would be met, the fewest first, at most 20 sets. */
  readonly settles: readonly (readonly Settling[])[];
  /** There are other sets, none smaller. */
  readonly settlesMore?: true;
  /** The fact to ask first: its answer decides most. */
  readonly next?: string;
  /** Of met criteria: the smallest sets of facts that they rest on. */
  readonly restsOn?: readonly (readonly string[])[];
  /** Of criteria that are not met: which recorded facts would have to differ, and what would be asked besides. */
  readonly wouldDiffer?: readonly WouldDiffer[];
  readonly mac?: ContractorFinding | null;
  readonly cites: readonly Citation[];
  readonly cautions: readonly Caution[];
}

export interface Question {
  readonly kind: RequestKind;
  /** Date of the answer, or of the service asked about afterwards; YYYY-MM-DD. */
  readonly on: string;
  /** First day wanted for the authorization; `on` where left out. */
  readonly start?: string;
  readonly facts: FactRecord;
}

export interface CoverageKnowledge {
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly contractors: ContractorTable;
}
