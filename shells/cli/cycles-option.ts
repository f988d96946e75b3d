import { InputError } from '../input/input-error.ts';
import { textOption } from './options.ts';
import type { Options } from './verb.ts';

export const DEFAULT_CYCLES = 6;
/** Ten years of 28 days. */
const MOST_CYCLES = 130;

/** How many cycles --cycles asks for; 6 where it is left out. @throws InputError */
export function cyclesOption(options: Options): number {
  const text = textOption(options, 'cycles');
  if (text === undefined) return DEFAULT_CYCLES;
  const cycles = Number(text);
  if (/^\d+$/u.test(text) && cycles >= 1 && cycles <= MOST_CYCLES) return cycles;
  const mend = `Write a whole number from 1 to ${MOST_CYCLES}`;
  throw new InputError([{ where: '--cycles', what: `"${text}" is no number of cycles`, mend }]);
}
