import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readCourse } from '../course/read-course.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import type { CourseFile } from './record.ts';

export interface CourseFolder {
  readonly files: readonly CourseFile[];
  /** Files that hold no sound course; the others are read all the same. */
  readonly rejects: readonly InputFault[];
}

/**
 * Every course of a folder (`.json`, `.yaml`, `.yml`), in the order of the names.
 * @param read reads a file as text
 * @param now a time with its offset
 * @throws InputError where the folder cannot be read or has no such file
 */
export function courseFolder(folder: string, read: (file: string) => string, now: string): CourseFolder {
  const names = listed(folder);
  if (names.length === 0)
    throw new InputError([
      { where: folder, what: 'no course stands in this folder', mend: 'Name a folder of courses' },
    ]);
  const files: CourseFile[] = [];
  const rejects: InputFault[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    try {
      const text = read(file);
      files.push({ path: file, text, course: readCourse(text, file, now) });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      rejects.push(...error.faults);
    }
  }
  return { files, rejects };
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(json|ya?ml)$/iu.test(name))
      .sort();
  } catch {
    throw new InputError([{ where: folder, what: 'the folder cannot be read', mend: 'Check its name' }]);
  }
}
