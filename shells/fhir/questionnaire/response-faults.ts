import type { QuestionnaireItem, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.js';
import { isCalendarDate } from '../../knowledge/schema-parts.ts';
import type { OutcomeFault } from '../outcome.ts';

const CORE = 'http://hl7.org/fhir/StructureDefinition';
const NOT_KNOWN = 'Correct the answer, or leave it out where it is not known';

/**
 * What of a response breaks the rules of its questionnaire: items that it does not have, answers of another type or
 * out of bounds, more than one answer. An answer that is missing is no fault: what is not known stays unknown.
 * @param asked the items of the questionnaire, `given` those of the response
 * @param place FHIRPath of what holds them
 */
export function responseFaults(
  asked: readonly QuestionnaireItem[],
  given: unknown,
  place = 'QuestionnaireResponse',
): readonly OutcomeFault[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) return [fault(`${place}.item`, 'items are a list', 'Send a list')];
  const seen = new Set<string>();
  return given.flatMap((one: unknown, index): readonly OutcomeFault[] => {
    const where = `${place}.item[${String(index)}]`;
    const item = isObject(one) ? (one as unknown as QuestionnaireResponseItem) : undefined;
    const question = asked.find(({ linkId }) => linkId === item?.linkId);
    if (item === undefined || question === undefined)
      return [
        fault(
          `${where}.linkId`,
          'the questionnaire has no such item',
          'Send the items of the questionnaire, by linkId',
        ),
      ];
    if (seen.has(question.linkId)) return [fault(where, `${question.linkId} stands twice`, 'Leave one of the two out')];
    seen.add(question.linkId);
    return [...answerFaults(question, item.answer, where), ...responseFaults(question.item ?? [], item.item, where)];
  });
}

function answerFaults(question: QuestionnaireItem, answers: unknown, where: string): readonly OutcomeFault[] {
  if (answers === undefined) return [];
  const place = `${where}.answer`;
  if (!Array.isArray(answers)) return [fault(place, 'answers are a list', 'Send a list')];
  if (question.type === 'group' || question.type === 'display')
    return answers.length === 0 ? [] : [fault(place, `${question.linkId} takes no answer`, 'Leave the answer out')];
  if (answers.length > 1)
    return [fault(place, `${question.linkId} has ${String(answers.length)} answers; it takes one`, 'Keep one')];
  return answers.flatMap((one: unknown) => {
    const wrong = isObject(one) ? wrongWith(question, one) : 'an answer is an object';
    const within = `${place}[0]`;
    return wrong === undefined ? [] : [fault(within, `${question.linkId}: ${wrong}`, NOT_KNOWN)];
  });
}

/** What keeps an answer from being one to the question, in words; undefined where nothing does. */
function wrongWith(question: QuestionnaireItem, answer: QuestionnaireResponseItemAnswer): string | undefined {
  const values = Object.keys(answer).filter((key) => key.startsWith('value'));
  const [name] = values;
  if (values.length !== 1 || name === undefined) return 'an answer has one value';
  const wanted = VALUES[question.type];
  if (wanted === undefined || name !== wanted) return `takes ${wanted ?? 'no value'}, not ${name}`;
  switch (question.type) {
    case 'boolean':
      return typeof answer.valueBoolean === 'boolean' ? undefined : 'takes true or false';
    case 'integer':
      return wrongNumber(question, answer.valueInteger);
    case 'date':
      return typeof answer.valueDate === 'string' && isCalendarDate(answer.valueDate)
        ? undefined
        : 'takes a day written YYYY-MM-DD';
    case 'choice':
      return isOption(question, answer) ? undefined : 'takes one of the codes that the question offers';
    default:
      return wrongText(question, answer.valueString);
  }
}

const VALUES: Readonly<Partial<Record<QuestionnaireItem['type'], keyof QuestionnaireResponseItemAnswer>>> = {
  boolean: 'valueBoolean',
  integer: 'valueInteger',
  date: 'valueDate',
  choice: 'valueCoding',
  string: 'valueString',
};

function wrongNumber({ extension = [] }: QuestionnaireItem, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return 'takes a whole number';
  const bound = (name: string): number | undefined =>
    extension.find(({ url }) => url === `${CORE}/${name}`)?.valueInteger;
  const [min = -Infinity, max = Infinity] = [bound('minValue'), bound('maxValue')];
  if (value >= min && value <= max) return undefined;
  return max === Infinity
    ? `takes a number from ${String(min)}`
    : `takes a number from ${String(min)} to ${String(max)}`;
}

function wrongText({ extension = [] }: QuestionnaireItem, value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return 'takes a text';
  const pattern = extension.find(({ url }) => url === `${CORE}/regex`)?.valueString;
  return pattern === undefined || new RegExp(pattern, 'u').test(value) ? undefined : 'is not written as it has to be';
}

/** A coding without its system is taken for that of the question. */
function isOption({ answerOption = [] }: QuestionnaireItem, { valueCoding }: QuestionnaireResponseItemAnswer): boolean {
  return answerOption.some(
    ({ valueCoding: option }) =>
      option?.code === valueCoding?.code &&
      (valueCoding?.system === undefined || valueCoding.system === option?.system),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fault = (where: string, what: string, mend: string): OutcomeFault => ({ where, what, mend });
