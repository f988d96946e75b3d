import type { FactDefinition, FactRecord, LetterPart } from '../values/fact.ts';
import { sayInLetter } from './letter-phrase.ts';
import type { PacketCase } from './packet-case.ts';
import { prescriberOf } from './packet-cover.ts';
import type { CriterionPair } from './packet-criteria.ts';
import type { Missing } from './packet-missing.ts';
import type { NumbersOf } from './packet-records.ts';

/** A sentence of the letter. One with a `fact` says what is recorded of it; a blank is for the prescriber to complete. */
export interface Clause {
  readonly text: string;
  readonly fact?: string;
  readonly blank: boolean;
  /** Of a blank: how many lines it takes to complete; one where left out. */
  readonly room?: number;
  /** The numbers of the records that it rests on. */
  readonly records: readonly number[];
}

/** A draft for the prescriber to review, complete and sign. */
export interface Letter {
  /** Lines of the head, in order. */
  readonly head: readonly { readonly label: string; readonly text: string; readonly blank: boolean }[];
  readonly paragraphs: readonly (readonly Clause[])[];
  /** Who is to sign, as far as recorded. */
  readonly signer: { readonly name: string | null; readonly npi: string | null };
  /** What the prescriber has to look at before signing. */
  readonly beforeSigning: readonly string[];
}

/** What stands in one paragraph; together they are all parts, in their order. */
const PARAGRAPHS: readonly (readonly LetterPart[])[] = [
  ['patient', 'disease'],
  ['treatment', 'response'],
  ['safety'],
  ['plan'],
];

const BIRTH_DATE = 'patient.birth-date';

/** A place that the program leaves open, so that nobody can take it for a statement. */
function blank(what: string): string {
  return `[to be completed: ${what}]`;
}

/**
 * The facts that the letter speaks of: what the policy asks for, and what a letter says under every policy. It says no
 * more of a patient than the request needs.
 */
export function factsOfLetter(
  pairs: readonly CriterionPair[],
  facts: FactRecord,
  definitions: ReadonlyMap<string, FactDefinition>,
): readonly string[] {
  const asked = new Set(pairs.flatMap(({ traced, applies }) => (applies && traced.fact ? [traced.fact] : [])));
  const inOrder = PARAGRAPHS.flat().flatMap((part) =>
    [...definitions.values()].filter(({ letter }) => letter?.part === part),
  );
  return inOrder
    .filter(({ id, letter }) => facts.has(id) && (asked.has(id) || letter?.always === true))
    .map(({ id }) => id);
}

/**
 * Drafts the letter. Each statement on the patient is the sentence of one recorded fact; what is asked and not recorded
 * is a blank; a criterion that is not met is not argued but told to the prescriber under `beforeSigning`.
 * @param said the facts that the letter speaks of, all of them recorded
 */
export function draftLetter(
  packetCase: PacketCase,
  said: readonly string[],
  missing: Missing,
  definitions: ReadonlyMap<string, FactDefinition>,
  numbersOf: NumbersOf,
): Letter {
  const { facts } = packetCase;
  const paragraphs = PARAGRAPHS.map((parts) => {
    const inPart = (fact: string): boolean => {
      const part = definitions.get(fact)?.letter?.part;
      return part !== undefined && parts.includes(part);
    };
    const sentences = said.filter(inPart).flatMap((fact): readonly Clause[] => {
      const recorded = facts.get(fact);
      const text = recorded && sayInLetter(recorded.value, definitions.get(fact));
      return text === undefined ? [] : [{ text, fact, blank: false, records: numbersOf(fact) }];
    });
    const open = missing.questions.filter(({ fact }) => inPart(letterFact(fact, definitions)));
    return [...sentences, ...open.map(({ name }) => blankClause(name))];
  });
  return {
    head: headOf(packetCase),
    paragraphs: [
      [{ text: 'To the reviewing clinician:', blank: false, records: [] }],
      [requestClause(packetCase)],
      ...paragraphs,
      [{ ...blankClause('why this treatment is necessary for this patient, with the literature'), room: 4 }],
      [closingClause(packetCase, missing)],
    ].filter((clauses) => clauses.length > 0),
    signer: prescriberOf(packetCase),
    beforeSigning: beforeSigning(packetCase, said, missing, definitions),
  };
}

