import type { Citation } from '../values/citation.ts';

/** Which doses a rule is about: cycles `from` to `to` (null: without end), and days of the cycle. */
export interface DoseSelector {
  readonly cycles: { readonly from: number; readonly to: number | null };
  readonly days: readonly number[] | 'any';
}

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

/** One version of a drug's label, as far as it tells when a dose is due and what goes with it. */
export interface Label {
  readonly id: string;
  readonly drug: string;
  readonly version: string;
  readonly inForce: Cited & { readonly from: string };
  readonly cautions: readonly LabelCaution[];
  readonly schedule: Schedule;
  readonly observation: { readonly rules: readonly ObservationRule[]; readonly cautions: readonly LabelCaution[] };
  readonly premedication: {
    readonly items: readonly PremedicationItem[];
    readonly cautions: readonly LabelCaution[];
  };
  readonly labs: {
    readonly panels: readonly { readonly id: string; readonly name: string }[];
    readonly rules: readonly LabRule[];
    readonly cautions: readonly LabelCaution[];
  };
}

/** True where the rule is about this dose of the schedule. */
export function selects(selector: DoseSelector, cycle: number, day: number): boolean {
  const { from, to } = selector.cycles;
  return cycle >= from && (to === null || cycle <= to) && (selector.days === 'any' || selector.days.includes(day));
}
