import { Date as CqlDate, DateTime as CqlDateTime, Executor, Library, Repository } from 'cql-execution';
import { PatientSource } from 'cql-exec-fhir';
import type {
  Bundle,
  Extension,
  FhirResource,
  Library as LibraryResource,
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
} from 'fhir/r4.js';
import type { FactRecord, FactValue, RecordedFact } from '../../core/values/fact.ts';
import { elmIn } from './cql-chart.ts';
import { FormFiller } from './questionnaire-walk.ts';

const EXPRESSION = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression';
const ORIGIN = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin';
const AUTHOR: Extension = {
  url: 'author',
  extension: [
    { url: 'role', valueCodeableConcept: { text: 'Doctor' } },
    { url: 'practitioner', valueReference: { reference: 'Practitioner/p', display: 'Dr. Example' } },
  ],
};

/** What a form filler gets out of a package. */
export interface Package {
  readonly questionnaire: Questionnaire;
  readonly libraries: readonly LibraryResource[];
  readonly draft: QuestionnaireResponse;
}

export function packageOf({ entry = [] }: Bundle): Package {
  const resources = entry.flatMap(({ resource }) => (resource === undefined ? [] : [resource as FhirResource]));
  const questionnaire = resources.find((one) => one.resourceType === 'Questionnaire');
  const draft = resources.find((one) => one.resourceType === 'QuestionnaireResponse');
  if (questionnaire === undefined || draft === undefined) throw new Error('A package has a form and a response');
  return { questionnaire, draft, libraries: resources.filter((one) => one.resourceType === 'Library') };
}

/** The defines of a library for a chart, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** The questions that a response carries. */
export function askedIn({ contained = [] }: QuestionnaireResponse): Questionnaire {
  const asked = contained.find(({ resourceType }) => resourceType === 'Questionnaire') as Questionnaire | undefined;
  if (asked === undefined) throw new Error('The response does not carry what it was asked');
  return asked;
}

let source: PatientSource | undefined;

/**
 * Every define of the first library for a chart, run as a form filler runs it: the reference engine with its own reader,
 * given nothing but the resources and the moment.
 * @param chart a Bundle; `on` YYYY-MM-DD
 */
export async function executed(
  [main, ...included]: readonly LibraryResource[],
  chart: unknown,
  on: string,
): Promise<Values> {
  if (main === undefined) throw new Error('The package has no library');
  const repository = new Repository(Object.fromEntries(included.map((one) => [one.name ?? '', elmIn(one)])));
  source ??= PatientSource.FHIRv401();
  source.reset();
  source.loadBundles([chart]);
  const now = CqlDateTime.parse(`${on}T00:00:00.000Z`) ?? undefined;
  const results = await new Executor(new Library(elmIn(main), repository)).exec(source, now);
  const [values] = Object.values(results.patientResults as Readonly<Record<string, Values>>);
  return values ?? {};
}

/**
 * What the chart answers, by the link id of the item that asks: by the expressions of the items alone.
 * @param values of the defines of the first library
 */
export function populated(
  { libraries }: Pick<Package, 'libraries'>,
  items: readonly QuestionnaireItem[],
  values: Values,
): ReadonlyMap<string, FactValue> {
  const found = items.flatMap(({ linkId, extension = [] }): [string, FactValue][] => {
    const named = extension.find(({ url }) => url === EXPRESSION)?.valueExpression?.expression;
    const [, library, define = ''] = /^"([^"]+)"\."([^"]+)"$/u.exec(named ?? '') ?? [];
    if (named !== undefined && library !== libraries[0]?.name) throw new Error(`${named} is not in the package`);
    const value = plain(values[define]);
    return value === undefined ? [] : [[linkId, value]];
  });
  return new Map(found);
}

function plain(value: unknown): FactValue | undefined {
  if (value === null || value === undefined) return undefined;
  return value instanceof CqlDate ? value.toString() : (value as FactValue);
}

/**
 * Fills a package in: what the chart answers first, by its expressions; what it does not, a person answers; the rest stays
 * open.
 */
export function filledIn(filling: Package, values: Values, byHand: FactRecord, on: string): QuestionnaireResponse {
  const { questionnaire, draft } = filling;
  const found = populated(filling, questionnaire.item ?? [], values);
  const { item = [] } = new FormFiller(questionnaire).walk(recordOf(found, byHand), on).response;
  return { ...draft, status: 'completed', authored: on, item: item.map((one) => withOrigin(one, found, byHand)) };
}

/** A person's answers go before what the chart says. */
export function recordOf(found: ReadonlyMap<string, FactValue>, byHand: FactRecord): FactRecord {
  const charted = [...found].map(([fact, value]): [string, RecordedFact] => [
    fact,
    { value, origin: 'chart', evidence: [] },
  ]);
  return new Map([...charted, ...byHand]);
}

/** The item with how each of its answers came about. */
export function withOrigin(
  item: QuestionnaireResponseItem,
  found: ReadonlyMap<string, FactValue>,
  byHand: FactRecord,
): QuestionnaireResponseItem {
  const { answer, item: below } = item;
  const isByHand = byHand.has(item.linkId) || !found.has(item.linkId);
  const origin: Extension = {
    url: ORIGIN,
    extension: isByHand
      ? [{ url: 'source', valueCode: found.has(item.linkId) ? 'override' : 'manual' }, AUTHOR]
      : [{ url: 'source', valueCode: 'auto-client' }],
  };
  return {
    ...item,
    ...(answer === undefined ? {} : { answer: answer.map((one) => ({ extension: [origin], ...one })) }),
    ...(below === undefined ? {} : { item: below.map((one) => withOrigin(one, found, byHand)) }),
  };
}
