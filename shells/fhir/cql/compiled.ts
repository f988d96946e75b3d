import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { CompiledFacts } from './facts-library.ts';

/** A library as text. */
interface Written {
  readonly name: string;
  readonly cql: string;
}

/** What the worker is handed: the library, and the text of each that it includes by its name. */
export interface Translation extends Written {
  readonly included: ReadonlyMap<string, string>;
}

/** The folder in which set-up keeps the ELM of the forms that are known then. */
export const FORMS = new URL('../../../build/forms/', import.meta.url);

/**
 * The ELM of a library: what set-up made of this very text, or what the translator makes of it now. The translator
 * takes seconds and hundreds of megabytes, so that it runs in a thread of its own, which ends with it.
 * @param facts the library that it includes; undefined where it includes none
 * @throws with every error of the translator, each with its line
 */
export async function elmOf(library: Written, facts: CompiledFacts | undefined): Promise<unknown> {
  return (await heldElm(library, facts)) ?? translatedAside(library, facts);
}

/** The name of the file that holds the ELM of a library: another text, or another one included, has another name. */
export function elmFile({ cql }: Written, facts: CompiledFacts | undefined): string {
  const texts = facts === undefined ? [cql] : [cql, facts.cql];
  return `${createHash('sha256').update(texts.join('\u0000')).digest('hex')}.json`;
}

async function heldElm(library: Written, facts: CompiledFacts | undefined): Promise<unknown> {
  try {
    return JSON.parse(await readFile(new URL(elmFile(library, facts), FORMS), 'utf8'));
  } catch {
    // It was not known at set-up, or cannot be read: it can be made.
    return undefined;
  }
}

let last: Promise<unknown> = Promise.resolve();

/** One at a time: each has a translator of its own. */
function translatedAside(library: Written, facts: CompiledFacts | undefined): Promise<unknown> {
  const translate = (): Promise<unknown> => translated(library, facts);
  last = last.then(translate, translate);
  return last;
}

function translated({ name, cql }: Written, facts: CompiledFacts | undefined): Promise<unknown> {
  const included = new Map(facts === undefined ? [] : [[facts.name, facts.cql]]);
  const translation: Translation = { name, cql, included };
  return new Promise((resolve, reject) => {
    new Worker(new URL('./translate-worker.ts', import.meta.url), { workerData: translation })
      .once('message', resolve)
      .once('error', reject)
      .once('exit', () => {
        reject(new Error('The translator ended without an answer'));
      });
  });
}
