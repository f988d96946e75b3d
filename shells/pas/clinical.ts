import type { RequestKind } from '../../core/coverage/policy.ts';
import { answersOf, type ResponseAnswers, type StatedAnswer } from '../dtr/answers-of.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { textAt, type Element } from './element.ts';
import { referred, type Entry } from './entries.ts';
import type { Parties } from './submission.ts';

/** What came with a claim about the patient, as the documents of a check. */
export interface Clinical {
  /** The patient and the clinical resources as a chart; undefined where no patient is there. */
  readonly chart?: Element;
  readonly answers: Readonly<Record<string, StatedAnswer>>;
  /** Answers that no person gave or looked over, as far as their response says. */
  readonly unattested: ReadonlySet<string>;
  /** The policy and the kind of request that the answered forms are of; undefined where there is none, or not one only. */
  readonly asks?: { readonly policy: string; readonly kind: RequestKind };
  /** What of it cannot be used, in words, each with its place: on what is left no approval may rest. */
  readonly faults: readonly string[];
}

/** What stands around a chart, and is none of it. */
const AROUND: readonly string[] = [
  'Claim',
  'ClaimResponse',
  'Organization',
  'Practitioner',
  'PractitionerRole',
  'Location',
  'RelatedPerson',
  'QuestionnaireResponse',
  'Questionnaire',
  'Library',
  'ValueSet',
  'CommunicationRequest',
  'Task',
];

/**
 * The chart and the answers that came along.
 * @param base the address below which the forms are published
 * @param on YYYY-MM-DD
 */
export function clinicalOf(
  entries: readonly Entry[],
  { patient }: Parties,
  knowledge: Knowledge,
  base: string,
  on: string,
): Clinical {
  const read = entries
    .filter(({ resource }) => resource['resourceType'] === 'QuestionnaireResponse')
    .map((entry) => ({ entry, found: answersOf(entry.resource, knowledge, base, on) }));
  const answered = read.flatMap(({ found }) => found ?? []);
  const [asks, other] = [
    ...new Set(answered.map(({ form }) => JSON.stringify({ policy: form.policy.id, kind: form.kind }))),
  ];
  const merged = mergedAnswers(answered);
  const chart = patient && chartOf(entries, patient);
  return {
    ...(chart === undefined ? {} : { chart }),
    ...merged,
    ...(asks === undefined || other !== undefined
      ? {}
      : { asks: JSON.parse(asks) as { readonly policy: string; readonly kind: RequestKind } }),
    faults: [
      ...read.flatMap(({ entry }) => responseFaults(entries, entry, patient)),
      ...read
        .filter(({ found }) => found === undefined)
        .map(({ entry }) => `${entry.place}: it answers no form that is published here`),
      ...read.flatMap(({ entry, found }) =>
        (found?.faults ?? []).map(({ where, what }) => `${entry.place}, ${where}: ${what}`),
      ),
      ...merged.faults,
    ],
  };
}

/** Statuses of a response whose answers somebody stands by. */
const FINAL: readonly string[] = ['completed', 'amended'];

/** A response counts where it is finished, and where it says that it is the patient's. */
function responseFaults(entries: readonly Entry[], entry: Entry, patient: Entry | undefined): readonly string[] {
  const { resource, place } = entry;
  const status = textAt(resource, 'status') ?? 'missing';
  const subject = referred(entries, entry, resource['subject']);
  return [
    ...(FINAL.includes(status) ? [] : [`${place}.status: it is ${status}, and no finished response`]),
    ...(subject !== undefined && subject === patient
      ? []
      : [`${place}.subject: it does not say that it is of the patient of the claim`]),
  ];
}

function mergedAnswers(
  responses: readonly ResponseAnswers[],
): Pick<Clinical, 'answers' | 'unattested'> & { readonly faults: readonly string[] } {
  const answers: Record<string, StatedAnswer> = {};
  const unattested = new Set<string>();
  const faults: string[] = [];
  for (const { answers: given, origins } of responses)
    for (const [fact, answer] of Object.entries(given)) {
      const before = answers[fact];
      if (before !== undefined && before.value !== answer.value)
        faults.push(`${fact} is answered in two ways: ${String(before.value)} and ${String(answer.value)}`);
      answers[fact] = answer;
      const source = origins.get(fact)?.source;
      if (source === 'manual' || source === 'override') unattested.delete(fact);
      else if (before === undefined) unattested.add(fact);
    }
  return { answers, unattested, faults };
}

/** The patient and everything clinical, each with an id: one that has only an address is known by its end. */
function chartOf(entries: readonly Entry[], patient: Entry): Element {
  const clinical = entries.filter(
    (entry) =>
      entry === patient ||
      (!AROUND.includes(String(entry.resource['resourceType'])) && entry.resource['resourceType'] !== 'Patient'),
  );
  const own = clinical.filter((entry) => !isOfAnother(entries, entry, patient));
  return { resourceType: 'Bundle', type: 'collection', entry: own.map(asEntry) };
}

/** A coverage of the subscriber, where that is somebody else, says nothing of the patient. */
function isOfAnother(entries: readonly Entry[], entry: Entry, patient: Entry): boolean {
  if (entry.resource['resourceType'] !== 'Coverage') return false;
  const beneficiary = referred(entries, entry, entry.resource['beneficiary']);
  return beneficiary !== undefined && beneficiary !== patient;
}

function asEntry({ fullUrl, resource }: Entry): Element {
  const id = textAt(resource, 'id') ?? /([A-Za-z0-9.-]{1,64})$/u.exec(fullUrl)?.[1];
  return { fullUrl, resource: id === undefined ? resource : { ...resource, id } };
}
