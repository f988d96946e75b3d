import { DateTime, Executor, Library, type DataProvider } from 'cql-execution';
import { Engine, type RuleProperties } from 'json-rules-engine';
import { MET } from '../core/criteria/kinds/code.ts';
import { inReadingOrder } from '../core/criteria/node.ts';
import { determine, find } from '../core/coverage/determine.ts';
import type { Policy } from '../core/coverage/policy.ts';
import type { FactRecord, FactValue } from '../core/values/fact.ts';
import { answerName } from '../shells/fhir/cql/fact-defines.ts';
import { policyCql } from '../shells/fhir/cql/policy-cql.ts';
import { loadTranslator } from '../shells/fhir/cql/translate.ts';
import type { Knowledge } from '../shells/knowledge/knowledge.ts';
import { perSecond } from './measure.ts';

type Patient = Readonly<Record<string, FactValue>>;

/** The criteria of IC-0789 for an initial request as one would write them by hand: no unknowns, no reasons. */
function handWritten(patient: Patient): boolean {
  return (
    (patient['patient.age'] as number) >= 18 &&
    patient['plan.monitors-crs-and-neurotoxicity'] === true &&
    patient['infection.active-systemic'] === false &&
    patient['cns.untreated-or-symptomatic-metastases'] === false &&
    patient['cns.leptomeningeal-disease'] === false &&
    patient['disease.diagnosis'] === 'sclc' &&
    patient['disease.stage'] === 'extensive' &&
    patient['therapy.progressed-on-or-after-platinum'] === true &&
    (patient['therapy.other-prior-lines'] as number) >= 1
  );
}

const equal = (fact: string, value: FactValue): { fact: string; operator: string; value: FactValue } => ({
  fact,
  operator: 'equal',
  value,
});

const RULE: RuleProperties = {
  conditions: {
    all: [
      { fact: 'patient.age', operator: 'greaterThanInclusive', value: 18 },
      {
        all: [
          equal('plan.monitors-crs-and-neurotoxicity', true),
          equal('infection.active-systemic', false),
          {
            all: [equal('cns.untreated-or-symptomatic-metastases', false), equal('cns.leptomeningeal-disease', false)],
          },
        ],
      },
      {
        all: [
          equal('disease.diagnosis', 'sclc'),
          equal('disease.stage', 'extensive'),
          {
            all: [
              equal('therapy.progressed-on-or-after-platinum', true),
              { fact: 'therapy.other-prior-lines', operator: 'greaterThanInclusive', value: 1 },
            ],
          },
        ],
      },
    ],
  },
  event: { type: 'criteria-met' },
};

/** Complete patients, each criterion once failing and all combinations of six of them: no engine has to know unknowns. */
function patients(): Patient[] {
  const met: Patient = {
    'member.line-of-business': 'commercial',
    'patient.age': 64,
    'plan.monitors-crs-and-neurotoxicity': true,
    'infection.active-systemic': false,
    'cns.untreated-or-symptomatic-metastases': false,
    'cns.leptomeningeal-disease': false,
    'disease.diagnosis': 'sclc',
    'disease.stage': 'extensive',
    'therapy.progressed-on-or-after-platinum': true,
    'therapy.other-prior-lines': 1,
  };
  const failing: readonly Patient[] = [
    { 'patient.age': 17 },
    { 'infection.active-systemic': true },
    { 'cns.untreated-or-symptomatic-metastases': true },
    { 'disease.stage': 'limited' },
    { 'therapy.progressed-on-or-after-platinum': false },
    { 'therapy.other-prior-lines': 0 },
  ];
  return Array.from(
    { length: 2 ** failing.length },
    (_, bits) => Object.assign({}, met, ...failing.filter((_one, index) => (bits >> index) & 1)) as Patient,
  );
}

const record = (patient: Patient): FactRecord =>
  new Map(
    Object.entries(patient).map(([id, value]) => [
      id,
      { value, origin: 'attested' as const, evidence: [{ kind: 'attestation' as const, ref: 'bench' }] },
    ]),
  );

