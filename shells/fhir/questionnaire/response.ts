import type { QuestionnaireResponse, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.js';
import type { FactRecord, FactValue, RecordedFact } from '../../../core/values/fact.ts';
import { defined } from '../../knowledge/defined.ts';
import { parseFactValue } from '../../knowledge/fact-value.ts';
import { cellOf } from './cell-of.ts';
import { holds } from './condition.ts';
import { codeSystemOf } from './enable-when.ts';
import type { Form } from './form.ts';
import { cellCount, nameLinkId, roleLinkId, signerLinkId, type ValueQuestion } from './question.ts';

/** What a response says. */
export interface ResponseReading {
  /** What was answered, attested by whoever is named; facts that follow from it are not in it. */
  readonly facts: FactRecord;
  /** Link ids of answers that were not used, because their question is not asked after the answers before it. */
  readonly ignored: readonly string[];
  /**
   * What has to be corrected, in words. An answer that is no value of its fact counts as none; a day after that of the
   * request counts as it is written.
   */
  readonly faults: readonly string[];
}

/**
 * Reads the answers to the questions that are asked, in the order of the form. A question without an answer stays
 * unknown, also in a response that is still in progress.
 * @param base the address below which the questionnaire's code systems stand
 * @param on the day of the request, YYYY-MM-DD
 */
export function readResponse(form: Form, response: QuestionnaireResponse, base: string, on: string): ResponseReading {
  const given = new Map([...itemsBelow(response.item ?? [])].map((item) => [item.linkId, item.answer ?? []] as const));
  const facts = new Map<string, RecordedFact>();
  const ignored: string[] = [];
  const faults: string[] = [];
  const cells: number[] = [];
  for (const { question, when } of form.asked) {
    const isAsked = holds(when, cells);
    const links =
      question.kind === 'signer' ? [nameLinkId(question.fact), roleLinkId(question.fact)] : [question.linkId];
    if (!isAsked) ignored.push(...links.filter((link) => (given.get(link) ?? []).length > 0));
    else if (question.kind === 'value') {
      const read = readValue(question, given.get(question.linkId) ?? [], base);
      if (read !== undefined && 'fault' in read) faults.push(read.fault);
      else if (read !== undefined) {
        if (question.definition.type.kind === 'date' && String(read.value) > on)
          faults.push(`${question.linkId} is ${String(read.value)}, after ${on}. Correct the date`);
        const signer = question.offersSigner.length > 0 ? signerOf(question.linkId, given) : {};
        facts.set(question.linkId, { ...attestation(read.value, response), ...signer });
      }
    } else {
      const before = facts.get(question.fact);
      if (before) facts.set(question.fact, { ...before, ...signerOf(question.fact, given) });
    }
    cells.push(isAsked ? cellOf(question, facts, on) : cellCount(question));
  }
  return { facts, ignored, faults };
}

function* itemsBelow(items: readonly QuestionnaireResponseItem[]): Generator<QuestionnaireResponseItem> {
  for (const item of items) {
    yield item;
    yield* itemsBelow(item.item ?? []);
  }
}

function readValue(
  { definition, linkId }: ValueQuestion,
  answers: readonly QuestionnaireResponseItemAnswer[],
  base: string,
): { readonly value: FactValue } | { readonly fault: string } | undefined {
  const [answer, ...more] = answers;
  if (answer === undefined) return undefined;
  if (more.length > 0) return { fault: `${linkId} has ${answers.length} answers; it takes one` };
  const { valueCoding: coding } = answer;
  const system = codeSystemOf(linkId, base);
  if (coding?.system !== undefined && coding.system !== system)
    return { fault: `${linkId} takes a code of ${system}, not of ${coding.system}` };
  const parsed = parseFactValue(definition, rawOf(answer));
  if ('what' in parsed) return { fault: `${parsed.what}. ${parsed.mend}` };
  return parsed;
}

function rawOf(answer: QuestionnaireResponseItemAnswer): unknown {
  return (
    answer.valueBoolean ?? answer.valueInteger ?? answer.valueDate ?? answer.valueCoding?.code ?? answer.valueString
  );
}

function signerOf(
  fact: string,
  given: ReadonlyMap<string, readonly QuestionnaireResponseItemAnswer[]>,
): Pick<RecordedFact, 'by' | 'role'> {
  const by = given.get(nameLinkId(fact))?.[0]?.valueString?.trim();
  const role = given.get(roleLinkId(fact))?.[0]?.valueCoding?.code;
  return defined({ by: by === '' ? undefined : by, role });
}

function attestation(value: FactValue, { id, authored }: QuestionnaireResponse): RecordedFact {
  const at = authored?.slice(0, 10);
  const ref = id === undefined ? 'QuestionnaireResponse' : `QuestionnaireResponse/${id}`;
  return {
    value,
    origin: 'attested',
    evidence: [{ kind: 'attestation', ref, ...defined({ date: at }) }],
    ...defined({ at }),
  };
}

/**
 * A response in progress that holds what is recorded already, as far as it is asked; to be confirmed by a person.
 * @param questionnaire the canonical address of the questionnaire with its version
 * @param on the day of the request, YYYY-MM-DD
 */
export function draftOf(
  form: Form,
  facts: FactRecord,
  questionnaire: string,
  base: string,
  on: string,
): QuestionnaireResponse {
  const cells: number[] = [];
  const item: QuestionnaireResponseItem[] = [];
  for (const { question, when } of form.asked) {
    const isAsked = holds(when, cells);
    const cell = isAsked ? cellOf(question, facts, on) : cellCount(question);
    cells.push(cell);
    const recorded = facts.get(question.kind === 'signer' ? question.fact : question.linkId);
    if (!isAsked || recorded === undefined) continue;
    if (question.kind === 'signer') item.push(...signed(question.fact, recorded, question.roles, base));
    else {
      item.push({ linkId: question.linkId, answer: [answerOf(question, recorded.value, base)] });
      item.push(...signed(question.linkId, recorded, question.offersSigner, base));
    }
  }
  return { resourceType: 'QuestionnaireResponse', questionnaire, status: 'in-progress', authored: on, item };
}

function answerOf({ definition }: ValueQuestion, value: FactValue, base: string): QuestionnaireResponseItemAnswer {
  if (typeof value === 'boolean') return { valueBoolean: value };
  if (typeof value === 'number') return { valueInteger: value };
  const { type, id } = definition;
  if (type.kind === 'date') return { valueDate: value };
  if (type.kind !== 'one-of') return { valueString: value };
  const display = type.choices.find((choice) => choice.value === value)?.label;
  return { valueCoding: { system: codeSystemOf(id, base), code: value, ...defined({ display }) } };
}

/** Name and role as far as they are recorded and the role is one that counts. */
function signed(
  fact: string,
  { by, role }: RecordedFact,
  roles: readonly string[],
  base: string,
): readonly QuestionnaireResponseItem[] {
  if (by === undefined || role === undefined || !roles.includes(role)) return [];
  return [
    {
      linkId: signerLinkId(fact),
      item: [
        { linkId: nameLinkId(fact), answer: [{ valueString: by }] },
        { linkId: roleLinkId(fact), answer: [{ valueCoding: { system: codeSystemOf('role', base), code: role } }] },
      ],
    },
  ];
}
