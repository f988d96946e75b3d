import type { Truth } from '../../values/truth.ts';
import type { FactRecord } from '../../values/fact.ts';

/** Truth as a small number inside the compiled evaluator, ordered so that `all` is the minimum and `any` the maximum. */
export const NOT_MET = 0;
export const UNKNOWN = 1;
export const MET = 2;
export type Code = typeof NOT_MET | typeof UNKNOWN | typeof MET;

const TRUTHS = ['not-met', 'unknown', 'met'] as const satisfies readonly Truth[];
export const truthOf = (code: Code): Truth => TRUTHS[code];

/** Evaluates one criterion with everything below it and writes the truth of each at its own position. */
export type Evaluate = (facts: FactRecord, truths: Code[]) => Code;
