import type { FactDefinition, FactRecord, FactValue, RecordedFact } from '../values/fact.ts';
import type { CompiledCriteria, Trace } from './compile.ts';
import { daysTold } from './days-told.ts';
import { UNKNOWN } from './kinds/code.ts';
import { inReadingOrder, isFactNode, REQUEST_DATE, type FactNode } from './node.ts';
import { openQuestions } from './open-questions.ts';
import { mentionedBy, thresholdsOf } from './thresholds.ts';
import type { Way } from './ways.ts';

/**
 * The open question whose answer decides most: of the answers that the criteria tell apart, the largest share settles
 * the outcome one way or the other. Of equals the one that most ways of meeting the criteria need, then the first read.
 * @param ways the ways of meeting them, as far as they are known
 * @param passed facts that nobody can answer: they are not asked again
 */
export function nextQuestion(
  trace: Trace,
  facts: FactRecord,
  definitions: ReadonlyMap<string, FactDefinition>,
  ways: readonly Way[],
  passed: ReadonlySet<string> = new Set(),
): string | undefined {
  const asked = openQuestions(trace).filter(({ fact }) => !passed.has(fact));
  const open = [...new Map(asked.map((node) => [node.fact, node])).values()];
  const scored = open.map((node) => ({
    fact: node.fact,
    settles: shareThatSettles(trace.criteria, node, facts, definitions),
    needed: ways.filter((way) => way.has(node.fact)).length,
  }));
  return scored.sort((a, b) => b.settles - a.settles || b.needed - a.needed)[0]?.fact;
}

/**
 * Whether nothing is left to ask after the question, whatever its answer is.
 * @param fact of an open question
 * @param passed facts that nobody can answer
 */
export function isLastQuestion(
  trace: Trace,
  fact: string,
  facts: FactRecord,
  definitions: ReadonlyMap<string, FactDefinition>,
  passed: ReadonlySet<string>,
): boolean {
  const { criteria } = trace;
  const node = openQuestions(trace).find((one) => one.fact === fact);
  if (node === undefined) return false;
  return tellingAnswers(criteria, fact, facts, definitions.get(fact)).every((value) => {
    const after = criteria.evaluate(new Map([...facts, [fact, answerTo(node, value)]]));
    return openQuestions(after).every((one) => passed.has(one.fact));
  });
}

function answerTo(node: FactNode, value: FactValue): RecordedFact {
  return { value, origin: 'attested', evidence: [], by: '', ...signer(node) };
}

function shareThatSettles(
  criteria: CompiledCriteria,
  node: FactNode,
  facts: FactRecord,
  definitions: ReadonlyMap<string, FactDefinition>,
): number {
  const answers = tellingAnswers(criteria, node.fact, facts, definitions.get(node.fact));
  const settled = answers.filter((value) => {
    return criteria.evaluate(new Map([...facts, [node.fact, answerTo(node, value)]])).truths[0] !== UNKNOWN;
  });
  return settled.length / Math.max(1, answers.length);
}

function signer(node: FactNode): { readonly role?: string } {
  const role = node.attestedBy?.[0];
  return role === undefined ? {} : { role };
}

/** One answer for each part of the fact's values that the criteria tell apart. */
function tellingAnswers(
  criteria: CompiledCriteria,
  fact: string,
  facts: FactRecord,
  definition?: FactDefinition,
): readonly FactValue[] {
  const type = definition?.type;
  if (type?.kind === 'yes-no') return [true, false];
  if (type?.kind === 'one-of') return type.choices.map(({ value }) => value);
  const nodes = inReadingOrder(criteria.root)
    .filter(isFactNode)
    .filter((node) => node.fact === fact);
  if (type?.kind === 'integer') {
    const highest = type.max ?? Number.MAX_SAFE_INTEGER;
    const edges = nodes.flatMap(thresholdsOf).filter((edge) => edge > type.min && edge <= highest);
    return [type.min, ...new Set(edges)];
  }
  const on = facts.get(REQUEST_DATE)?.value;
  if (type?.kind === 'date' && typeof on === 'string')
    return [...new Set([...nodes.flatMap((node) => daysTold(node, on)), ...nodes.flatMap(mentionedBy), '1900-01-01'])];
  return [...new Set(nodes.flatMap(mentionedBy)), 'another'];
}
