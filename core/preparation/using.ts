import type { PreparationTimes } from './times.ts';

/** A vial that is to be opened, or several of one lot. */
export interface UsedVial {
  /** Labelled milligrams. */
  readonly mg: number;
  /** 1 where left out. */
  readonly count?: number;
  readonly ndc?: string;
  readonly lot?: string;
  /** YYYY-MM-DD: the last day. */
  readonly expires?: string;
}

/** A thing with a lot, of which the record keeps which it was. */
export interface Lot {
  readonly lot?: string;
  readonly expires?: string;
}

/** Volumes as they were measured, mL; to be compared with those of the table. */
export const MEASURED = ['sterileWaterMl', 'salineToWithdrawMl', 'stabilizerMl', 'drugMl'] as const;
export type Measured = (typeof MEASURED)[number];

export interface Discard {
  /** Labelled milligrams: of a whole vial or of a whole bag. */
  readonly mg: number;
  readonly reason: string;
  readonly at?: string;
  readonly by?: string;
}

/** What somebody has in hand for one dose and what has been done with it; what is left out is not known. */
export interface Using {
  readonly vials?: readonly UsedVial[];
  readonly reconstituteWith?: string;
  readonly stabilizer?: Lot & { readonly ml?: number };
  readonly bag?: Lot & {
    /** What the site calls this bag: its bar code. */
    readonly id?: string;
    readonly ml?: number;
    readonly fluid?: string;
    readonly material?: string;
  };
  readonly line?: { readonly material?: string; readonly primedWith?: string };
  readonly catheter?: { readonly material?: string };
  readonly devices?: readonly string[];
  readonly measured?: Readonly<Partial<Record<Measured, number>>>;
  readonly times?: PreparationTimes;
  /** By the id of the inspection. */
  readonly inspections?: Readonly<Record<string, 'passes' | 'fails'>>;
  readonly checkedBy?: readonly string[];
  readonly discarded?: readonly Discard[];
}
