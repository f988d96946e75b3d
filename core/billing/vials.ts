import { printDoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import type { Product } from '../regimen/product.ts';
import { add, compare, decimal, floorDivide, subtract, sum, ZERO, type Decimal } from '../values/decimal.ts';
import { productOf } from './ndc.ts';

/** What is known of the vials of one dose and where their milligrams went. */
export interface VialAccount {
  /** Whether a preparation is recorded; without one the vials are taken from the record of the dose. */
  readonly recorded: boolean;
  /** Labelled milligrams of the vials opened; null where that is not known. */
  readonly opened: Decimal | null;
  readonly given: Decimal;
  /** Milligrams recorded as discarded; null where nothing is recorded and something is left over. */
  readonly wasted: Decimal | null;
  /** The package all vials came in; undefined where it is not known or there were several kinds. */
  readonly product?: Product;
  /** Packages opened. */
  readonly packages: number | null;
  /** Opened = given + discarded. */
  readonly balanced: boolean;
}

/**
 * Adds up one dose: `prepared` says what was opened, `dose-given` what went in, `wasted` what was thrown away. Without a
 * `prepared` entry the draft goes by the package named at the dose, or by given and discarded together.
 */
export function vialAccount(timeline: Timeline, dose: GivenDose, products: readonly Product[]): VialAccount {
  const name = printDoseName(dose.name);
  const vials = entries(timeline, 'prepared')
    .filter((entry) => entry.dose === name)
    .flatMap((entry) => entry.vials);
  const wastes = entries(timeline, 'wasted').filter((entry) => entry.dose === name);
  const given = decimal(dose.entry.mg);
  const stated = wastes.length === 0 ? null : sum(wastes.map(({ mg }) => decimal(mg)));
  const recorded = vials.length > 0;
  const product = recorded ? vialProduct(vials, dose.entry.ndc, products) : doseProduct(dose, products);
  const opened = recorded ? sum(vials.map(({ mg }) => decimal(mg))) : openedBy(given, stated, product);
  const left = opened === null ? null : subtract(opened, given);
  const wasted = stated ?? (left !== null && compare(left, ZERO) === 0 ? ZERO : null);
  const packages = recorded ? vials.length : packagesOf(opened, product);
  return {
    recorded,
    opened,
    given,
    wasted,
    ...(product === undefined ? {} : { product }),
    packages,
    balanced: opened !== null && wasted !== null && compare(opened, add(given, wasted)) === 0,
  };
}

function packagesOf(opened: Decimal | null, product?: Product): number | null {
  if (opened === null || product === undefined) return null;
  const strength = decimal(product.strengthMg);
  const count = floorDivide(opened, strength);
  return compare(opened, sum(Array.from({ length: count }, () => strength))) === 0 ? count : null;
}

function openedBy(given: Decimal, stated: Decimal | null, product?: Product): Decimal | null {
  if (stated !== null) return add(given, stated);
  return product !== undefined && compare(decimal(product.strengthMg), given) === 0 ? given : null;
}

function vialProduct(
  vials: readonly { readonly mg: number; readonly ndc?: string }[],
  ndc: string | undefined,
  products: readonly Product[],
): Product | undefined {
  const kinds = new Set(
    vials.map((vial) => (vial.ndc === undefined ? byStrength(products, vial.mg) : productOf(products, vial.ndc))),
  );
  const [only] = kinds;
  if (kinds.size !== 1 || only === undefined) return undefined;
  const same =
    vials.every(({ mg }) => mg === only.strengthMg) && (ndc === undefined || productOf(products, ndc) === only);
  return same ? only : undefined;
}

function doseProduct({ entry }: GivenDose, products: readonly Product[]): Product | undefined {
  return entry.ndc === undefined ? undefined : productOf(products, entry.ndc);
}

function byStrength(products: readonly Product[], mg: number): Product | undefined {
  const found = products.filter(({ strengthMg }) => strengthMg === mg);
  return found.length === 1 ? found[0] : undefined;
}
