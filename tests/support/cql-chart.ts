import { Date as CqlDate, DateTime as CqlDateTime, Executor, Library, Repository } from 'cql-execution';
import { PatientSource } from 'cql-exec-fhir';
import type { Library as LibraryResource } from 'fhir/r4.js';
import type { Parameters } from './cql.ts';

let source: PatientSource | undefined;

/** The ELM in a Library resource, as a receiver takes it out. */
export function elmIn(resource: LibraryResource): unknown {
  const content = resource.content?.find(({ contentType }) => contentType === 'application/elm+json');
  return JSON.parse(Buffer.from(content?.data ?? '', 'base64').toString('utf8'));
}

/**
 * Every define of the first library for one chart: the reference engine with its own reader of FHIR R4, given nothing of
 * ours but the resources.
 * @param bundle the chart as it was parsed; `on` the day of the answer, YYYY-MM-DD
 */
export async function runOnChart(
  [resource, ...included]: readonly LibraryResource[],
  bundle: unknown,
  on: string,
  answers: Parameters = {},
): Promise<Parameters> {
  if (resource === undefined) throw new Error('No library is given to run');
  const repository = new Repository(Object.fromEntries(included.map((one) => [one.name ?? '', elmIn(one)])));
  const library = new Library(elmIn(resource), repository);
  // Reading the model takes 60 ms, so one source serves all charts.
  source ??= PatientSource.FHIRv401();
  source.reset();
  source.loadBundles([bundle]);
  const executor = new Executor(library, undefined, { ...answers, On: CqlDate.parse(on) });
  const now = CqlDateTime.parse(`${on}T00:00:00.000Z`) ?? undefined;
  const results = await executor.exec(source, now);
  const [values] = Object.values(results.patientResults as Readonly<Record<string, Parameters>>);
  return values ?? {};
}
