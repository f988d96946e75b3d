/** What every entry of the log carries. `at` is when it happened, not when it was written down. */
interface Entry {
  readonly at: string;
  /** Given by the store; a file written by hand may leave it out. */
  readonly id?: string;
  readonly by?: string;
  readonly note?: string;
}

export type LineOfBusiness = 'commercial' | 'fehb' | 'exchange' | 'medicaid' | 'medicare-advantage' | 'medicare-part-b';
export type Setting = 'inpatient' | 'observation' | 'hospital-outpatient' | 'office';
export type Supply = 'buy-and-bill' | 'specialty-pharmacy' | 'free';
export const ADVERSE_EVENT_KINDS = [
  'crs',
  'icans',
  'neurotoxicity',
  'neutropenia',
  'febrile-neutropenia',
  'thrombocytopenia',
  'anemia',
  'infection',
  'hepatotoxicity',
  'hypersensitivity',
  'other',
] as const;
export type AdverseEventKind = (typeof ADVERSE_EVENT_KINDS)[number];
/** Common Terminology Criteria: 1 mild to 5 fatal. `0` says that nothing is left of it. */
export type Grade = 0 | 1 | 2 | 3 | 4 | 5;

export interface Authorization extends Entry {
  readonly type: 'authorization';
  readonly policy: string;
  readonly number: string;
  /** First and last day, both inside. */
  readonly from: string;
  readonly to: string;
  /** Null where the payer set no limit. */
  readonly units: number | null;
}

export interface DoseGiven extends Entry {
  readonly type: 'dose-given';
  /** `C1D8`, or `R1D1` in a second step-up. */
  readonly dose: string;
  /** What went into the patient, also where the infusion was stopped. */
  readonly mg: number;
  readonly start?: string;
  readonly end?: string;
  readonly ndc?: string;
  readonly lot?: string;
  readonly setting?: Setting;
  readonly site?: string;
  readonly reported?: 'here' | 'outside';
  readonly supply?: Supply;
}

export interface InfusionStopped extends Entry {
  readonly type: 'infusion-stopped';
  readonly dose: string;
  readonly reason: string;
}

export interface AdverseEvent extends Entry {
  readonly type: 'adverse-event';
  readonly kind: AdverseEventKind;
  readonly grade: Grade;
  readonly gradeNow?: Grade;
  readonly onset: string;
  readonly resolved?: string;
  /** Which neurologic sign it was: most of them are no reason to hold. */
  readonly sign?: string;
}

export interface LabValue {
  readonly value: number;
  readonly unit: string;
  readonly uln?: number;
  readonly lln?: number;
  readonly baseline?: number;
}

export interface LabResulted extends Entry {
  readonly type: 'lab-resulted';
  readonly panel: 'cbc' | 'liver' | 'bilirubin';
  readonly values: Readonly<Record<string, LabValue>>;
}

export interface OpenedVial {
  /** Labelled milligrams, not the overfill. */
  readonly mg: number;
  readonly ndc?: string;
  readonly lot?: string;
  readonly expires?: string;
}

export interface Prepared extends Entry {
  readonly type: 'prepared';
  readonly dose: string;
  readonly vials: readonly OpenedVial[];
  readonly vialsOut?: string;
  readonly reconstituted: string;
  readonly diluted?: string;
  readonly refrigerated?: string;
  readonly outOfRefrigerator?: string;
  /** A bag is not put back; where it was, the record says so. */
  readonly refrigeratedAgain?: string;
  /** By the id of the inspection. */
  readonly inspections?: Readonly<Record<string, 'passes' | 'fails'>>;
  readonly stabilizer?: { readonly lot?: string; readonly expires?: string };
  readonly bag?: {
    readonly id?: string;
    readonly lot?: string;
    readonly expires?: string;
    readonly material?: string;
  };
  readonly checkedBy: readonly string[];
}

export interface Wasted extends Entry {
  readonly type: 'wasted';
  readonly dose: string;
  readonly mg: number;
  readonly reason: string;
}

export interface Assessed extends Entry {
  readonly type: 'assessed';
  readonly response: 'complete' | 'partial' | 'stable' | 'progression' | 'mixed' | 'not-assessed';
}

export interface PreDoseAssessment extends Entry {
  readonly type: 'pre-dose-assessment';
  /** `none`, or the grade. */
  readonly infection?: 'none' | Grade;
  readonly hydrated?: boolean;
  readonly newNeurologicSigns?: boolean;
  readonly ice?: number;
  readonly vitals?: Readonly<Record<string, number | string>>;
  readonly pregnancyTest?: 'negative' | 'positive';
  readonly premedicationAvailable?: boolean;
}

