import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { InputFault } from '../input/input-error.ts';
import { faultsOf, YamlFile } from './yaml-file.ts';

export interface ReadFile<T> {
  readonly file: YamlFile;
  readonly value: T;
}

/**
 * Reads one knowledge file by its schema; what is wrong with it is added to `faults` and nothing is returned. A file that
 * is sound YAML and fails its schema is added to `unsound`, so that what it refers to can still be checked.
 */
export function readKnowledgeFile<S extends z.ZodType>(
  name: string,
  schema: S,
  faults: InputFault[],
  unsound: YamlFile[] = [],
): ReadFile<z.infer<S>> | undefined {
  const shown = path.relative('.', name);
  let text: string;
  try {
    text = readFileSync(name, 'utf8');
  } catch {
    faults.push({
      where: shown,
      what: 'the file cannot be read',
      mend: 'Restore it, or give another knowledge folder',
    });
    return undefined;
  }
  return readKnowledgeText(shown, text, schema, faults, unsound);
}

/** The same for a text that is in no file yet. @param shown how faults name it */
export function readKnowledgeText<S extends z.ZodType>(
  shown: string,
  text: string,
  schema: S,
  faults: InputFault[],
  unsound: YamlFile[] = [],
): ReadFile<z.infer<S>> | undefined {
  const file = YamlFile.parse(shown, text);
  if (!(file instanceof YamlFile)) {
    faults.push(...file);
    return undefined;
  }
  const parsed = schema.safeParse(file.value);
  if (parsed.success) return { file, value: parsed.data };
  faults.push(...faultsOf(file, parsed.error));
  unsound.push(file);
  return undefined;
}
