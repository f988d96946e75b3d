import type { QuestionnaireItem, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js';
import type { FactValue } from '../../core/values/fact.ts';
import { below, isTree } from '../chart/elm.ts';
import type { OutcomeFault } from '../fhir/outcome.ts';
import type { Form } from '../fhir/questionnaire/form.ts';
import { readResponse } from '../fhir/questionnaire/response.ts';
import { responseFaults } from '../fhir/questionnaire/response-faults.ts';
import { defined } from '../knowledge/defined.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { formBy, type HeldForm } from './held-form.ts';
import { originOf, type Origin } from './origin.ts';

/** An answer as an answers file has it. */
export interface StatedAnswer {
  readonly value: FactValue;
  /** Who signs it, where the form asks for that. */
  readonly by?: string;
  readonly role?: string;
  /** YYYY-MM-DD: the day on which the response was written. */
  readonly at?: string;
  /** The response, and how the answer came into it. */
  readonly source: string;
}

/** What a response to one of our forms says. */
export interface ResponseAnswers {
  readonly form: HeldForm;
  /** An answers document, as `check` takes it; of answers with a fault there is none. */
  readonly answers: Readonly<Record<string, StatedAnswer>>;
  /** Of each fact that is answered, where the answer is from; without an entry where the response does not say. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** What of the response cannot be used, each at its FHIRPath. */
  readonly faults: readonly OutcomeFault[];
}

/**
 * Reads a response to one of the forms that are published below `base`: a standard one, or one that was asked question
 * by question and carries what it was asked. Undefined where it answers no form that is held: `formNamedBy` says which
 * one it names.
 * @param on the day of the request, YYYY-MM-DD: nothing may be dated after it
 */
export function answersOf(
  response: unknown,
  knowledge: Pick<Knowledge, 'policies' | 'facts'>,
  base: string,
  on: string,
): ResponseAnswers | undefined {
  const named = formNamedBy(response);
  const form = named === undefined ? undefined : formBy(named, knowledge, base, on);
  return form && answersTo(form, response, on);
}

/** The canonical address of the form that a response answers, of one that carries its questions that of the whole. */
export function formNamedBy(response: unknown): string | undefined {
  const named = below(response, 'questionnaire');
  if (typeof named !== 'string') return undefined;
  if (!named.startsWith('#')) return named;
  const contained = below(response, 'contained');
  const own = Array.isArray(contained) ? contained.filter(isTree).find(({ id }) => `#${String(id)}` === named) : null;
  const derived = below(own, 'derivedFrom');
  const [whole] = Array.isArray(derived) ? (derived as readonly unknown[]) : [];
  return typeof whole === 'string' ? whole : undefined;
}

/** The same of a form that is known. */
export function answersTo(held: HeldForm, response: unknown, on: string): ResponseAnswers {
  const { base, standard } = held;
  const items = below(response, 'item');
  const faults = [
    ...headFaults(response),
    ...responseFaults(standard.item ?? [], items),
    ...lateFaults(standard.item ?? [], items, on),
  ];
  const sound = soundOf(response, faults);
  // What was asked question by question was asked in another order: all of it counts.
  const form = held.adaptive ? withoutConditions(held.form) : held.form;
  const { facts } = readResponse(form, sound, base, on);
  const given = new Map(itemsBelow(sound.item).map(({ linkId, answer }) => [linkId, answer?.[0]]));
  const origins = new Map<string, Origin>();
  const answers = new Map<string, StatedAnswer>();
  for (const [fact, { value, by, role, at }] of facts) {
    const answer = given.get(fact);
    const origin = answer && originOf(answer);
    if (origin !== undefined) origins.set(fact, origin);
    const written = at !== undefined && at <= on ? at : undefined;
    answers.set(fact, { value, ...defined({ by, role, at: written }), source: saidOf(sound, origin) });
  }
  return { form: held, answers: Object.fromEntries(answers), origins, faults };
}

function headFaults(response: unknown): readonly OutcomeFault[] {
  const fault = (where: string, what: string, mend: string): readonly OutcomeFault[] => [{ where, what, mend }];
  if (below(response, 'resourceType') !== 'QuestionnaireResponse')
    return fault('resourceType', 'a QuestionnaireResponse is wanted', 'Send one');
  const authored = below(response, 'authored');
  if (authored === undefined || (typeof authored === 'string' && /^\d{4}-\d{2}-\d{2}(?:T|$)/u.test(authored)))
    return [];
  return fault('QuestionnaireResponse.authored', 'this is no day that can be read', 'Write YYYY-MM-DD or a moment');
}

/** The response with those items only that can be read: what has a fault, and what stands below it, is left out. */
function soundOf(response: unknown, faults: readonly OutcomeFault[]): QuestionnaireResponse {
  const places = faults.map(({ where }) => where);
  const kept = (items: unknown, place: string): QuestionnaireResponseItem[] =>
    Array.isArray(items)
      ? items.flatMap((item: unknown, index) => {
          const where = `${place}.item[${String(index)}]`;
          const isWrong = places.some(
            (one) => one.startsWith(`${where}.answer`) || one === `${where}.linkId` || one === where,
          );
          if (isWrong || !isTree(item)) return [];
          const { answer } = item as unknown as QuestionnaireResponseItem;
          const within = kept(item['item'], where);
          return [
            {
              linkId: String(item['linkId']),
              ...(answer ? { answer } : {}),
              ...(within.length > 0 ? { item: within } : {}),
            },
          ];
        })
      : [];
  const [id, authored] = ['id', 'authored'].map((key) => below(response, key));
  const isDated = typeof authored === 'string' && !places.includes('QuestionnaireResponse.authored');
  return {
    resourceType: 'QuestionnaireResponse',
    ...(typeof id === 'string' ? { id } : {}),
    ...(isDated ? { authored } : {}),
    status: 'completed',
    item: kept(below(response, 'item'), 'QuestionnaireResponse'),
  };
}

function withoutConditions(form: Form): Form {
  return { ...form, asked: form.asked.map((one) => ({ ...one, when: { kind: 'always' } })) };
}

function itemsBelow(items: readonly QuestionnaireResponseItem[] = []): readonly QuestionnaireResponseItem[] {
  return items.flatMap((item) => [item, ...itemsBelow(item.item)]);
}

/** Days after that of the request: nobody was born, and nothing was found, on a day that is still to come. */
function lateFaults(asked: readonly QuestionnaireItem[], items: unknown, on: string): readonly OutcomeFault[] {
  if (!Array.isArray(items)) return [];
  const days = new Set(asked.flatMap(({ type, linkId }) => (type === 'date' ? [linkId] : [])));
  return items.flatMap((item: unknown, index): readonly OutcomeFault[] => {
    const answers = below(item, 'answer');
    const day = Array.isArray(answers) ? below(answers[0], 'valueDate') : undefined;
    const linkId = String(below(item, 'linkId'));
    if (!days.has(linkId) || typeof day !== 'string' || day <= on) return [];
    const where = `QuestionnaireResponse.item[${String(index)}].answer[0]`;
    return [{ where, what: `${linkId} is ${day}, after ${on}`, mend: 'Correct the date' }];
  });
}

/** What stands as the evidence of an answer: the response, how the answer came into it, and by whom. */
function saidOf({ id }: QuestionnaireResponse, origin: Origin | undefined): string {
  const ref = id === undefined ? 'QuestionnaireResponse' : `QuestionnaireResponse/${id}`;
  if (origin === undefined) return ref;
  return `${ref} (${origin.source}${origin.author === undefined ? '' : `, ${origin.author}`})`;
}
