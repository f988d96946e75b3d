import { Date as CqlDate, DateTime as CqlDateTime, Executor, Library } from 'cql-execution';
import { built, fhirElements } from './built.ts';
import type { Chart } from './chart.ts';
import type { FhirElements } from './fhir-elements.ts';
import { patientSource } from './patient-source.ts';

interface Compiled {
  readonly library: Library;
  readonly elements: FhirElements;
}

async function load(): Promise<Compiled> {
  const [elm, elements] = await Promise.all([built('facts.elm.json'), fhirElements()]);
  return { library: new Library(elm), elements };
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
