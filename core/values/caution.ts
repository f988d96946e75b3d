import type { Citation } from './citation.ts';

/** Something a reader must know before relying on the answer; never a reason to change it silently. */
export interface Caution {
  /** Stable and short, for programs. */
  readonly id: string;
  readonly text: string;
  /** The facts it concerns, where it concerns any. */
  readonly facts?: readonly string[];
  readonly cite?: readonly Citation[];
}
