import type { ClaimDenied, PaymentAdjustment, Remitted } from '../../core/course/event.ts';

/** What a payer's answer says of one claim, before it is an entry of a course. Its codes are kept as given. */
export interface PayerAnswer {
  readonly claim: string;
  /** Day of the answer, YYYY-MM-DD. */
  readonly on: string;
  readonly paidCents: number;
  /** Why the payer does not pay, in its words; undefined where it does. */
  readonly denied?: string;
  readonly adjustments: readonly PaymentAdjustment[];
  readonly remarks: readonly string[];
}

/** One part of an answer that cannot be meant. */
export interface AnswerFault {
  readonly field: 'claim' | 'date' | 'paid' | 'adjustments' | 'remarks';
  readonly what: string;
  readonly mend: string;
}

/** The entry of a course for an answer. @param at a time with its offset */
export function entryOf(
  { claim, paidCents, denied, adjustments, remarks }: PayerAnswer,
  at: string,
): Remitted | ClaimDenied {
  const codes = {
    ...(adjustments.length === 0 ? {} : { adjustments }),
    ...(remarks.length === 0 ? {} : { remarks }),
  };
  return denied === undefined
    ? { type: 'remitted', at, claim, cents: paidCents, ...codes }
    : { type: 'claim-denied', at, claim, reason: denied, ...codes };
}

/**
 * Whole cents of an amount as people write it: 1234.5, 1,234.56, $1,234.56, -20.00. Null where it is none: a third
 * decimal, thousands in the wrong place, any other character.
 */
export function centsOf(text: string): number | null {
  const match = /^(-?)\$?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?$/u.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const cents = Number(whole.replaceAll(',', '')) * 100 + Number(fraction.padEnd(2, '0'));
  return sign === '-' && cents > 0 ? -cents : cents;
}

const ADJUSTMENT = /^([A-Z]{2}-[A-Z]?\d{1,3})(?::(.+))?$/u;
const REMARK = /^[A-Z]{1,2}\d{1,4}$/u;

/** Adjustments as `CO-45:1234.50 PR-2:20.00`, separated by blanks or semicolons. */
export function adjustmentsOf(text: string): readonly PaymentAdjustment[] | AnswerFault {
  const read = words(text, /[\s;]+/u).map((word): PaymentAdjustment | string => {
    const [, code, amount] = ADJUSTMENT.exec(word) ?? [];
    const cents = amount === undefined ? undefined : centsOf(amount);
    if (code === undefined || cents === null) return word;
    return cents === undefined ? { code } : { code, cents };
  });
  const wrong = read.find((one) => typeof one === 'string');
  if (wrong === undefined) return read.filter((one) => typeof one !== 'string');
  const mend = 'Write group and reason code with the amount, as CO-45:1234.50';
  return { field: 'adjustments', what: `"${wrong}" is no adjustment`, mend };
}

/** Remark codes as `N130 MA01`, separated by blanks, commas or semicolons. */
export function remarksOf(text: string): readonly string[] | AnswerFault {
  const codes = words(text, /[\s;,]+/u);
  const wrong = codes.find((code) => !REMARK.test(code));
  if (wrong === undefined) return codes;
  return { field: 'remarks', what: `"${wrong}" is no remark code`, mend: 'Write it as N130' };
}

/** True where what was read is a fault and no list. */
export function isFault(read: readonly unknown[] | AnswerFault): read is AnswerFault {
  return !Array.isArray(read);
}

function words(text: string, separator: RegExp): readonly string[] {
  return text.trim() === '' ? [] : text.trim().split(separator);
}
