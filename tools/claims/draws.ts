/** Numbers from 0 to below 1 in SQL, the same ones for the same seed, for each member or each dose of a member. */
export interface Draws {
  readonly ofMember: (which: number) => string;
  readonly ofDose: (which: number) => string;
}

const GOLDEN = 0x9e37_79b9_7f4a_7c15n;
const BITS = 64;
/** More than the draws of one member or dose. */
const WHICH = 97;
/** More than the doses of one course. */
const DOSES = 128;

/** Over the columns `i` (the member) and `nth` (the dose). */
export function draws(seed: number): Draws {
  const salt = BigInt.asUintN(BITS, (BigInt(seed) + 1n) * GOLDEN);
  const drawn = (number: string): string =>
    `((hash(xor(CAST(${number} AS UBIGINT), CAST('${salt}' AS UBIGINT))) >> 11) / 9007199254740992.0)`;
  return {
    ofMember: (which) => drawn(`CAST(i AS BIGINT) * ${DOSES * WHICH} + ${which}`),
    ofDose: (which) => drawn(`(CAST(i AS BIGINT) * ${DOSES} + nth) * ${WHICH} + ${which}`),
  };
}

/** One of several values by a number from 0 to below 1, all as likely. */
export function among(draw: string, values: readonly string[]): string {
  if (values.length === 0) return 'CAST(NULL AS VARCHAR)';
  return `(CASE CAST(floor(${draw} * ${values.length}) AS INTEGER) ${values.map((value, index) => `WHEN ${index} THEN ${value}`).join(' ')} END)`;
}

/** A whole number from `least` on, `count` of them (SQL). */
export function whole(draw: string, least: string | number, count: string | number): string {
  return `(${least} + CAST(floor(${draw} * (${count})) AS INTEGER))`;
}
