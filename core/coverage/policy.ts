import type { CompiledCriteria } from '../criteria/compile.ts';
import type { Caution } from '../values/caution.ts';
import type { Citation } from '../values/citation.ts';

export type RequestKind = 'initial' | 'renewal';

/** A line of business that the document itself leaves out (R2). */
export interface ExcludedLine {
  readonly line: string;
  readonly reason: string;
  /** The criteria are evaluated all the same and shown for information. */
  readonly showsCriteria: boolean;
  /** The answer names the Medicare contractor of the place of service. */
  readonly namesContractor: boolean;
  readonly cautions: readonly Caution[];
  readonly cite: readonly Citation[];
}

/** Whom the policy governs. */
export interface Governs {
  /** The lines of business it is written for; empty where it names none. */
  readonly lines: readonly string[];
  /** Nothing is found before the line of business is known, because some are excluded. */
  readonly lineRequired: boolean;
  readonly excluded: readonly ExcludedLine[];
  readonly cite: readonly Citation[];
}

/** The most units of a position in the schedule, or of a span of days from a cycle on (R30). */
export interface UnitLimit {
  readonly id: string;
  readonly text: string;
  readonly units: number;
  readonly applies:
    | { readonly cycle: number; readonly days: readonly number[]; readonly per: 'dose' }
    | { readonly fromCycle: number; readonly perDays: number };
  readonly cite: readonly Citation[];
}

export interface CodeList {
  readonly codes: readonly string[];
  readonly cite: readonly Citation[];
}

export interface RequestRules {
  /** Calendar months that an approval lasts; null where the text that is held does not say. */
  readonly authorization: { readonly months: number | null; readonly cite: readonly Citation[] };
  readonly criteria: CompiledCriteria;
}

/** A caution that a file states, shown always or as far as its conditions hold; where it has both, both must. */
export interface PolicyCaution extends Caution {
  /** Shown where this is met on the patient. */
  readonly when?: CompiledCriteria;
  /** Shown where one of these facts or more is not recorded; it then names those that are not. */
  readonly whenUnknown?: readonly string[];
  /** The requests it concerns; both where left out. */
  readonly requests?: readonly RequestKind[];
}

/** What to be careful about in a plan's benefit, whatever the policy says: it never changes an outcome. */
export interface BenefitRules {
  /** The facts of the benefit. */
  readonly facts: readonly string[];
  readonly cautions: readonly PolicyCaution[];
}

/** One version of one payer's policy for one drug. */
export interface Policy {
  readonly id: string;
  /** The version is named by its first day, YYYY-MM-DD. */
  readonly version: string;
  readonly title: string;
  readonly payer: { readonly id: string; readonly name: string };
  readonly drug: string;
  readonly source: string;
  /** First day of the policy, of any version; days before it had none. */
  readonly existsFrom: string;
  readonly inForce: { readonly from: string; readonly to?: string; readonly cite: readonly Citation[] };
  readonly governs: Governs;
  /** What the document says of all other indications; `criteria` are those that make up the indication it covers. */
  readonly otherwise?: {
    readonly text: string;
    readonly criteria: readonly string[];
    readonly cite: readonly Citation[];
  };
  readonly codes: { readonly hcpcs?: CodeList; readonly ndc?: CodeList; readonly icd10?: CodeList };
  readonly limits: readonly UnitLimit[];
  /** Calendar days before its last day by which a renewal is requested; left out where the text does not say. */
  readonly renewalLeadDays?: { readonly days: number; readonly cite: readonly Citation[] };
  /** The payer lets the program approve what meets all criteria without a person (R10); no where left out. */
  readonly approvesAlone?: { readonly allowed: boolean; readonly cite: readonly Citation[] };
  /** `renewal` is null where the text that is held says nothing of it. */
  readonly requests: { readonly initial: RequestRules; readonly renewal: RequestRules | null };
  readonly cautions: readonly PolicyCaution[];
}
