import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input/input-error.ts';
import { textOption } from './options.ts';
import type { Options } from './verb.ts';

/**
 * The file that an option names to write to; absent is undefined.
 * @param inputs the options of the same call that name files to read
 * @param outputs its other options that name files to write
 * @throws InputError where it has no name, cannot be written, or is one of those files: it would be lost
 */
export function outputOption(
  options: Options,
  name: string,
  inputs: readonly string[],
  outputs: readonly string[] = [],
): string | undefined {
  const file = textOption(options, name);
  if (file === undefined) return undefined;
  const where = `--${name}`;
  if (file === '') throw new InputError([{ where, what: 'no file is named', mend: 'Name the file to write' }]);
  const read = inputs.find((input) => isSameFile(textOption(options, input), file));
  const other = outputs.find((output) => isSameName(textOption(options, output), file));
  if (read === undefined && other === undefined) return checked(file);
  const so = read === undefined ? `is written by --${other ?? ''} as well` : 'is read by this call';
  throw new InputError([
    { where, what: `${file} ${so}, and would be written over`, mend: 'Name another file to write' },
  ]);
}

/** A slip in the name comes to light before the work of the call, not after it. */
function checked(file: string): string {
  try {
    const held = statSync(file, { throwIfNoEntry: false });
    accessSync(held === undefined ? path.dirname(file) : file, constants.W_OK);
    const isFile = held === undefined ? statSync(path.dirname(file)).isDirectory() : !held.isDirectory();
    if (isFile) return file;
  } catch {
    // Said below, as where it is a folder.
  }
  throw notWritten(file);
}

/** The fault of a file that cannot be written. */
export function notWritten(file: string): InputError {
  const mend = 'Name a file in a folder that exists and that you may write to';
  return new InputError([{ where: file, what: 'the file cannot be written', mend }]);
}

/** Two names of one file, there already or not. */
function isSameName(one: string | undefined, other: string): boolean {
  return one !== undefined && (path.resolve(one) === path.resolve(other) || isSameFile(one, other));
}

/** Two names of one file that is there; links and other spellings are names too. */
export function isSameFile(one: string | undefined, other: string): boolean {
  const first = one === undefined ? undefined : statSync(one, { bigint: true, throwIfNoEntry: false });
  const second = statSync(other, { bigint: true, throwIfNoEntry: false });
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
}
