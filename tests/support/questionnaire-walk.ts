import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type {
  Coding,
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireItemEnableWhen,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  QuestionnaireResponseItemAnswer,
} from 'fhir/r4.js';
import type { FactRecord, FactValue, RecordedFact } from '../../core/values/fact.ts';

const EXPRESSION = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression';

/** What came of filling in a questionnaire: the response, and the link ids of the items shown, groups by their own. */
export interface Walk {
  readonly response: QuestionnaireResponse;
  readonly shown: readonly string[];
}

/**
 * Fills in questionnaires for patients as a form filler does, from the first item to the last: an item that is enabled
 * by the answers so far is shown, and answered where the patient's facts have the answer. It knows nothing of how the
 * questionnaire was made: enableWhen is read as FHIR R4 says, expressions are run by a FHIRPath engine of others.
 */
export class FormFiller {
  readonly #questionnaire: Questionnaire;
  readonly #compiled = new Map<string, (response: QuestionnaireResponse) => unknown>();
  readonly #enabled = new Map<string, boolean>();

  constructor(questionnaire: Questionnaire) {
    this.#questionnaire = questionnaire;
  }

  /** @param on the day on which the response is written, YYYY-MM-DD */
  walk(patient: FactRecord, on: string): Walk {
    const shown: string[] = [];
    const item: QuestionnaireResponseItem[] = [];
    for (const asked of this.#questionnaire.item ?? []) {
      const response: QuestionnaireResponse = {
        resourceType: 'QuestionnaireResponse',
        status: 'in-progress',
        authored: on,
        item,
      };
      if (!this.#isEnabled(asked, response)) continue;
      shown.push(asked.linkId);
      const answered = filled(asked, patient);
      if (answered) item.push(answered);
    }
    return { response: { resourceType: 'QuestionnaireResponse', status: 'completed', authored: on, item }, shown };
  }

  /** Whether the item is enabled by these answers, of which none may be the item's own or a later one's. */
  #isEnabled(item: QuestionnaireItem, response: QuestionnaireResponse): boolean {
    const expression = item.extension?.find(({ url }) => url === EXPRESSION)?.valueExpression?.expression;
    if (expression === undefined) {
      const tests = (item.enableWhen ?? []).map((test) => holds(test, response));
      return tests.length === 0 || (item.enableBehavior === 'all' ? tests.every(Boolean) : tests.some(Boolean));
    }
    const key = `${item.linkId} ${JSON.stringify(response)}`;
    const known = this.#enabled.get(key);
    if (known !== undefined) return known;
    const result = this.#run(expression)(response);
    if (!Array.isArray(result) || result.length !== 1 || typeof result[0] !== 'boolean')
      throw new Error(`The condition of ${item.linkId} gives ${JSON.stringify(result)}, not true or false`);
    this.#enabled.set(key, result[0]);
    return result[0];
  }

  #run(expression: string): (response: QuestionnaireResponse) => unknown {
    const held = this.#compiled.get(expression);
    if (held) return held;
    const compiled = fhirpath.compile(expression, r4);
    const run = (response: QuestionnaireResponse): unknown => compiled(response, { resource: response });
    this.#compiled.set(expression, run);
    return run;
  }
}

/** One enableWhen of FHIR R4; only the operators that the questionnaires use. */
function holds(
  { question, operator, ...wanted }: QuestionnaireItemEnableWhen,
  { item }: QuestionnaireResponse,
): boolean {
  const answers = item?.find(({ linkId }) => linkId === question)?.answer ?? [];
  switch (operator) {
    case 'exists':
      return answers.length > 0 === wanted.answerBoolean;
    case '=':
      return answers.some(
        (answer) =>
          (wanted.answerBoolean !== undefined && answer.valueBoolean === wanted.answerBoolean) ||
          (wanted.answerInteger !== undefined && answer.valueInteger === wanted.answerInteger) ||
          (wanted.answerString !== undefined && answer.valueString === wanted.answerString) ||
          (wanted.answerCoding !== undefined && isSame(answer.valueCoding, wanted.answerCoding)),
      );
    case '<=':
      return answers.some(({ valueInteger: value }) => value !== undefined && value <= (wanted.answerInteger ?? NaN));
    case '>=':
      return answers.some(({ valueInteger: value }) => value !== undefined && value >= (wanted.answerInteger ?? NaN));
    case '!=':
    case '<':
    case '>':
      throw new Error(`enableWhen with ${operator} is not read the same way by all renderers`);
    default:
      return operator satisfies never;
  }
}

const isSame = (one: Coding | undefined, other: Coding): boolean =>
  one !== undefined && one.system === other.system && one.code === other.code;

/** The item with the patient's answer; undefined where the patient has none. */
function filled(item: QuestionnaireItem, patient: FactRecord): QuestionnaireResponseItem | undefined {
  if (item.type === 'group') {
    const recorded = patient.get(item.linkId.replace(/\.signer$/u, ''));
    const below = (item.item ?? []).map((child) => signature(child, recorded)).filter((child) => child !== undefined);
    return below.length === 0 ? undefined : { linkId: item.linkId, item: below };
  }
  const value = patient.get(item.linkId)?.value;
  const answer = value === undefined ? undefined : answerTo(item, value);
  return answer && { linkId: item.linkId, answer: [answer] };
}

function signature(item: QuestionnaireItem, recorded?: RecordedFact): QuestionnaireResponseItem | undefined {
  const value = item.linkId.endsWith('.name') ? recorded?.by : recorded?.role;
  const answer = value === undefined ? undefined : answerTo(item, value);
  return answer && { linkId: item.linkId, answer: [answer] };
}

/** The value as the item takes it; a value that is none of its options cannot be answered. */
function answerTo(
  { type, answerOption }: QuestionnaireItem,
  value: FactValue,
): QuestionnaireResponseItemAnswer | undefined {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? { valueBoolean: value } : undefined;
    case 'integer':
      return typeof value === 'number' ? { valueInteger: value } : undefined;
    case 'date':
      return { valueDate: String(value) };
    case 'string':
      return { valueString: String(value) };
    case 'choice': {
      const option = answerOption?.find(({ valueCoding }) => valueCoding?.code === value)?.valueCoding;
      return option && { valueCoding: option };
    }
    default:
      throw new Error(`No item of type ${type} is expected`);
  }
}