export interface MedicationGiven extends Entry {
  readonly type: 'medication-given';
  readonly code: string;
  readonly dose?: string;
  readonly start?: string;
  readonly end?: string;
  readonly route?: 'intravenous-push' | 'intravenous-infusion' | 'oral' | 'subcutaneous' | 'other';
  readonly for: 'premedication' | 'crs' | 'icans' | 'g-csf' | 'hydration';
}

export interface Observation extends Entry {
  readonly type: 'observation';
  readonly start: string;
  readonly end?: string;
  readonly setting?: Setting;
}

export interface PrescriberChoice extends Entry {
  readonly type: 'prescriber-choice';
  readonly between: readonly string[];
  readonly chosen: string;
  readonly reason: string;
}

export interface Deviation extends Entry {
  readonly type: 'deviation';
  readonly of: string;
  readonly reason: string;
}

export interface CoverageChanged extends Entry {
  readonly type: 'coverage-changed';
  readonly from: string;
  readonly lineOfBusiness?: LineOfBusiness;
  readonly policy?: string;
}

export interface Held extends Entry {
  readonly type: 'held';
  readonly reason: 'toxicity' | 'infection' | 'patient' | 'holiday' | 'weather' | 'site' | 'supply' | 'authorization';
}

export interface Discontinued extends Entry {
  readonly type: 'discontinued';
  readonly reason: 'progression' | 'toxicity' | 'choice' | 'hospice' | 'death' | 'transfer';
}

/** One dose put on a claim; a claim of several doses is several entries with the same number. */
export interface Claimed extends Entry {
  readonly type: 'claimed';
  readonly dose: string;
  /** The number by which the payer's answer names the claim. */
  readonly claim?: string;
  /** Of this dose, in cents: what was charged, and what the contract has the payer allow. */
  readonly chargeCents?: number;
  readonly expectedCents?: number;
}

/** What a payer left unpaid and why, by the codes of its answer; no text is added to them. */
export interface PaymentAdjustment {
  /** Group and claim adjustment reason code: `CO-45`. */
  readonly code: string;
  readonly cents?: number;
}

export interface Remitted extends Entry {
  readonly type: 'remitted';
  readonly claim: string;
  /** What the payer paid; below zero where it took money back. */
  readonly cents?: number;
  readonly adjustments?: readonly PaymentAdjustment[];
  /** Remittance advice remark codes: `N130`. */
  readonly remarks?: readonly string[];
}

/** The payer's act, as its answer states it. The program never says this of a claim itself (R10). */
export interface ClaimDenied extends Entry {
  readonly type: 'claim-denied';
  readonly claim: string;
  /** The payer's own words, or its codes where it gave no words. */
  readonly reason: string;
  readonly adjustments?: readonly PaymentAdjustment[];
  readonly remarks?: readonly string[];
}

/** Takes an earlier entry out of the course; nothing is ever edited. */
export interface Voided extends Entry {
  readonly type: 'voided';
  readonly event: string;
  readonly reason: string;
}

export type CourseEvent =
  | Authorization
  | DoseGiven
  | InfusionStopped
  | AdverseEvent
  | LabResulted
  | Prepared
  | Wasted
  | Assessed
  | PreDoseAssessment
  | MedicationGiven
  | Observation
  | PrescriberChoice
  | Deviation
  | CoverageChanged
  | Held
  | Discontinued
  | Claimed
  | Remitted
  | ClaimDenied
  | Voided;

export interface CoursePatient {
  /** As the place of service writes it; no answer looks at it. */
  readonly name?: string;
  /** Number of the medical record at the place of service. */
  readonly mrn?: string;
  readonly birthDate: string;
  readonly sex: 'female' | 'male' | 'other';
  readonly state?: string;
  readonly lineOfBusiness?: LineOfBusiness;
  /** ICD-10-CM codes. */
  readonly diagnoses?: readonly string[];
  readonly pregnancyStatus?: 'pregnant' | 'not-pregnant' | 'unknown';
}

/** One patient's therapy: who, and the log of what happened. */
export interface Course {
  readonly drug: string;
  readonly label?: string;
  /** IANA zone of the place of service, for times written with an offset only. */
  readonly timeZone?: string;
  readonly patient: CoursePatient;
  readonly prescriber?: { readonly npi: string };
  readonly placeOfService?: { readonly name?: string; readonly state?: string; readonly county?: string };
  readonly events: readonly CourseEvent[];
}
