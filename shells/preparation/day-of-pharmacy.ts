import type { DayAnswer } from '../../core/preparation/day.ts';

/** The day with the courses that could not be read; the others are answered all the same. */
export interface DayOfPharmacy extends DayAnswer {
  readonly unreadable: readonly { readonly course: string; readonly faults: readonly string[] }[];
}
