// A thread that translates one library, and ends (compiled.ts).
import { parentPort, workerData } from 'node:worker_threads';
import type { Translation } from './compiled.ts';
import { loadTranslator } from './translate.ts';

const { name, cql, included } = workerData as Translation;
const { elmOf } = await loadTranslator(included);
parentPort?.postMessage(elmOf(cql, name));
