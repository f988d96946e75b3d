import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './knowledge.ts';

/** Copies of the documents, which belong to their publishers and do not come with the project. */
export const SOURCES = path.resolve(ROOT, '..', 'shared', 'sources');

/** False where there are no copies: tests that need them are skipped, and the run says so. */
export const HAS_SOURCES = existsSync(SOURCES);
