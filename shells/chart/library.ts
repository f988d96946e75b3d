import { Date as CqlDate, DateTime as CqlDateTime, Executor, Library } from 'cql-execution';
import { readFile } from 'node:fs/promises';
import type { Chart } from './chart.ts';
import type { FhirElements } from './fhir-elements.ts';
import { patientSource } from './patient-source.ts';

const BUILD = new URL('../../build/', import.meta.url);

async function built(name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(new URL(name, BUILD), 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The compiled chart-reading library is missing (${reason}). Run npm start once to set it up.`);
  }
}

interface Compiled {
  readonly library: Library;
  readonly elements: FhirElements;
}

async function load(): Promise<Compiled> {
  const [elm, elements] = await Promise.all([built('facts.elm.json'), built('fhir-elements.json')]);
  // Written by tools/compile-cql.ts of this same checkout, from the same interface.
  return { library: new Library(elm), elements: elements as FhirElements };
}

let loading: Promise<Compiled> | undefined;

/** Every define of the library with its result for one chart; `on` is the day of the answer, YYYY-MM-DD. */
export async function evaluate(chart: Chart, on: string): Promise<ReadonlyMap<string, unknown>> {
  loading ??= load();
  const { library, elements } = await loading;
  const executor = new Executor(library, undefined, { On: CqlDate.parse(on) });
  const now = CqlDateTime.parse(`${on}T00:00:00.000Z`) ?? undefined;
  const results = await executor.exec(patientSource(chart, elements), now);
  const [values] = Object.values(results.patientResults as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  return new Map(Object.entries(values ?? {}));
}
