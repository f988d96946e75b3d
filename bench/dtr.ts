import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { HooksStarted } from './crd-host.ts';

/** ms */
export interface FormTimes {
  /** The very first question after the service started. */
  readonly coldQuestion: number;
  /** The first question of a form, and each after it: all but one in a hundred take at most so long. */
  readonly first: number;
  readonly later: number;
  /** A package: the very first after the start, for which its libraries are made, and those after it. */
  readonly coldPackage: number;
  readonly package: number;
  readonly walks: number;
  readonly questions: number;
}

type Json = Readonly<Record<string, unknown>>;

interface Item {
  readonly linkId: string;
  readonly type: string;
  readonly answerOption?: readonly { readonly valueCoding: Json }[];
}

const FORM = 'prime-ic-0789-initial';
/** With these answers the questions go on to the last. */
const CHOSEN: Readonly<Record<string, string>> = {
  ...{ 'member.line-of-business': 'commercial', 'disease.diagnosis': 'sclc', 'disease.stage': 'extensive' },
};
const NO = ['infection.active-systemic', 'cns.untreated-or-symptomatic-metastases', 'cns.leptomeningeal-disease'];

/** Forms asked question by question, one after the other, in a service of a process of its own. */
export async function formTimes(walks: number): Promise<FormTimes> {
  const host = fork(path.join(import.meta.dirname, 'crd-host.ts'));
  try {
    const [started] = (await once(host, 'message')) as [HooksStarted];
    const cold = await next(started, emptyResponse(started));
    const times: { readonly first: number[]; readonly later: number[] } = { first: [], later: [] };
    for (let walk = 0; walk < walks; walk++) {
      let told = await next(started, emptyResponse(started));
      times.first.push(told.millis);
      while (told.response['status'] !== 'completed') {
        told = await next(started, answered(told.response));
        times.later.push(told.millis);
      }
    }
    const coldPackage = await packaged(started);
    const packages: number[] = [];
    for (let turn = 0; turn < walks; turn++) packages.push(await packaged(started));
    return {
      ...{ coldQuestion: cold.millis, first: p99(times.first), later: p99(times.later) },
      ...{ coldPackage, package: p99(packages), walks, questions: times.first.length + times.later.length },
    };
  } finally {
    if (host.connected) {
      const ended = once(host, 'exit');
      host.send('close');
      await ended;
    }
  }
}

function emptyResponse({ origin }: HooksStarted): Json {
  const derivedFrom = [`${origin}/fhir/Questionnaire/${FORM}-adaptive`];
  const contained = [{ resourceType: 'Questionnaire', id: 'asked', status: 'active', derivedFrom }];
  return { resourceType: 'QuestionnaireResponse', status: 'in-progress', questionnaire: '#asked', contained };
}

/** The response with an answer to its newest question. */
function answered(response: Json): Json {
  const [{ item: asked = [] } = {}] = response['contained'] as readonly { readonly item?: readonly Item[] }[];
  const last = asked.findLast(({ type }) => type !== 'display' && type !== 'group');
  if (last === undefined) throw new Error('a response in progress has a question');
  return {
    ...response,
    item: [...((response['item'] ?? []) as readonly Json[]), { linkId: last.linkId, answer: [valueOf(last)] }],
  };
}

function valueOf({ linkId, type, answerOption = [] }: Item): Json {
  if (type === 'boolean') return { valueBoolean: !NO.includes(linkId) };
  if (type === 'integer') return { valueInteger: 1 };
  if (type === 'date') return { valueDate: '1961-06-01' };
  const option = answerOption.find(({ valueCoding }) => valueCoding['code'] === CHOSEN[linkId]) ?? answerOption[0];
  return { valueCoding: option?.valueCoding };
}

async function next(
  started: HooksStarted,
  resource: Json,
): Promise<{ readonly millis: number; readonly response: Json }> {
  const { millis, body } = await post(started, '$next-question', [{ name: 'questionnaire-response', resource }]);
  const [answer] = body['parameter'] as readonly { readonly resource: Json }[];
  if (answer === undefined) throw new Error('an answer has a response');
  return { millis, response: answer.resource };
}

async function packaged(started: HooksStarted): Promise<number> {
  const coverage = {
    ...{ resourceType: 'Coverage', id: 'own', status: 'active', beneficiary: { reference: 'Patient/1' } },
    payor: [{ identifier: { system: 'https://bench.example', value: 'BENCH' } }],
  };
  const valueCanonical = `${started.origin}/fhir/Questionnaire/${FORM}`;
  const { millis, body } = await post(started, '$questionnaire-package', [
    { name: 'coverage', resource: coverage },
    { name: 'questionnaire', valueCanonical },
  ]);
  if (!JSON.stringify(body).includes('packagebundle')) throw new Error(JSON.stringify(body));
  return millis;
}

async function post(
  { origin, authorization }: HooksStarted,
  operation: string,
  parameter: readonly Json[],
): Promise<{ readonly millis: number; readonly body: Json }> {
  const start = performance.now();
  const told = await fetch(`${origin}/fhir/Questionnaire/${operation}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Parameters', parameter }),
  });
  const text = await told.text();
  const millis = performance.now() - start;
  if (told.status !== 200) throw new Error(text);
  return { millis, body: JSON.parse(text) as Json };
}

function p99(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
}
