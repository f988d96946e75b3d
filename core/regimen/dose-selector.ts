/** Which doses a rule is about: cycles `from` to `to` (null: without end), and days of the cycle. */
export interface DoseSelector {
  readonly cycles: { readonly from: number; readonly to: number | null };
  readonly days: readonly number[] | 'any';
}

/** True where the rule is about this dose of the schedule. */
export function selects(selector: DoseSelector, cycle: number, day: number): boolean {
  const { from, to } = selector.cycles;
  return cycle >= from && (to === null || cycle <= to) && (selector.days === 'any' || selector.days.includes(day));
}
