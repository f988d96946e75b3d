import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input/input-error.ts';
import type { Insurer } from '../insurers/insurer.ts';
import { readInsurers } from '../insurers/read-insurers.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Settings } from './settings.ts';

/**
 * The payers that the setting's file names; undefined where there is none. Member lists stand beside it.
 * @throws InputError where a file cannot be read, or is wrong
 */
export function insurersBy(
  { STEPWISE_INSURERS: name }: Pick<Settings, 'STEPWISE_INSURERS'>,
  knowledge: Knowledge,
): readonly Insurer[] | undefined {
  if (name === undefined) return undefined;
  const beside = (list: string): string => path.resolve(path.dirname(name), list);
  return settingFile(name, (text) =>
    readInsurers(text, name, knowledge, (list) => settingFile(beside(list), (members) => members)),
  );
}

/** @throws InputError where the file cannot be read, or is wrong */
export function settingFile<T>(name: string, read: (text: string, name: string) => T): T {
  let text: string;
  try {
    text = readFileSync(name, 'utf8');
  } catch {
    throw new InputError([{ where: name, what: 'the file cannot be read', mend: 'Check the setting that names it' }]);
  }
  return read(text, name);
}
