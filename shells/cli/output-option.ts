import { statSync } from 'node:fs';
import { InputError } from '../input/input-error.ts';
import { textOption } from './options.ts';
import type { Options } from './verb.ts';

/**
 * The file that an option names to write to; absent is undefined.
 * @param inputs the options of the same call that name files to read
 * @throws InputError where it has no name, or is one of the files to read: it would be lost
 */
export function outputOption(options: Options, name: string, inputs: readonly string[]): string | undefined {
  const file = textOption(options, name);
  if (file === undefined) return undefined;
  const where = `--${name}`;
  if (file === '') throw new InputError([{ where, what: 'no file is named', mend: 'Name the file to write' }]);
  const read = inputs.find((input) => isSameFile(textOption(options, input), file));
  if (read === undefined) return file;
  const what = `${file} is read by this call, and would be written over`;
  throw new InputError([{ where, what, mend: 'Name another file to write' }]);
}

/** Two names of one file that is there; links and other spellings are names too. */
export function isSameFile(one: string | undefined, other: string): boolean {
  const first = one === undefined ? undefined : statSync(one, { bigint: true, throwIfNoEntry: false });
  const second = statSync(other, { bigint: true, throwIfNoEntry: false });
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
}
