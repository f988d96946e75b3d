import type { LabValue } from '../../course/event.ts';
import { decimal, multiply, ZERO, compare, type Decimal } from '../../values/decimal.ts';
import type { Analyte } from './lab-scale.ts';

/** A recorded value with its limits, all in the analyte's own unit, exactly. */
export interface ReadLabValue {
  readonly value: Decimal;
  readonly uln?: Decimal;
  readonly lln?: Decimal;
  readonly baseline?: Decimal;
}

/** Why a value cannot be read; `what` follows the name of the analyte. */
export interface UnreadLabValue {
  readonly what: string;
}

/** The value in its own unit. A unit that is not listed is not guessed at. */
export function readLabValue(analyte: Analyte, written: LabValue): ReadLabValue | UnreadLabValue {
  const unit = analyte.units.find(({ names }) => names.some((name) => folded(name) === folded(written.unit)));
  if (unit === undefined) {
    const known = analyte.units.map(({ names }) => names[0]).join(', ');
    return { what: `its unit "${written.unit}" is not known (known: ${known})` };
  }
  const read = (number: number): Decimal | undefined => {
    const plain = plainDecimal(number);
    return plain && multiply(plain, unit.times);
  };
  const value = read(written.value);
  if (value === undefined) return { what: `${written.value} is no plain number of ${written.unit}` };
  const limits = (['uln', 'lln', 'baseline'] as const).flatMap((name) => {
    const limit = written[name] === undefined ? undefined : read(written[name]);
    // A limit of 0 is a gap in the feed, not a limit.
    return limit === undefined || compare(limit, ZERO) <= 0 ? [] : [[name, limit] as const];
  });
  return { value, ...Object.fromEntries(limits) };
}

/** Undefined for what no laboratory prints: a negative number, or one in powers of ten. */
function plainDecimal(number: number): Decimal | undefined {
  return /^\d+(?:\.\d+)?$/u.test(String(number)) ? decimal(number) : undefined;
}

/** As units are compared: signs of one meaning are one, without spaces, small letters. */
function folded(unit: string): string {
  return unit.normalize('NFKC').replaceAll('μ', 'u').replaceAll(/\s/gu, '').toLowerCase();
}
