/** What a claim can be written as, beside the answer itself. */
export type ClaimFormat = '837p' | '837i' | 'cms1500' | 'fhir';

/** One line of a form. What is not known is null, and asked for. */
export interface FormLine {
  /** From 1. */
  readonly number: number;
  readonly code: string | null;
  readonly modifiers: readonly string[];
  readonly units: number | null;
  readonly chargeCents: number | null;
  /** Positions in the diagnoses of the form, from 1; four at most. */
  readonly pointers: readonly number[];
  readonly placeOfService: string | null;
  readonly revenueCode: string | null;
  readonly drug: FormDrug | null;
}

export interface FormDrug {
  readonly qualifier: string;
  readonly ndc11: string | null;
  readonly unit: string;
  readonly quantity: number | null;
}

/** One claim of one dose, before it takes the shape of a format. */
export interface ClaimForm {
  readonly number: string;
  readonly dose: string;
  /** YYYY-MM-DD. */
  readonly dateOfService: string;
  readonly placeOfService: string | null;
  /** Two digits of a hospital's bill; null where the setting is none of a hospital. */
  readonly facilityType: string | null;
  readonly diagnoses: readonly string[];
  readonly authorization: string | null;
  /** Null where a charge is missing. */
  readonly chargeCents: number | null;
  readonly lines: readonly FormLine[];
}
