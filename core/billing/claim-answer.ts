import type { CitedRule } from '../regimen/cited.ts';
import type { Caution } from '../values/caution.ts';

/** One line of the claim. What is not known is null; such a line is a draft. */
export interface ClaimLine {
  readonly dose: string;
  readonly kind: 'given' | 'discarded';
  readonly dateOfService: string;
  readonly hcpcs: string | null;
  /** Null where no code is in force that says what a unit is. */
  readonly units: number | null;
  readonly modifiers: readonly string[];
  readonly ndc11: string | null;
  readonly ndcQualifier: string;
  readonly ndcUnit: string;
  /** Packages, with the decimals of a part of one. */
  readonly ndcQuantity: number | null;
  readonly diagnoses: readonly string[];
  readonly revenueCode?: string;
  readonly authorization: string | null;
}

/** A question that stands between the draft and a claim. */
export interface ClaimQuestion {
  /** Null where the course has no dose to ask about. */
  readonly dose: string | null;
  /** `setting`, `prepared` and so on: what of the record has to be completed. */
  readonly fact: string;
  readonly ask: string;
}

/** A dose for which no drug line is made, and why. */
export interface NotBilled {
  readonly dose: string;
  readonly dateOfService: string | null;
  readonly reason: 'outside' | 'setting' | 'supply' | 'nothing-given';
  readonly text: string;
}

/** Milligrams of one dose; null where not known. */
export interface Reconciliation {
  readonly dose: string;
  readonly openedMg: number | null;
  readonly givenMg: number;
  readonly wastedMg: number | null;
  readonly billedUnits: number | null;
  readonly discardedUnits: number;
  readonly balanced: boolean;
}

export interface Claim {
  readonly drug: string;
  /** Given, discarded and billed reconcile with the vials opened and nothing is asked. */
  readonly ready: boolean;
  readonly lines: readonly ClaimLine[];
  readonly notBilled: readonly NotBilled[];
  readonly reconciliation: readonly Reconciliation[];
  readonly needed: readonly ClaimQuestion[];
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}
