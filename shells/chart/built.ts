import { readFile } from 'node:fs/promises';
import type { FhirElements } from './fhir-elements.ts';

const BUILD = new URL('../../build/', import.meta.url);

/** A file that set-up made of knowledge/facts.cql. */
export async function built(name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(new URL(name, BUILD), 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The compiled chart-reading library is missing (${reason}). Run npm start once to set it up.`);
  }
}

let loading: Promise<FhirElements> | undefined;

/** The types of the FHIR elements that the library reads. */
export function fhirElements(): Promise<FhirElements> {
  // Written by tools/compile-cql.ts of this same checkout, from the same interface.
  loading ??= built('fhir-elements.json').then((elements) => elements as FhirElements);
  return loading;
}
