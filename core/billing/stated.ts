import type { Citation } from '../values/citation.ts';

/** A rule in words, and what it rests on. */
export interface Stated {
  readonly text: string;
  readonly cite: readonly Citation[];
}
