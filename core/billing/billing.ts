import type { LineOfBusiness, Setting, Supply } from '../course/event.ts';
import type { Citation } from '../values/citation.ts';

interface Stated {
  readonly text: string;
  readonly cite: readonly Citation[];
}

export interface BillingCode {
  readonly hcpcs: string;
  readonly mgPerUnit: number;
  /** First and last date of service, both inside. */
  readonly from: string;
  readonly to?: string;
  readonly cite: readonly Citation[];
}

/** How one drug is billed. */
export interface Billing {
  /** The earliest first. */
  readonly codes: readonly [BillingCode, ...BillingCode[]];
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
  };
  /** Settings and supplies for which no drug line is made. */
  readonly notBilled: readonly (Stated & {
    readonly setting?: readonly Setting[];
    readonly supply?: readonly Supply[];
  })[];
  /** What to say of vials that were opened while nothing was given. */
  readonly nothingGiven: Stated;
  /** The code of the encounter, and how the codes of a malignancy, and of a secondary one, begin (regular expressions). */
  readonly diagnoses: Stated & { readonly first: string; readonly malignancy: string; readonly secondary: string };
  readonly revenueCode?: Stated & { readonly code: string; readonly settings: readonly Setting[] };
  readonly authorization: { readonly notUsedBy: readonly LineOfBusiness[]; readonly cite: readonly Citation[] };
}

/** Milligrams of one unit under the code of a day; units that are only planned for a day without a code take the newest. */
export function mgPerUnitOn({ codes }: Billing, day: string): number {
  const code = codes.find(({ from, to }) => from <= day && (to === undefined || day <= to)) ?? codes.at(-1) ?? codes[0];
  return code.mgPerUnit;
}
