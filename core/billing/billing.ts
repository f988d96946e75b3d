import type { AdverseEventKind, LineOfBusiness, Setting, Supply } from '../course/event.ts';
import type { Citation } from '../values/citation.ts';
import type { ServiceCodes } from './service-codes.ts';
import type { Stated } from './stated.ts';

export interface BillingCode {
  readonly hcpcs: string;
  readonly mgPerUnit: number;
  /** First and last date of service, both inside. */
  readonly from: string;
  readonly to?: string;
  readonly cite: readonly Citation[];
}

/** A temporary or miscellaneous code of the time before the permanent one. */
export interface EarlierCode extends Stated {
  readonly hcpcs: string;
  /** Left out where the code is of drugs in general and says nothing of a unit. */
  readonly mgPerUnit?: number;
  readonly from: string;
  readonly to: string;
  /** For whom and where it was in use; everywhere where left out. */
  readonly settings?: readonly Setting[];
  readonly lines?: readonly LineOfBusiness[];
  /** States of the member. */
  readonly states?: readonly string[];
}

/** Where a dose given in some settings stands on a claim. */
export interface PlaceOfService {
  readonly settings: readonly Setting[];
  /** What else the code could be, where it could. */
  readonly text?: string;
  readonly cite: readonly Citation[];
  /** Two digits, of a professional claim. */
  readonly code: string;
  /** The facility and care digits of a hospital's bill; left out where there is none. */
  readonly facility?: string;
}

/** How one drug is billed. */
export interface Billing {
  /** Those that name the drug for good, the earliest first. */
  readonly codes: readonly [BillingCode, ...BillingCode[]];
  readonly earlierCodes: readonly EarlierCode[];
  readonly ndc: { readonly qualifier: string; readonly unit: string; readonly cite: readonly Citation[] };
  /** The modifiers that say whether labelled drug of a single-dose vial was discarded. */
  readonly discarded: {
    readonly noneModifier: string;
    readonly modifier: string;
    readonly from: string;
    readonly requiredBy: readonly LineOfBusiness[];
    readonly cite: readonly Citation[];
    readonly otherPayers: Stated;
    readonly split: Stated;
    /** What to say where as much as a whole vial was discarded beside a dose. */
    readonly wholeVial: Stated;
  };
  /** Settings and supplies for which no drug line is made. */
  readonly notBilled: readonly (Stated & {
    readonly setting?: readonly Setting[];
    readonly supply?: readonly Supply[];
  })[];
  /** What to say of vials that were opened while nothing was given. */
  readonly nothingGiven: Stated;
  /** The code of the encounter, and how the codes of a malignancy, and of a secondary one, begin (regular expressions). */
  readonly diagnoses: Stated & {
    readonly first: string;
    readonly malignancy: string;
    readonly secondary: string;
    /** Codes of reactions by grade, the first of `codes` for grade 1. */
    readonly reactions: Stated & {
      readonly kinds: readonly { readonly kind: AdverseEventKind; readonly codes: readonly string[] }[];
    };
  };
  readonly placesOfService: readonly PlaceOfService[];
  readonly revenueCode?: Stated & { readonly code: string; readonly settings: readonly Setting[] };
  readonly services: ServiceCodes;
  readonly authorization: { readonly notUsedBy: readonly LineOfBusiness[]; readonly cite: readonly Citation[] };
  /** The steps that the change to the permanent code asks of a practice. */
  readonly checklist: readonly (Stated & { readonly id: string; readonly shownBy: 'lines' | 'person' })[];
}

/** Milligrams of one unit under the code of a day; units that are only planned for a day without a code take the newest. */
export function mgPerUnitOn({ codes }: Billing, day: string): number {
  const code = codes.find(({ from, to }) => from <= day && (to === undefined || day <= to)) ?? codes.at(-1) ?? codes[0];
  return code.mgPerUnit;
}
