import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './knowledge.ts';

const FOLDER = path.resolve(ROOT, '..', 'shared', 'fixtures');

/** HL7's own examples of the guides, which do not come with the project; undefined where there are none: the run says so. */
export const FIXTURES = existsSync(FOLDER) ? FOLDER : undefined;

/** A JSON file among them. */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(path.join(FIXTURES ?? '', name), 'utf8')) as unknown;
}
