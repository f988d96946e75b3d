import type { Determination } from '../../core/coverage/determination.ts';
import type { Course, Setting } from '../../core/course/event.ts';
import type { FactRecord } from '../../core/values/fact.ts';
import type { HeldForm } from '../dtr/held-form.ts';
import type { Drug } from '../knowledge/drug.ts';
import type { Addressed } from './addresses.ts';
import type { RequestChart } from './chart-part.ts';
import type { RequestParties } from './parties.ts';

/** All that a request is made from. */
export interface RequestContent {
  readonly found: Determination;
  readonly facts: FactRecord;
  /** The payer's form for this request. */
  readonly form: HeldForm;
  readonly drug: Drug;
  readonly parties: RequestParties;
  readonly setting: Setting;
  /** First day wanted, where the determination proposes none; YYYY-MM-DD. */
  readonly start: string;
  readonly isUrgent: boolean;
  readonly course?: Course;
  readonly chart?: RequestChart;
  /** A moment to the second, with its offset. */
  readonly now: string;
}

/** Resources of the chart as they go along, by `Type/id`. */
export type FromChart = readonly (Addressed & { readonly ref: string })[];
