import type { QuestionnaireItem, QuestionnaireItemEnableWhen } from 'fhir/r4.js';
import type { Condition } from './condition.ts';
import type { Asked } from './form.ts';
import { cellCount, rangesOf, type ValueQuestion } from './question.ts';

/** A condition in the words of enableWhen. */
export type Enabled = Required<Pick<QuestionnaireItem, 'enableWhen' | 'enableBehavior'>>;

/**
 * The condition as enableWhen where that says exactly the same in every renderer, else undefined. Only "exists", "="
 * and one-sided comparisons of numbers are used: what "!=" makes of an unanswered question differs between renderers.
 * @param base address below which the code systems stand
 */
export function enableWhenOf(condition: Condition, asked: readonly Asked[], base: string): Enabled | undefined {
  if (condition.kind === 'always' || condition.kind === 'never') return undefined;
  const parts = condition.kind === 'answer' ? [condition] : condition.parts;
  const found = parts.map((part) => (part.kind === 'answer' ? alternatives(part, asked, base) : undefined));
  const tests = found.filter((some) => some !== undefined);
  if (tests.length < found.length) return undefined;
  if (condition.kind !== 'all') return { enableWhen: tests.flat(), enableBehavior: 'any' };
  return tests.every(({ length }) => length === 1) ? { enableWhen: tests.flat(), enableBehavior: 'all' } : undefined;
}

/** Tests of which one has to hold, or undefined where no such tests say it. */
function alternatives(
  { question: at, cells }: Extract<Condition, { kind: 'answer' }>,
  asked: readonly Asked[],
  base: string,
): readonly QuestionnaireItemEnableWhen[] | undefined {
  const question = asked[at]?.question;
  if (question?.kind !== 'value') return undefined;
  const { linkId } = question;
  const given = cells.filter((cell) => cell < cellCount(question));
  const unanswered: readonly QuestionnaireItemEnableWhen[] =
    given.length === cells.length ? [] : [{ question: linkId, operator: 'exists', answerBoolean: false }];
  if (given.length === question.cells.length)
    return [...unanswered, { question: linkId, operator: 'exists', answerBoolean: true }];
  const tests = answerTests(question, given, base);
  return tests && [...unanswered, ...tests];
}

function answerTests(
  question: ValueQuestion,
  given: readonly number[],
  base: string,
): readonly QuestionnaireItemEnableWhen[] | undefined {
  const { linkId, definition } = question;
  const { type } = definition;
  const cells = given.map((cell) => question.cells[cell]).filter((cell) => cell !== undefined);
  if (type.kind === 'integer') {
    const tests = rangesOf(cells).map(({ from, to }): QuestionnaireItemEnableWhen | undefined => {
      if (from === to) return { question: linkId, operator: '=', answerInteger: from };
      if (from === type.min) return { question: linkId, operator: '<=', answerInteger: to };
      if (to === (type.max ?? Number.MAX_SAFE_INTEGER))
        return { question: linkId, operator: '>=', answerInteger: from };
      return undefined;
    });
    const said = tests.filter((test) => test !== undefined);
    return said.length === tests.length ? said : undefined;
  }
  if (cells.some(({ answers }) => answers.kind !== 'values')) return undefined;
  return cells
    .flatMap(({ answers }) => (answers.kind === 'values' ? answers.values : []))
    .map((value): QuestionnaireItemEnableWhen => {
      const equal = { question: linkId, operator: '=' as const };
      if (typeof value === 'boolean') return { ...equal, answerBoolean: value };
      if (type.kind === 'one-of')
        return { ...equal, answerCoding: { system: codeSystemOf(definition.id, base), code: String(value) } };
      return { ...equal, answerString: String(value) };
    });
}

/** The address of the code system that lists the choices of a fact. */
export function codeSystemOf(fact: string, base: string): string {
  return `${base}/CodeSystem/${fact}`;
}
