import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input/input-error.ts';
import type { NewFile } from './files.ts';

const shown = (file: string): string => path.relative('.', file) || file;

/**
 * Refuses files that are there already.
 * @throws InputError with every such file
 */
export function refuseExisting(folder: string, files: readonly NewFile[]): void {
  const held = files.map((file) => path.join(folder, file.path)).filter((file) => existsSync(file));
  if (held.length === 0) return;
  throw new InputError(
    held.map((file) => ({
      where: shown(file),
      what: 'this file is there already, and nothing was written',
      mend: 'Move it away, or choose another --id, --source or --payer; a newer version of a held policy is a copy of its file with the older one ended by inForce.to',
    })),
  );
}

/**
 * Writes the files and the folders they stand in; a file that is there is never written over.
 * @throws InputError where a file cannot be written
 */
export function writeNew(folder: string, files: readonly NewFile[]): void {
  refuseExisting(folder, files);
  for (const file of files) {
    const name = path.join(folder, file.path);
    try {
      mkdirSync(path.dirname(name), { recursive: true });
      writeFileSync(name, file.content, { flag: 'wx' });
    } catch {
      const mend = 'Give a knowledge folder that you may write to with --knowledge';
      throw new InputError([{ where: shown(name), what: 'the file cannot be written', mend }]);
    }
  }
}
