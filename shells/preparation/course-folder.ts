import { readdirSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input/input-error.ts';

/**
 * The course files of a folder by name, in order: `.json`, `.yaml` and `.yml`; folders in it are not looked into.
 * @throws InputError where there is no such folder, or nothing in it
 */
export function coursesIn(folder: string): readonly string[] {
  const fault = (what: string, mend: string): InputError => new InputError([{ where: folder, what, mend }]);
  let names: readonly string[];
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /\.(?:json|ya?ml)$/iu.test(entry.name))
      .map(({ name }) => name);
  } catch {
    throw fault('the folder given with --courses cannot be read', 'Check the name');
  }
  if (names.length === 0) throw fault('there is no course file in this folder', 'Name the folder with the courses');
  return [...names].sort().map((name) => path.join(folder, name));
}
