import type { TracedCriterion } from '../../criteria/trace.ts';
import type { Caution } from '../../values/caution.ts';
import type { Truth } from '../../values/truth.ts';
import type { CitedRule } from '../cited.ts';
import type { PremedicationAnswer } from '../dose-rules.ts';
import type { ObservationAnswer } from '../observation.ts';
import type { RestartDecision } from '../restart.ts';
import type { Otherwise, Path } from './check.ts';

/** Whether the dose due may be given. `restart`: not this dose, but the step-up again, and its first dose may be given. */
export type Clearance = 'give' | 'hold' | 'restart' | 'discontinue' | 'cannot-tell';

/** One check of the label with what it came to. */
export interface VisitCheck {
  readonly id: string;
  readonly text: string;
  readonly truth: Truth;
  /** False where the check is met because it does not concern this visit. */
  readonly applies?: false;
  /** What follows where it is not met. */
  readonly otherwise: Otherwise;
  /** `hold` where the dose is held while nothing but the word of the prescriber is missing. */
  readonly meanwhile?: 'hold';
  /** What ends the hold. */
  readonly until?: string;
  readonly criteria: TracedCriterion;
  /** The ways among which the prescriber chooses. */
  readonly paths?: readonly Path[];
  /** Id of the path chosen. */
  readonly chosen?: string;
}

/** The entry of the course that would answer a question. */
export interface ToRecord {
  /** Type of the entry; `patient` where it belongs to the head of the course. */
  readonly event: 'pre-dose-assessment' | 'lab-resulted' | 'adverse-event' | 'prescriber-choice' | 'patient';
  /** In words, as an instruction. */
  readonly text: string;
}

/** Something that nobody has recorded, or that a person has to choose. */
export interface VisitNeed {
  readonly fact: string;
  readonly ask: string;
  /** Ids of the checks that want it; `restart` where the table of the label does. */
  readonly checks: readonly string[];
  /** Null where no entry settles it, but a person does. */
  readonly record: ToRecord | null;
  /** Where a choice is wanted: between these. */
  readonly paths?: readonly Path[];
}

/** What the label's restart table says, or what the prescriber has chosen. */
export interface VisitRestart {
  readonly decision: RestartDecision;
  /** Null where no row names the last dose, or the step-up was chosen. */
  readonly row: string | null;
  /** Counted from the dose given last. */
  readonly daysSince: number;
  /** The last day, counted from the last dose, on which the schedule goes on. */
  readonly limit: number | null;
  readonly last: { readonly dose: string; readonly date: string };
  /** Id of the path by which the prescriber chose the step-up. */
  readonly chosen?: string;
  /** What comes, from the day of the answer. */
  readonly sequence: readonly { readonly dose: string; readonly mg: number; readonly date: string }[];
}

/** May the dose be given: the clinical answer. It knows no authorization. */
export interface ClearanceAnswer {
  readonly drug: string;
  readonly clearance: Clearance;
  /** The dose that would be due. */
  readonly dose: string;
  /** Its milligrams; null only where the treatment has ended for good. */
  readonly mg: number | null;
  /** YYYY-MM-DD: the day of the answer, and the earliest day of the dose by the schedule. */
  readonly on: string;
  readonly due: string;
  readonly label: { readonly id: string; readonly version: string; readonly from: string };
  readonly checks: readonly VisitCheck[];
  /** Why, in plain sentences; the first says the most. */
  readonly reasons: readonly string[];
  readonly needed: readonly VisitNeed[];
  /** Left out before the first dose and after the end of the course. */
  readonly restart?: VisitRestart;
  /** What goes with the dose; null and empty where none is to come. */
  readonly observation: ObservationAnswer | null;
  readonly premedication: readonly PremedicationAnswer[];
  readonly labs: readonly string[];
  readonly everyDose: readonly { readonly id: string; readonly text: string }[];
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}
