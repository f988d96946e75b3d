import type { Billing } from '../../core/billing/billing.ts';
import type { ClaimCheck } from '../../core/billing/checks/claim-check.ts';
import type { Cards } from '../../core/explain/card-wording.ts';
import type { Preparation } from '../../core/preparation/preparation.ts';
import type { Label } from '../../core/regimen/label.ts';
import type { Product } from '../../core/regimen/product.ts';
import type { Citation } from '../../core/values/citation.ts';

/** All that is held of one drug. */
export interface Drug {
  readonly id: string;
  /** The generic name. */
  readonly name: string;
  readonly brand: string;
  readonly route: string;
  readonly products: readonly Product[];
  /** Concepts of RxNorm by which orders name it, where they are known. */
  readonly rxnorm?: readonly { readonly code: string; readonly cite: readonly Citation[] }[];
  /** Every held version, the earliest first. */
  readonly labels: readonly [Label, ...Label[]];
  readonly preparation: Preparation;
  readonly billing: Billing;
  readonly cards: Cards;
  /** What the lines of a claim are held against. */
  readonly claimChecks: readonly ClaimCheck[];
}
