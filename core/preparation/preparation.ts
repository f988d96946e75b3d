import type { Citation } from '../values/citation.ts';

interface Cited {
  readonly cite: readonly Citation[];
}

/** One row of the preparation table: what it takes to make up one dose. Volumes in mL. */
export interface PreparedDose extends Cited {
  readonly mg: number;
  readonly vial: { readonly strengthMg: number; readonly count: number };
  readonly sterileWaterMl: number;
  readonly concentrationMgPerMl: number;
  readonly withdrawableMl: number;
  readonly salineToWithdrawMl: number;
  readonly stabilizerMl: number;
  readonly drugMl: number;
  readonly bagMl: number;
}

export interface Clock extends Cited {
  readonly hours: number;
  /** What starts it, in words. */
  readonly from: string;
  readonly caution?: string;
}

export interface Clocks {
  /** From reconstitution to dilution in the bag. */
  readonly dilute: Clock;
  /** The bag outside the refrigerator, from reconstitution to the end of the infusion. */
  readonly roomTemperature: Clock;
  /** The bag in the refrigerator, from reconstitution. */
  readonly refrigerated: Clock;
  /** A refrigerated bag, once out. */
  readonly outOfRefrigerator: Clock;
  /** Unopened vials, once out of the refrigerator. */
  readonly vials: Clock;
}

export interface PreparationStep extends Cited {
  readonly id: string;
  /** The number that the document gives the step it is part of; left out for what goes before the first. */
  readonly sourceStep?: number;
  readonly title: string;
  /** `{drugMl}` and the like stand for the numbers of the dose. */
  readonly text: string;
  readonly warnings: readonly string[];
}

/** A liquid, a material or a device, with the other names that people write for it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly also?: readonly string[];
}

/** Something that is not to be used, or that is advised against; `text` says why. */
export type NotToUse = Named & Cited & { readonly text: string };

/** What a dose may be made up with. A material that is not listed is not known to be compatible. */
export interface Materials {
  readonly reconstitution: Cited & { readonly liquid: Named; readonly never: readonly NotToUse[] };
  readonly bag: Cited & { readonly fluid: Named; readonly materials: readonly Named[] };
  /** Line and catheter. */
  readonly line: Cited & { readonly materials: readonly Named[]; readonly primeWith: readonly Named[] };
  readonly advisedAgainst: readonly NotToUse[];
}

/** What is put into the bag before the drug, as the package brings it. */
export interface Stabilizer extends Cited {
  readonly vials: number;
  readonly vialMl: number;
}

/** Something to look at after a step and to write down. */
export interface InspectionRule extends Cited {
  readonly id: string;
  /** Id of the step. */
  readonly after: string;
  /** Done while the bag is made up, or just before it is given. */
  readonly when: 'preparation' | 'infusion';
  readonly ask: string;
  /** What is done where it does not pass. */
  readonly otherwise: string;
}

/** A notice that stands on the label of every bag. */
export interface BagNotice extends Cited {
  readonly text: string;
}

/** How the doses of one drug are made up and how long they keep. */
export interface Preparation {
  readonly doses: readonly PreparedDose[];
  readonly clocks: Clocks;
  readonly stabilizer: Stabilizer;
  readonly materials: Materials;
  readonly inspections: readonly InspectionRule[];
  readonly onBag: readonly BagNotice[];
  readonly steps: readonly PreparationStep[];
}

/** The names that a step may use between braces, with the numbers they stand for. */
export function stepNumbers(dose: PreparedDose, clocks: Clocks): ReadonlyMap<string, number> {
  return new Map([
    ['vialCount', dose.vial.count],
    ['vialStrengthMg', dose.vial.strengthMg],
    ['sterileWaterMl', dose.sterileWaterMl],
    ['concentrationMgPerMl', dose.concentrationMgPerMl],
    ['withdrawableMl', dose.withdrawableMl],
    ['salineToWithdrawMl', dose.salineToWithdrawMl],
    ['stabilizerMl', dose.stabilizerMl],
    ['drugMl', dose.drugMl],
    ['bagMl', dose.bagMl],
    ['diluteHours', clocks.dilute.hours],
    ['roomTemperatureHours', clocks.roomTemperature.hours],
    ['refrigeratedHours', clocks.refrigerated.hours],
    ['outOfRefrigeratorHours', clocks.outOfRefrigerator.hours],
    ['vialHours', clocks.vials.hours],
  ]);
}
