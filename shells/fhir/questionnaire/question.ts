import type { Code } from '../../../core/criteria/kinds/code.ts';
import type { FactNode } from '../../../core/criteria/node.ts';
import type { FactDefinition, FactValue } from '../../../core/values/fact.ts';

/** Whole numbers from `from` to `to`, both included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Answers that no criterion tells apart. `days`: the days on which exactly these criteria are met; which days those
 * are depends on the day of the request.
 */
export type AnswerSet =
  | { readonly kind: 'values'; readonly values: readonly FactValue[] }
  | { readonly kind: 'except'; readonly values: readonly FactValue[] }
  | { readonly kind: 'numbers'; readonly range: NumberRange }
  | { readonly kind: 'days'; readonly met: readonly FactNode[] };

/** One way to answer a question, with the truth that each criterion has on it; a judgement's as if it were signed. */
export interface AnswerCell {
  readonly answers: AnswerSet;
  readonly truths: ReadonlyMap<FactNode, Code>;
}

/** The question after one fact. */
export interface ValueQuestion {
  readonly kind: 'value';
  /** The id of the fact that is asked. */
  readonly linkId: string;
  readonly definition: FactDefinition;
  /** The criteria that its answer is for, in reading order; those on facts that follow from it included. */
  readonly criteria: readonly FactNode[];
  readonly cells: readonly AnswerCell[];
  /** Roles that the document asks the word of though the criteria take anybody's: a signer may be named. */
  readonly offersSigner: readonly string[];
}

/** The question who gives the judgement that stands just before it: the name of a person, and a role of `roles`. */
export interface SignerQuestion {
  readonly kind: 'signer';
  readonly linkId: string;
  readonly fact: string;
  /** The roles that any of the judgements accepts; each is one cell, in this order. */
  readonly roles: readonly string[];
}

export type Question = ValueQuestion | SignerQuestion;

/** In how many ways the question can be answered, without that it is not: the cell of that number is "unanswered". */
export function cellCount(question: Question): number {
  return question.kind === 'value' ? question.cells.length : question.roles.length;
}

/** The link id of the group in which the signer of a fact is named. */
export const signerLinkId = (fact: string): string => `${fact}.signer`;
export const nameLinkId = (fact: string): string => `${fact}.signer.name`;
export const roleLinkId = (fact: string): string => `${fact}.signer.role`;

/** The stretches of the cells of a number, neighbors joined, in order. */
export function rangesOf(cells: readonly AnswerCell[]): readonly NumberRange[] {
  const ranges = cells.flatMap(({ answers }) => (answers.kind === 'numbers' ? [answers.range] : []));
  return [...ranges]
    .sort((a, b) => a.from - b.from)
    .reduce<readonly NumberRange[]>((joined, range) => {
      const last = joined.at(-1);
      if (last === undefined || last.to + 1 < range.from) return [...joined, range];
      return [...joined.slice(0, -1), { from: last.from, to: range.to }];
    }, []);
}
