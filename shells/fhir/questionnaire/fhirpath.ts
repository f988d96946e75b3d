import type { FactNode } from '../../../core/criteria/node.ts';
import type { FactValue } from '../../../core/values/fact.ts';
import type { Condition } from './condition.ts';
import type { Asked } from './form.ts';
import {
  cellCount,
  nameLinkId,
  rangesOf,
  roleLinkId,
  signerLinkId,
  type AnswerCell,
  type Question,
  type SignerQuestion,
  type ValueQuestion,
} from './question.ts';
import { daysWhere } from './fhirpath-days.ts';

/**
 * The condition as a FHIRPath expression over the response (%resource). It is true or false whatever is answered,
 * and never empty: an answer that is missing, or of another kind than asked, is "unanswered".
 * @param asked the form's questions, by the positions that the condition uses
 */
export function fhirPathOf(condition: Condition, asked: readonly Asked[]): string {
  switch (condition.kind) {
    case 'always':
      return 'true';
    case 'never':
      return 'false';
    case 'answer': {
      const question = asked[condition.question]?.question;
      if (question === undefined) throw new Error(`There is no question ${condition.question}`);
      return answered(question, condition.cells);
    }
    case 'all':
    case 'any': {
      const word = condition.kind === 'all' ? ' and ' : ' or ';
      return condition.parts
        .map((part) => {
          const path = fhirPathOf(part, asked);
          return part.kind === 'all' || part.kind === 'any' ? `(${path})` : path;
        })
        .join(word);
    }
    default:
      return condition satisfies never;
  }
}

/** The question is answered by one of the cells, "unanswered" the last of them. */
function answered(question: Question, cells: readonly number[]): string {
  const count = cellCount(question);
  if (!cells.includes(count)) return given(question, cells);
  const others = Array.from({ length: count }, (_, cell) => cell).filter((cell) => !cells.includes(cell));
  return others.length === 0 ? 'true' : `${given(question, others)}.not()`;
}

function given(question: Question, cells: readonly number[]): string {
  return question.kind === 'signer' ? signedBy(question, cells) : valueIn(question, cells);
}

/** A signer is named by both name and role. */
function signedBy({ roles, fact }: SignerQuestion, cells: readonly number[]): string {
  const accepted = cells.map((cell) => roles[cell] ?? '');
  const item = `%resource.item.where(linkId = ${text(signerLinkId(fact))}).item`;
  const name = `${item}.where(linkId = ${text(nameLinkId(fact))}).answer.value.exists()`;
  const role = `${item}.where(linkId = ${text(roleLinkId(fact))}).answer.value.exists(${among('code', accepted)})`;
  return `(${name} and ${role})`;
}

function valueIn(question: ValueQuestion, cells: readonly number[]): string {
  const value = `%resource.item.where(linkId = ${text(question.linkId)}).answer.value`;
  return cells.length === question.cells.length
    ? `${value}.exists()`
    : `${value}.exists(${criterionOn(question, cells)})`;
}

/** What holds of `$this`, the value of one answer, where it lies in one of the cells. */
function criterionOn({ definition, cells: all, criteria }: ValueQuestion, wanted: readonly number[]): string {
  const cells = wanted.map((cell) => all[cell]).filter((cell) => cell !== undefined);
  const { type } = definition;
  switch (type.kind) {
    case 'yes-no':
    case 'one-of':
    case 'code':
    case 'text':
      return valuesWhere(type.kind === 'one-of' ? 'code' : '$this', cells);
    case 'integer':
      return numbersWhere(cells, type.min, type.max);
    case 'date':
      return daysWhere(
        cells.map(({ answers }) => metOn(answers)),
        all.map(({ answers }) => metOn(answers)),
        criteria,
        definition.id,
      );
    default:
      return type satisfies never;
  }
}

function metOn(answers: AnswerCell['answers']): readonly FactNode[] {
  return answers.kind === 'days' ? answers.met : [];
}

function valuesWhere(path: string, cells: readonly AnswerCell[]): string {
  const sets = cells.map(({ answers }) => answers);
  const listed = sets.flatMap((set) => (set.kind === 'values' ? set.values : []));
  const except = sets.find((set) => set.kind === 'except');
  if (except?.kind !== 'except') return among(path, listed);
  const left = except.values.filter((value) => !listed.includes(value));
  return left.length === 0 ? `${path}.exists()` : `(${among(path, left)}).not()`;
}

function among(path: string, values: readonly FactValue[]): string {
  const written = values.map((value) => (typeof value === 'string' ? text(value) : String(value)));
  return written.length === 1 ? `${path} = ${written.join('')}` : `${path} in (${written.join(' | ')})`;
}

/** Adjoining stretches are written as one; the ends of what the fact can be are left out. */
function numbersWhere(cells: readonly AnswerCell[], min: number, max = Number.MAX_SAFE_INTEGER): string {
  return rangesOf(cells)
    .map(({ from, to }) => {
      if (from === to) return `$this = ${from}`;
      const ends = [...(from === min ? [] : [`$this >= ${from}`]), ...(to === max ? [] : [`$this <= ${to}`])];
      return ends.length === 2 ? `(${ends.join(' and ')})` : ends.join('');
    })
    .join(' or ');
}

/** A FHIRPath string literal. */
function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
