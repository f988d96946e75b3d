import { MET } from '../../../core/criteria/kinds/code.ts';
import type { FactRecord, FactValue, RecordedFact } from '../../../core/values/fact.ts';
import { truthsOn } from './answer-cells.ts';
import { cellCount, type AnswerCell, type Question, type ValueQuestion } from './question.ts';

/**
 * The cell that what is recorded answers the question by, or the number of its cells where it does not answer it.
 * @param on the day of the request, YYYY-MM-DD
 */
export function cellOf(question: Question, facts: FactRecord, on: string): number {
  const recorded = facts.get(question.kind === 'signer' ? question.fact : question.linkId);
  const cell =
    recorded &&
    (question.kind === 'signer' ? signerCell(question.roles, recorded) : valueCell(question, recorded.value, on));
  return cell === undefined || cell < 0 ? cellCount(question) : cell;
}

function signerCell(roles: readonly string[], { by, role }: RecordedFact): number {
  return by === undefined || role === undefined ? -1 : roles.indexOf(role);
}

function valueCell(question: ValueQuestion, value: FactValue, on: string): number {
  return question.cells.findIndex((cell) => holdsValue(question, cell, value, on));
}

function holdsValue(
  { definition, criteria }: ValueQuestion,
  { answers }: AnswerCell,
  value: FactValue,
  on: string,
): boolean {
  switch (answers.kind) {
    case 'values':
      return answers.values.includes(value);
    case 'except':
      return !answers.values.includes(value);
    case 'numbers':
      return typeof value === 'number' && answers.range.from <= value && value <= answers.range.to;
    case 'days': {
      const truths = truthsOn(value, definition, criteria, on);
      return criteria.every((node) => (truths.get(node) === MET) === answers.met.includes(node));
    }
    default:
      return answers satisfies never;
  }
}
