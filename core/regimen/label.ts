import type { CompiledCriteria } from '../criteria/compile.ts';
import type { AdverseEventKind } from '../course/event.ts';
import type { Citation } from '../values/citation.ts';
import type { Clearance } from './clearance/check.ts';
import type { DoseSelector } from './dose-selector.ts';

export { selects, type DoseSelector } from './dose-selector.ts';

interface Cited {
  readonly cite: readonly Citation[];
}

/** A caution that belongs to doses of the label, from a day on where `from` is given. Disagreements of documents too. */
export interface LabelCaution extends Cited {
  readonly id: string;
  readonly from?: string;
  readonly doses: DoseSelector;
  readonly text: string;
}

export interface ScheduleStep extends Cited {
  readonly doses: DoseSelector;
  readonly mg: number;
}

export interface Advice extends Cited {
  readonly id: string;
  readonly text: string;
}

export interface Schedule {
  readonly cycle: Cited & { readonly days: number };
  readonly steps: readonly ScheduleStep[];
  readonly infusion: Cited & { readonly hours: number };
  readonly rate: Cited & { readonly volumeMl: number; readonly mlPerHour: number };
  /** The doses that a second step-up repeats, and which dose's observation the one after it takes at least. */
  readonly secondStepUp: Cited & {
    readonly repeats: { readonly cycle: number; readonly days: readonly number[] };
    readonly thenObserveLike: { readonly cycle: number; readonly day: number };
    readonly caution: string;
  };
  readonly everyDose: readonly Advice[];
  readonly cautions: readonly LabelCaution[];
}

/** Whether hours are counted from the start of the infusion or from its end. */
export type CountedFrom = 'start' | 'end';

export interface StayNear extends Cited {
  readonly hours: number;
  readonly from: CountedFrom;
  readonly within: string;
  /** The document recommends it; otherwise it asks for it. */
  readonly recommended: boolean;
  readonly caregiver: boolean;
}

export interface ObservationRule extends Cited {
  readonly doses: DoseSelector;
  /** Least and most. */
  readonly hours: readonly [number, number];
  readonly from: CountedFrom;
  /** Left out where the document names none. */
  readonly setting?: string;
  readonly stayNear?: StayNear;
}

export interface PremedicationItem extends Cited {
  readonly id: string;
  readonly give: string;
  readonly when: 'before' | 'after';
  readonly timing: string;
  readonly doses: DoseSelector;
}

export interface LabRule extends Cited {
  readonly doses: DoseSelector;
  readonly panels: readonly string[];
}

/** The longer observation of the dose after an event of one of these kinds that reached the grade. */
export interface ExtendedObservation extends Cited {
  readonly kinds: readonly AdverseEventKind[];
  readonly fromGrade: number;
  /** Least and most. */
  readonly hours: readonly [number, number];
  readonly from: CountedFrom;
  readonly setting?: string;
}

/** How long a gap after one of these doses may be for the schedule to go on. */
export interface RestartRow extends Cited {
  readonly id: string;
  /** The last dose given. */
  readonly after: DoseSelector;
  /** Days since the last dose through which the schedule goes on; beyond them the step-up is given again. */
  readonly withinDays: number;
  /** What to say with an answer that rests on the row. */
  readonly caution?: string;
}

/** The groups of patients of whom a label speaks apart. */
export const POPULATIONS = ['contraception', 'pregnancy', 'lactation', 'renal', 'hepatic', 'paediatric'] as const;
export type Population = (typeof POPULATIONS)[number];

/** What is said of one group of patients; it changes no answer. */
export interface PopulationRule extends Cited {
  readonly id: string;
  readonly population: Population;
  readonly text: string;
  /** Calendar months after the last dose through which it holds, where it outlasts the treatment. */
  readonly monthsAfterLastDose?: number;
  /** Whom it concerns, by the facts of a visit; said of everybody where left out. */
  readonly when?: CompiledCriteria;
}

/** One version of a drug's label, as far as it tells when a dose is due and what goes with it. */
export interface Label {
  readonly id: string;
  readonly drug: string;
  readonly version: string;
  readonly inForce: Cited & { readonly from: string };
  readonly cautions: readonly LabelCaution[];
  readonly schedule: Schedule;
  readonly observation: {
    readonly rules: readonly ObservationRule[];
    readonly extended?: ExtendedObservation;
    readonly cautions: readonly LabelCaution[];
  };
  readonly premedication: {
    readonly items: readonly PremedicationItem[];
    readonly cautions: readonly LabelCaution[];
  };
  readonly labs: {
    readonly panels: readonly { readonly id: string; readonly name: string }[];
    readonly rules: readonly LabRule[];
    readonly cautions: readonly LabelCaution[];
  };
  readonly clearance: Clearance;
  /** Rows in reading order; every dose of the schedule is in exactly one. */
  readonly restart: { readonly rows: readonly RestartRow[]; readonly cautions: readonly LabelCaution[] };
  readonly populations: { readonly rules: readonly PopulationRule[] };
}
