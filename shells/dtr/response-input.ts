import { below, isTree } from '../chart/elm.ts';
import { InputError } from '../input/input-error.ts';
import { parametersOf } from './package-input.ts';

/** The second is that of earlier drafts of the guide. */
const NAMES = ['questionnaire-response', 'questionnaire-response-in'];

/**
 * The response that `$next-question` is sent: the parameter `questionnaire-response`, or the whole body.
 * @throws InputError where there is none
 */
export function readResponseInput(body: unknown): Readonly<Record<string, unknown>> {
  if (isTree(body) && body['resourceType'] === 'QuestionnaireResponse') return body;
  const given = parametersOf(body).filter(({ name }) => NAMES.includes(name));
  const [one] = given;
  if (given.length === 1 && isTree(one?.value) && below(one.value, 'resourceType') === 'QuestionnaireResponse')
    return one.value;
  const where = one?.where ?? 'Parameters.parameter';
  throw new InputError([
    {
      where,
      what: 'one QuestionnaireResponse is wanted',
      mend: 'Send it as the parameter questionnaire-response, once',
    },
  ]);
}
