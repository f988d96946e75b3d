import type { Caution } from '../values/caution.ts';

/** A caution with the doses that it concerns. */
export type DoseCaution = Caution & { readonly doses: readonly string[] };
