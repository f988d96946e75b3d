import type { WorksheetStep } from '../../../../core/preparation/worksheet.ts';
import { TIME_NAMES, type TypedTime } from './typed.ts';

/** A volume that is shown large at a step. */
export type NumberName = 'sterileWaterMl' | 'salineToWithdrawMl' | 'stabilizerMl' | 'drugMl';

/** The volumes of a step, by the ids that a drug's steps have. */
export const NUMBERS: Readonly<Record<string, readonly NumberName[]>> = {
  reconstitute: ['sterileWaterMl'],
  'withdraw-saline': ['salineToWithdrawMl'],
  stabilizer: ['stabilizerMl'],
  drug: ['drugMl'],
};

/** Something that is written down at a step. */
export type FieldName = TypedTime | 'vials' | 'bag' | 'stabilizer';

const FIELDS: Readonly<Record<string, readonly FieldName[]>> = {
  vials: ['vialsOut', 'vials'],
  materials: ['bag'],
  reconstitute: ['reconstituted'],
  stabilizer: ['stabilizer'],
  drug: ['diluted'],
  store: ['refrigerated', 'outOfRefrigerator'],
};
const ALL: readonly FieldName[] = [...TIME_NAMES, 'vials', 'bag', 'stabilizer'];

/** What is written down at a step; at the last one also what no step of this drug asks for. */
export function fieldsAt(step: string, steps: readonly WorksheetStep[]): readonly FieldName[] {
  const own = FIELDS[step] ?? [];
  if (steps.at(-1)?.id !== step) return own;
  const placed = steps.flatMap(({ id }) => FIELDS[id] ?? []);
  return [...own, ...ALL.filter((name) => !placed.includes(name))];
}
