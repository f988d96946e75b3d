import type { Setting } from '../../../core/course/event.ts';

/** Where a dose can be given, as an option says it. */
export const SETTINGS = [
  'office',
  'hospital-outpatient',
  'observation',
  'inpatient',
] as const satisfies readonly Setting[];
