import type { Temporal } from 'temporal-polyfill';
import type { DoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import type { Label } from './label.ts';
import type { Position } from './schedule.ts';

/** A dose with its place in time, before the label's rules are laid beside it. */
export interface Placed {
  readonly name: DoseName;
  readonly date: Temporal.PlainDate;
  readonly position: Position;
  readonly label: Label;
  readonly afterStepUp: boolean;
  readonly given?: GivenDose;
}