/** A question asks for the date of birth where the letter speaks of the age. */
function letterFact(asked: string, definitions: ReadonlyMap<string, FactDefinition>): string {
  if (definitions.get(asked)?.letter !== undefined) return asked;
  return [...definitions.values()].find(({ derivedFrom }) => derivedFrom === asked)?.id ?? asked;
}

function blankClause(what: string): Clause {
  return { text: blank(what), blank: true, records: [] };
}

function headOf({ found, policy, facts }: PacketCase): Letter['head'] {
  const line = (label: string, recorded: string | undefined, what: string): Letter['head'][number] => ({
    label,
    text: recorded ?? blank(what),
    blank: recorded === undefined,
  });
  const text = (fact: string): string | undefined => {
    const value = facts.get(fact)?.value;
    return value === undefined ? undefined : String(value);
  };
  return [
    line('Date', undefined, 'date of the letter'),
    line('To', `${policy.payer.name}, utilization management`, ''),
    line('Patient', undefined, "patient's name"),
    line('Date of birth', text(BIRTH_DATE), 'date of birth'),
    line('Member ID', undefined, 'member ID'),
    line('Policy', `${policy.title} (${policy.id}), version ${policy.version}`, ''),
    line('Request', `${found.request.kind} request of ${found.request.on}`, ''),
  ];
}

function requestClause({ found, policy, drug, start }: PacketCase): Clause {
  const wish = found.request.kind === 'initial' ? 'prior authorization' : 'renewal of the authorization';
  const begin = found.authorization?.from ?? start ?? found.request.on;
  const text = `I ask for ${wish} of ${drug.brand} (${drug.name}), given by ${drug.route}, for the patient named above, beginning ${begin}, under your policy ${policy.title}.`;
  return { text, blank: false, records: [] };
}

/** Says that the criteria are met only where they are. */
function closingClause({ found }: PacketCase, { questions }: Missing): Clause {
  const enclosed =
    'The enclosed summary lists each criterion of the policy with what is recorded and where it stands; numbers in brackets are those of its list of records.';
  if (found.outcome === 'criteria-met')
    return {
      text: `On the facts above each criterion of the policy is met. ${enclosed}`,
      blank: false,
      records: [],
    };
  if (questions.length > 0)
    return { text: `${enclosed} Blanks above stand for what is still being documented.`, blank: false, records: [] };
  return { text: enclosed, blank: false, records: [] };
}

function beforeSigning(
  { found, facts, policy }: PacketCase,
  said: readonly string[],
  { questions, hangsOn }: Missing,
  definitions: ReadonlyMap<string, FactDefinition>,
): readonly string[] {
  const nameOf = (fact: string): string => definitions.get(fact)?.name ?? fact;
  const unconfirmed = said.filter((fact) => facts.get(fact)?.evidence.some(({ kind }) => kind === 'resource') === true);
  return [
    'Check every sentence against the record; strike what is wrong and complete each blank.',
    ...(unconfirmed.length === 0
      ? []
      : [`Read from the chart and not yet confirmed by a person: ${unconfirmed.map(nameOf).join(', ')}.`]),
    ...(questions.length === 0 ? [] : [`Still to be found out: ${questions.map(({ name }) => name).join(', ')}.`]),
    ...(found.outcome === 'criteria-not-met'
      ? [
          `The record does not show every criterion of ${policy.id}, so the letter does not say that it is met. It hangs on: ${hangsOn.map((way) => way.join('; ')).join(', or on ')}. Correct the record if it is wrong, or say why the treatment is necessary all the same.`,
        ]
      : []),
    ...(found.outcome === 'policy-not-applicable'
      ? ['The policy leaves this patient out: ask the payer which rules apply before sending anything.']
      : []),
  ];
}
