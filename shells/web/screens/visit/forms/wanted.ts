import type {
  AdverseEvent,
  CourseEvent,
  DoseGiven,
  LabResulted,
  Observation,
} from '../../../../../core/course/event.ts';
import type { Path } from '../../../../../core/regimen/clearance/check.ts';

/** The form that somebody has opened, with what it is about. */
export type Wanted =
  | { readonly form: 'assessment' | 'dose' | 'stopped' | 'held' | 'ended' }
  | { readonly form: 'labs'; readonly panel: LabResulted['panel'] }
  | { readonly form: 'toxicity'; readonly of: AdverseEvent | undefined }
  | { readonly form: 'infusion-ended'; readonly of: DoseGiven }
  | { readonly form: 'observation' }
  | { readonly form: 'discharge'; readonly of: Observation }
  | { readonly form: 'choice'; readonly paths: readonly Path[]; readonly chosen: string }
  | { readonly form: 'void'; readonly of: CourseEvent };

/** Opens a form; undefined closes it. */
export type Want = (wanted: Wanted | undefined) => void;

/** What the parts of the visit have that lead to a form. */
export interface LeadsToForm {
  readonly want: Want;
  /** Whether the role may write to the record. */
  readonly enters: boolean;
}
