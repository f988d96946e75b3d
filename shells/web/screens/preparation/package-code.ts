import { Temporal } from 'temporal-polyfill';
import { gtin14 } from '../../../../core/explain/bag-label-codes.ts';
import type { TypedVial } from './typed.ts';

/** What a scanner reads of a package: trade item number, last day and lot, in this order or with others between. */
const CODE = /^(?:\]d2)?(?:\(01\)|01)(\d{14})(?:\(17\)|17)(\d{2})(\d{2})(\d{2})(?:\(10\)|10)([^()\u001D]{1,20})/u;

/** Why a code is not taken over. */
export type UnreadCode = 'unread' | 'other-package';

/**
 * The vial that a scanned GS1 code names.
 * @param ndc of the package that the dose takes
 */
export function vialOf(code: string, ndc: string): TypedVial | UnreadCode {
  const found = CODE.exec(code.trim());
  if (found === null) return 'unread';
  const [, item = '', year = '', month = '', date = '', lot = ''] = found;
  if (item !== gtin14(ndc)) return 'other-package';
  const expires = lastDay(Number(`20${year}`), Number(month), Number(date));
  return expires === undefined ? 'unread' : { ndc, lot, expires };
}

/** Day 0 is the last of its month. */
function lastDay(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12) return undefined;
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  if (day > first.daysInMonth) return undefined;
  return first.with({ day: day === 0 ? first.daysInMonth : day }).toString();
}
