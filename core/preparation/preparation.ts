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
  readonly title: string;
  /** `{drugMl}` and the like stand for the numbers of the dose. */
  readonly text: string;
  readonly warnings: readonly string[];
}

/** How the doses of one drug are made up and how long they keep. */
export interface Preparation {
  readonly doses: readonly PreparedDose[];
  readonly clocks: Clocks;
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
