import { ceilDivide, decimal } from '../values/decimal.ts';

/** Billing units of an amount: a part of a unit counts as a whole one (R26). */
export function unitsOf(mg: number, mgPerUnit: number): number {
  return ceilDivide(decimal(mg), decimal(mgPerUnit));
}
