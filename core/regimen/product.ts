import type { Citation } from '../values/citation.ts';

/** How many digits the three parts of a package number have as printed. */
export type NdcFormat = '4-4-2' | '5-3-2' | '5-4-1';

/** One strength as it is sold. */
export interface Product {
  readonly strengthMg: number;
  readonly form: string;
  /** What one package is called; the unit that a claim counts. */
  readonly package: string;
  readonly contents: readonly string[];
  /** As printed on the package, with hyphens. */
  readonly ndc: string;
  readonly ndcFormat: NdcFormat;
  readonly cite: readonly Citation[];
}
