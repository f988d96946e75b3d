import type { CitedRule } from '../regimen/cited.ts';
import type { Caution } from '../values/caution.ts';
import type { Citation } from '../values/citation.ts';
import type { UseBy } from './clocks.ts';

/** One step of the worksheet, with the numbers of the dose in its text. */
export interface WorksheetStep {
  /** From 1, in the order of the work. */
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly warnings: readonly string[];
  /** The number that the document gives the step (1 to 6); null for what goes before the first of them. */
  readonly sourceStep: number | null;
}

/** One sum of the worksheet, written out so that a second person can do it again. */
export interface NumberCheck {
  readonly id: 'drug-in-bag' | 'bag-volume' | 'stabilizer-in-package' | 'drug-in-vial' | 'infusion-time';
  readonly name: string;
  /** `2.4 mg/mL × 4.2 mL = 10.08 mg`, exactly. */
  readonly sum: string;
  readonly result: number;
  readonly unit: 'mg' | 'mL' | 'h';
  /** What the number is for, or is not for. */
  readonly note: string;
}

/** One clock of the preparation. Moments are ISO 8601, in the zone of the pharmacy where it is known. */
export interface ClockLine {
  readonly id: 'vials' | 'dilute' | 'roomTemperature' | 'refrigerated' | 'outOfRefrigerator' | 'infusion';
  readonly name: string;
  /** The rule in words: `4 h from reconstitution`. */
  readonly limit: string;
  /** False where another clock holds for this bag, as for a refrigerated bag the one at room temperature. */
  readonly applies: boolean;
  /** What started it, and when it ends; null while that is not known. */
  readonly from: string | null;
  readonly until: string | null;
  /** `met`: closed in time. `missed`: closed too late, or over at the moment of the answer. */
  readonly state: 'not-started' | 'running' | 'met' | 'missed';
  /** Whole minutes left at the moment of the answer; 0 when over, null where the clock does not run. */
  readonly leftMinutes: number | null;
}

/** Something to look at and to write down: the result goes into the `prepared` entry of the course. */
export interface Inspection {
  readonly id: string;
  /** Id of the step after which it is done. */
  readonly after: string;
  /** Done while the bag is made up, or just before it is given. */
  readonly when: 'preparation' | 'infusion';
  readonly ask: string;
  /** What is done where it does not pass. */
  readonly otherwise: string;
  /** Null while nobody has recorded it. */
  readonly result: 'passes' | 'fails' | null;
}

/** Why what is planned is refused, or what has been made must not be given. */
export interface Block {
  /** Stable and short, for programs. */
  readonly id: string;
  readonly about: 'materials' | 'clock' | 'inspection' | 'people' | 'clearance';
  readonly what: string;
  readonly mend: string;
  readonly cite: readonly Citation[];
}

/**
 * Whether a bag may be given at the moment of the answer. `discard` covers a vial that may not be used any more and a
 * bag whose infusion would end too late.
 */
export type BagStanding = 'not-made' | 'usable' | 'discard' | 'cannot-tell';

/** Compatible materials, as the document lists them, for the person who fetches them. */
export interface MaterialsAnswer {
  readonly bag: { readonly volumeMl: number; readonly fluid: string; readonly materials: readonly string[] };
  /** Line and catheter. */
  readonly line: { readonly materials: readonly string[] };
  readonly reconstituteWith: string;
  readonly advisedAgainst: readonly string[];
}

/** The worksheet of one dose. Volumes are mL as the source prints them. */
export interface Worksheet {
  readonly drug: string;
  readonly mg: number;
  /** Its place in the schedule, `C1D8`; null where no course is given. */
  readonly dose: string | null;
  /** What the bag is called, on its label and in the record; null while the vial is not reconstituted and no name is given. */
  readonly bagId: string | null;
  readonly vial: { readonly mg: number; readonly count: number; readonly ndc: string | null };
  /** What the vial comes in; `ndc` is the number that the package prints. Null where no package is held. */
  readonly package: { readonly ndc: string; readonly kind: string; readonly contents: readonly string[] } | null;
  readonly sterileWaterMl: number;
  readonly concentrationMgPerMl: number;
  readonly withdrawableMl: number;
  readonly salineToWithdrawMl: number;
  readonly stabilizerMl: number;
  readonly drugMl: number;
  /** Volume of the bag as bought. */
  readonly bagMl: number;
  /** Volume in the bag when it is made up. */
  readonly finalVolumeMl: number;
  /** By the label version named. */
  readonly infusion: {
    readonly hours: number;
    readonly volumeMl: number;
    readonly mlPerHour: number;
    readonly label: string;
  };
  /** What the line may be primed with. */
  readonly priming: readonly string[];
  /** What the volumes come to, for the second checker; never an amount to bill. */
  readonly check: { readonly drugInBagMg: number; readonly bagTotalMl: number };
  readonly checks: readonly NumberCheck[];
  readonly materials: MaterialsAnswer;
  /** Unopened vials out of the refrigerator: not before, and used by; null while no time settles it. */
  readonly takeOut: { readonly notBefore: string | null; readonly useBy: string | null };
  readonly limitHours: Readonly<
    Record<'vials' | 'dilute' | 'roomTemperature' | 'refrigerated' | 'outOfRefrigerator', number>
  >;
  readonly useBy: UseBy;
  /** The last moment at which the infusion may begin so as to end in time; null while `useBy.infusionMustEnd` is. */
  readonly latestInfusionStart: string | null;
  readonly clocks: readonly ClockLine[];
  /** The moment of the answer, from which what is left is counted; null where none was given. */
  readonly at: string | null;
  /** Null where no moment is given and nothing known stands against the bag. */
  readonly bag: BagStanding | null;
  readonly inspections: readonly Inspection[];
  /** Empty where nothing stands against the plan or the bag. */
  readonly blocks: readonly Block[];
  readonly steps: readonly WorksheetStep[];
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}