/** Whether the exported library of the policy finds the criteria met: the reference engine, given the answers alone. */
async function cqlMeets(policy: Policy, knowledge: Knowledge): Promise<(patient: Patient) => Promise<boolean>> {
  const exported = policyCql(policy, 'initial', knowledge.facts, { from: 'answers' });
  if (exported === null) throw new Error(`${policy.id} says nothing of an initial request`);
  const library = new Library((await loadTranslator()).elmOf(exported.cql, exported.name));
  const on = new DateTime(2026, 6, 15, 0, 0, 0, 0, 0);
  return async (patient) => {
    const answers = Object.fromEntries(Object.entries(patient).map(([fact, value]) => [answerName(fact), value]));
    const results = await new Executor(library, undefined, answers).exec_expression('Outcome', onePatient(), on);
    const values = results.patientResults as Readonly<Record<string, { readonly Outcome: unknown }>>;
    return values['one']?.Outcome === 'criteria-met';
  };
}

/** A patient without a chart: the library reads none. */
function onePatient(): DataProvider {
  const waiting: DataProvider['currentPatient'] extends () => infer One ? One[] : never = [
    { getId: () => 'one', findRecords: () => [], get: () => null } as never,
  ];
  return { currentPatient: () => waiting[0], nextPatient: () => void waiting.shift() };
}

export interface Rates {
  readonly 'hand-written function': number;
  readonly 'Stepwise, verdict only': number;
  readonly 'Stepwise, with trace and citations': number;
  readonly 'Stepwise, written out as JSON': number;
  readonly 'json-rules-engine': number;
  readonly 'its CQL on cql-execution, verdict only': number;
}

/** Determinations a second on the same patients in turns; every contestant has to give the same verdicts first. */
export async function determinationRates(
  knowledge: Knowledge,
  options: { rounds: number; millis: number },
): Promise<Rates> {
  const policy = knowledge.policies.find(({ id }) => id === 'prime-ic-0789');
  if (policy === undefined) throw new Error('IC-0789 is not held');
  const all = patients();
  const records = all.map(record);
  const engine = new Engine([RULE]);
  const cql = await cqlMeets(policy, knowledge);
  const engineMeets = async (patient: Patient): Promise<boolean> => (await engine.run(patient)).events.length > 0;

  for (const [index, patient] of all.entries()) {
    const facts = records[index] ?? new Map();
    const verdicts = [
      handWritten(patient),
      find(policy, 'initial', facts).outcome === 'criteria-met',
      determine({ policy }, { kind: 'initial', on: '2026-06-15', facts }, knowledge).outcome === 'criteria-met',
      await engineMeets(patient),
      await cql(patient),
    ];
    if (new Set(verdicts).size !== 1)
      throw new Error(`The contestants differ on patient ${index}: ${verdicts.join(', ')}`);
  }

  // What a reader of the trace does: look at the truth and the citation of every criterion.
  const nodes = inReadingOrder(policy.requests.initial.criteria.root);
  let seen = 0;
  const rates = await perSecond(
    {
      'hand-written function': () => {
        for (let turn = 0; turn < 1000; turn++) for (const patient of all) if (handWritten(patient)) seen++;
        return 1000 * all.length;
      },
      'Stepwise, verdict only': () => {
        for (let turn = 0; turn < 100; turn++)
          for (const facts of records) if (find(policy, 'initial', facts).outcome === 'criteria-met') seen++;
        return 100 * records.length;
      },
      'Stepwise, with trace and citations': () => {
        for (let turn = 0; turn < 100; turn++)
          for (const facts of records) {
            const { trace } = find(policy, 'initial', facts);
            for (let position = 0; position < nodes.length; position++)
              if (trace?.truths[position] === MET) seen += nodes[position]?.cite.length ?? 0;
          }
        return 100 * records.length;
      },
      'Stepwise, written out as JSON': () => {
        for (const facts of records)
          seen += determine({ policy }, { kind: 'initial', on: '2026-06-15', facts }, knowledge).cautions.length;
        return records.length;
      },
      'json-rules-engine': async () => {
        for (const patient of all) if (await engineMeets(patient)) seen++;
        return all.length;
      },
      'its CQL on cql-execution, verdict only': async () => {
        for (const patient of all) if (await cql(patient)) seen++;
        return all.length;
      },
    },
    options,
  );
  if (seen === 0) throw new Error('nothing was evaluated');
  return Object.fromEntries(rates) as unknown as Rates;
}
