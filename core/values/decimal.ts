/** An exact decimal number: `digits` × 10^-`scale`. Volumes and milligrams are never computed as floats. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/**
 * A number as a file prints it ("1.3", 250), exactly. A JavaScript number read from text prints back as that text, so
 * nothing is lost on the way.
 * @throws RangeError for anything but a plain decimal number
 */
export function decimal(value: number | string): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/u.exec(String(value));
  if (match === null) throw new RangeError(`"${value}" is not a plain decimal number`);
  const [, sign = '', whole = '0', fraction = ''] = match;
  return trim({ digits: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length });
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return trim({ digits: raised(a, scale) + raised(b, scale), scale });
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { digits: -b.digits, scale: b.scale });
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return trim({ digits: a.digits * b.digits, scale: a.scale + b.scale });
}

/** Negative, zero or positive, as for a sort. */
export function compare(a: Decimal, b: Decimal): number {
  const difference = subtract(a, b).digits;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

export function sum(values: readonly Decimal[]): Decimal {
  return values.reduce(add, ZERO);
}

/** How many whole `unit`s fit into `amount`, both not negative and `unit` more than zero. */
export function floorDivide(amount: Decimal, unit: Decimal): number {
  const scale = Math.max(amount.scale, unit.scale);
  return Number(raised(amount, scale) / raised(unit, scale));
}

/** How many whole `unit`s are needed to hold `amount`: a part of a unit counts as one. */
export function ceilDivide(amount: Decimal, unit: Decimal): number {
  const whole = floorDivide(amount, unit);
  return compare(multiply(decimal(whole), unit), amount) < 0 ? whole + 1 : whole;
}

/** `a` / `b` where it ends within `places` decimals; null where it does not, because it is never rounded. */
export function divideExactly(a: Decimal, b: Decimal, places: number): Decimal | null {
  const scale = Math.max(a.scale, b.scale);
  const numerator = raised(a, scale) * 10n ** BigInt(places);
  const denominator = raised(b, scale);
  if (denominator === 0n || numerator % denominator !== 0n) return null;
  return trim({ digits: numerator / denominator, scale: places });
}

/** The number for a JSON document; it prints as the decimal's own digits. */
export function toNumber(value: Decimal): number {
  return Number(print(value));
}

export function print(value: Decimal): string {
  const sign = value.digits < 0n ? '-' : '';
  const digits = String(value.digits < 0n ? -value.digits : value.digits).padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  return value.scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-value.scale)}`;
}

function raised(value: Decimal, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

function trim({ digits, scale }: Decimal): Decimal {
  let [shorter, left] = [digits, scale];
  while (left > 0 && shorter % 10n === 0n) [shorter, left] = [shorter / 10n, left - 1];
  return { digits: shorter, scale: left };
}
