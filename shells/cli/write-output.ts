import { randomUUID } from 'node:crypto';
import { accessSync, closeSync, constants, fsyncSync, openSync, realpathSync, renameSync } from 'node:fs';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { notWritten } from './output-option.ts';

/**
 * Writes a file whole or not at all: a course must outlive a full disk, and a call that is ended while it writes.
 * @throws InputError where it cannot be written; what stood there stays as it was
 */
export function writeOutput(file: string, content: string | Uint8Array): void {
  try {
    const held = statSync(file, { throwIfNoEntry: false });
    // A pipe or a terminal has nothing to lose, and cannot be replaced.
    if (held !== undefined && !held.isFile()) writeFileSync(file, content);
    else replace(held === undefined ? file : writable(file), content, held?.mode);
  } catch {
    throw notWritten(file);
  }
}

/** The file itself behind its links. A file that is protected stays so: a new one would take its place all the same. */
function writable(file: string): string {
  accessSync(file, constants.W_OK);
  return realpathSync(file);
}

/** The new file is on the disk before it takes the name; a reader sees the old one or the new one, never half of one. */
function replace(file: string, content: string | Uint8Array, mode: number | undefined): void {
  const unfinished = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = openSync(unfinished, 'wx', mode);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
