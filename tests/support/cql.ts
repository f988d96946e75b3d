import {
  Date as CqlDate,
  DateTime as CqlDateTime,
  Executor,
  Library,
  type DataProvider,
  type PatientObject,
} from 'cql-execution';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { REQUEST_DATE, type Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord } from '../../core/values/fact.ts';
import type { Truth } from '../../core/values/truth.ts';
import { RESULTS, writeLibrary, type CqlLibrary } from '../../shells/fhir/cql/criteria-cql.ts';
import { decidingList } from '../../shells/fhir/cql/decisive.ts';
import { answerName, ON, roleName, signerName } from '../../shells/fhir/cql/fact-defines.ts';
import { policyCql } from '../../shells/fhir/cql/policy-cql.ts';
import { loadTranslator, type Translator } from '../../shells/fhir/cql/translate.ts';

type Definitions = ReadonlyMap<string, FactDefinition>;
export type Parameters = Readonly<Record<string, unknown>>;

let loading: Promise<Translator> | undefined;

/** The translator without libraries to include, loaded once. */
export const translator = (): Promise<Translator> => (loading ??= loadTranslator());

/** Trees as one library over answers, without a policy around them; several deciding lists are told apart by number. */
export function treesCql(trees: readonly Criterion[], definitions: Definitions): CqlLibrary {
  return writeLibrary({
    name: 'Trees',
    version: '1',
    says: ['Trees'],
    roots: trees,
    facts: [],
    definitions,
    reading: { from: 'answers' },
    results: (refer) =>
      trees.map((root, index) => ({
        name: decidingName(index),
        says: '',
        expression: decidingList(root, refer, ({ id }) => id),
      })),
    about: ({ text }) => [text],
  });
}

export const decidingName = (index: number): string => `${RESULTS.deciding} ${index}`;

/** A library of a policy over answers, ready to run. */
export async function policyOverAnswers(
  policy: Policy,
  kind: RequestKind,
  definitions: Definitions,
): Promise<{ readonly library: CqlLibrary; readonly run: Run }> {
  const library = policyCql(policy, kind, definitions, { from: 'answers' });
  if (library === null) throw new Error(`${policy.id} says nothing of a ${kind} request`);
  return { library, run: await runnable(library) };
}

/** The value of one define with these parameters. */
export type Run = (define: string, parameters: Parameters) => Promise<unknown>;

/** A library translated and handed to the engine as it is published, which is given nothing but parameters. */
export async function runnable({ cql, name }: CqlLibrary): Promise<Run> {
  const library = new Library((await translator()).elmOf(cql, name));
  return async (define, parameters) => {
    const results = await new Executor(library, undefined, parameters).exec_expression(define, nobody(), NOW);
    const values = results.patientResults as Readonly<Record<string, Parameters>>;
    return values['nobody']?.[define];
  };
}

/** A moment far from every day that is asked about: only the parameters say when it is. */
const NOW = new CqlDateTime(1999, 1, 1, 0, 0, 0, 0, 0);

/** A patient with no record at all. */
function nobody(): DataProvider {
  const patient = { getId: () => 'nobody', findRecords: () => [], get: () => null } as unknown as PatientObject;
  const waiting: (PatientObject | undefined)[] = [patient];
  return {
    currentPatient: () => waiting[0],
    nextPatient: () => void waiting.shift(),
  };
}

/** What is recorded, as parameters of a library. A day of the request that is not recorded is not today, it is unknown. */
export function parametersFrom(record: FactRecord, definitions: Definitions): Parameters {
  const on = record.get(REQUEST_DATE)?.value;
  const entries = [...record].flatMap(([id, { value, by, role }]): [string, unknown][] => {
    if (id === REQUEST_DATE) return [];
    const dated = definitions.get(id)?.type.kind === 'date';
    return [
      [answerName(id), dated ? CqlDate.parse(String(value)) : value],
      ...(by === undefined ? [] : [[signerName(id), by] satisfies [string, unknown]]),
      ...(role === undefined ? [] : [[roleName(id), role] satisfies [string, unknown]]),
    ];
  });
  return { ...Object.fromEntries(entries), [ON]: on === undefined ? null : CqlDate.parse(String(on)) };
}

/** @throws where the define gave neither a yes, a no nor null */
export function truthFrom(value: unknown): Truth {
  if (value === null) return 'unknown';
  if (typeof value === 'boolean') return value ? 'met' : 'not-met';
  throw new Error(`A criterion came out as ${typeof value}`);
}
