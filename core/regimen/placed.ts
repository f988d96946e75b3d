import type { Temporal } from 'temporal-polyfill';
import type { DoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import type { Label } from './label.ts';
import type { AfterWhat } from './observation.ts';
import type { Position } from './schedule.ts';
import type { SeenToxicity } from './seen-toxicity.ts';

/** A dose with its place in time, before the label's rules are laid beside it. */
export interface Placed {
  readonly name: DoseName;
  readonly date: Temporal.PlainDate;
  readonly position: Position;
  readonly label: Label;
  readonly afterStepUp: boolean;
  /** What lengthens its observation: it is the next dose after this. */
  readonly toxicity?: SeenToxicity;
  readonly given?: GivenDose;
}

/** The milligrams due, or those given. */
export function mgOf({ given, position }: Placed): number {
  return given?.entry.mg ?? position.mg;
}

/** What lengthens the observation of a dose. */
export function afterWhat({ afterStepUp, toxicity }: Placed): AfterWhat {
  return { stepUp: afterStepUp, ...(toxicity === undefined ? {} : { toxicity }) };
}
