import path from 'node:path';
import { loadKnowledge } from '../../shells/knowledge/load.ts';
import type { Knowledge } from '../../shells/knowledge/knowledge.ts';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

let loaded: Knowledge | undefined;

/** The project's own knowledge, read once a test file. */
export function knowledge(): Knowledge {
  return (loaded ??= loadKnowledge(path.join(ROOT, 'knowledge')));
}
