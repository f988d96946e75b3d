import type { QuestionnaireItem, QuestionnaireResponse } from 'fhir/r4.js';
import { find } from '../../core/coverage/determine.ts';
import { mergeFacts, withConsequences } from '../../core/coverage/merge-facts.ts';
import { isLastQuestion, nextQuestion } from '../../core/criteria/next-question.ts';
import { waysToMeet } from '../../core/criteria/settle.ts';
import type { FactDefinition, FactRecord, RecordedFact } from '../../core/values/fact.ts';
import { isTree } from '../chart/elm.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { ResponseAnswers } from './answers-of.ts';
import type { HeldForm } from './held-form.ts';
import { ASKED, askedSoFar, itemsOfFact } from './questionnaires.ts';

const LINE = 'member.line-of-business';
/** How many ways of meeting the criteria the choice of the next question looks at. */
const WAYS = 20;
const LAST = 'last-question';

/** What is asked next, and whether nothing will be asked after it. */
interface Next {
  readonly fact: string;
  readonly isLast: boolean;
}

/**
 * The response with the next question, or completed where none is left whose answer can matter: the question whose
 * answer decides most comes first. A question that was shown and not answered is not asked again. Nothing is kept: the
 * response carries all that was asked and answered.
 * @param response as it was sent, read without a fault as `read`
 * @param on the day of the request, YYYY-MM-DD
 */
export function withNext(
  response: Readonly<Record<string, unknown>>,
  read: ResponseAnswers,
  knowledge: Pick<Knowledge, 'facts'>,
  on: string,
): QuestionnaireResponse {
  const { form: held } = read;
  const shown = factsShown(held, response);
  const next = nextOf(held, factsOf(read, knowledge.facts, on), knowledge.facts, shown);
  const facts = [...shown, ...(next === undefined ? [] : [next.fact])];
  const items = facts.flatMap((fact) => itemsOfFact(held, fact));
  const contained = Array.isArray(response['contained']) ? response['contained'].filter(isTree) : [];
  const named = String(response['questionnaire']).replace('#', '');
  const others = contained.filter(({ id }) => id !== named);
  return {
    ...response,
    contained: [askedSoFar(held, next?.isLast === true ? [...items, lastItem] : items), ...others],
    questionnaire: `#${ASKED}`,
    status: next === undefined ? 'completed' : 'in-progress',
  } as unknown as QuestionnaireResponse;
}

const lastItem: QuestionnaireItem = {
  linkId: LAST,
  type: 'display',
  text: 'This is the last question: after its answer no clinical question is left.',
};

/** The facts whose questions the response carries, in their order. */
function factsShown({ form }: HeldForm, response: Readonly<Record<string, unknown>>): readonly string[] {
  const named = String(response['questionnaire']).replace('#', '');
  const contained: unknown = response['contained'];
  const own = Array.isArray(contained) ? contained.filter(isTree).find(({ id }) => id === named) : undefined;
  const items = [own?.['item'], response['item']].flatMap((list) => (Array.isArray(list) ? list.filter(isTree) : []));
  const asked = new Set(form.asked.flatMap(({ question }) => (question.kind === 'value' ? [question.linkId] : [])));
  return [...new Set(items.map(({ linkId }) => String(linkId)).filter((linkId) => asked.has(linkId)))];
}

function factsOf({ answers }: ResponseAnswers, definitions: Knowledge['facts'], on: string): FactRecord {
  const attested = Object.entries(answers).map(([fact, { value, by, role }]): [string, RecordedFact] => [
    fact,
    {
      value,
      origin: 'attested',
      evidence: [],
      ...(by === undefined ? {} : { by }),
      ...(role === undefined ? {} : { role }),
    },
  ]);
  return withConsequences(mergeFacts([new Map(attested)], definitions), definitions, on).facts;
}

function nextOf(
  held: HeldForm,
  facts: FactRecord,
  definitions: Knowledge['facts'],
  shown: readonly string[],
): Next | undefined {
  const { policy, kind, form } = held;
  const asksLine = form.asked.some(({ question }) => question.linkId === LINE) && !shown.includes(LINE);
  const { outcome, trace } = find(policy, kind, facts);
  const lineOpen = asksLine && !facts.has(LINE);
  if (lineOpen) return { fact: LINE, isLast: false };
  if (outcome !== 'information-needed' || trace === null) return undefined;
  const passed = passedFacts(shown, definitions);
  const { ways } = waysToMeet(trace, definitions, WAYS);
  const fact = nextQuestion(trace, facts, definitions, ways, passed);
  if (fact === undefined) return undefined;
  return { fact: asked(fact, definitions), isLast: isLastQuestion(trace, fact, facts, definitions, passed) };
}

/** A fact that is worked out from another is asked by that one. */
function asked(fact: string, definitions: ReadonlyMap<string, FactDefinition>): string {
  return definitions.get(fact)?.derivedFrom ?? fact;
}

/** The facts shown, and all that are worked out from them. */
function passedFacts(shown: readonly string[], definitions: ReadonlyMap<string, FactDefinition>): ReadonlySet<string> {
  const derived = [...definitions.values()].filter(({ derivedFrom = '' }) => shown.includes(derivedFrom));
  return new Set([...shown, ...derived.map(({ id }) => id)]);
}
