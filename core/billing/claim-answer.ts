import type { Setting } from '../course/event.ts';
import type { CitedRule } from '../regimen/cited.ts';
import type { Caution } from '../values/caution.ts';
import type { Citation } from '../values/citation.ts';
import type { ClaimCoverage, ClaimParties } from './parties.ts';

/** What drug lines and service lines share. The lines of one dose belong on one claim; a claim form takes one dose. */
interface LineOfDose {
  readonly dose: string;
  /** YYYY-MM-DD, at the place of service. */
  readonly dateOfService: string;
  /** ICD-10-CM codes with their dot, the first-listed first: the same list on every line of one dose. */
  readonly diagnoses: readonly string[];
  /** Positions in `diagnoses`, from 1, that this line points to: four at most, as a form takes them. */
  readonly diagnosisPointers: readonly number[];
  /** Two digits of the place of service on a professional claim; null where the setting is not known. */
  readonly placeOfService: string | null;
  /** Four digits, on the lines of a hospital only. */
  readonly revenueCode?: string;
  /** Null where none applies, or none is known: `needed` tells which. */
  readonly authorization: string | null;
  /** Whole cents for all units of the line, where the practice's own charges were given. */
  readonly chargeCents?: number;
}

/** One drug line of the claim. What is not known is null; such a line is a draft. */
export interface ClaimLine extends LineOfDose {
  readonly kind: 'given' | 'discarded';
  readonly hcpcs: string | null;
  /** Null where no code is in force that says what a unit is. */
  readonly units: number | null;
  readonly modifiers: readonly string[];
  readonly ndc11: string | null;
  readonly ndcQualifier: string;
  readonly ndcUnit: string;
  /** Packages, with the decimals of a part of one (three at most). */
  readonly ndcQuantity: number | null;
}

/** One line of what was done beside the drug: infusion, push, hydration, observation. A proposal for a coder to confirm. */
export interface ServiceLine extends LineOfDose {
  readonly kind: 'infusion' | 'further-hours' | 'push' | 'hydration' | 'observation';
  /** A procedure code by its number; its descriptor is licensed and is not held. */
  readonly code: string;
  /** Hours or times, as the code counts. */
  readonly units: number;
  readonly modifiers: readonly string[];
  /** What the units were counted from, in words: `60 minutes of infusion`. */
  readonly countedFrom: string;
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

/** What one claim form says above its lines: one for each dose that has a line of any kind. */
export interface ClaimEncounter {
  readonly dose: string;
  readonly dateOfService: string;
  /** Null where it is not recorded. */
  readonly setting: Setting | null;
  /** Two digits; null where the setting is not known. */
  readonly placeOfService: string | null;
  /** The facility and care digits of a hospital's bill (`13`); left out where the setting is none of a hospital. */
  readonly facilityType?: string;
  readonly coverage: ClaimCoverage;
  readonly authorization: string | null;
  readonly diagnoses: readonly string[];
}

/** One step of the change to a new code, for a person to confirm; `met` is said only of what the claim itself shows. */
export interface ChecklistItem {
  readonly id: string;
  readonly text: string;
  readonly state: 'met' | 'not-met' | 'ask';
  readonly cite: readonly Citation[];
}

export interface Claim {
  readonly drug: string;
  /** Given, discarded and billed reconcile with the vials opened, and nothing is asked of the drug lines. */
  readonly ready: boolean;
  readonly parties: ClaimParties;
  readonly encounters: readonly ClaimEncounter[];
  /** The drug lines. */
  readonly lines: readonly ClaimLine[];
  /** What was done beside the drug, as far as the record has its times. */
  readonly services: readonly ServiceLine[];
  /** What the record would have to say for the service lines that are missing; it keeps no drug line back. */
  readonly servicesNeeded: readonly ClaimQuestion[];
  readonly notBilled: readonly NotBilled[];
  readonly reconciliation: readonly Reconciliation[];
  readonly needed: readonly ClaimQuestion[];
  /** The steps of the change to the permanent code, for doses since; empty where there is none. */
  readonly checklist: readonly ChecklistItem[];
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}
