import type { Citation } from '../values/citation.ts';
import type { FactValue } from '../values/fact.ts';
import type { Period } from '../values/period.ts';

/** The fact that holds the day of the answer, from which `within` counts back. */
export const REQUEST_DATE = 'request.date';

/** What every criterion has: an id unique in its policy version, its meaning in our own words, and where it stands. */
interface Common {
  readonly id: string;
  readonly text: string;
  readonly cite: readonly Citation[];
}

/** What every criterion on one fact has; `attestedBy` names the roles whose word the document asks for (R9). */
interface OnFact extends Common {
  readonly fact: string;
  readonly attestedBy?: readonly string[];
}

export interface AllNode extends Common {
  readonly kind: 'all';
  readonly children: readonly Criterion[];
}
export interface AnyNode extends Common {
  readonly kind: 'any';
  readonly children: readonly Criterion[];
}
export interface NotNode extends Common {
  readonly kind: 'not';
  readonly child: Criterion;
}
/** At least `n` of the children, whichever they are. */
export interface AtLeastOfNode extends Common {
  readonly kind: 'at-least-of';
  readonly n: number;
  readonly children: readonly Criterion[];
}
/** Applies only to some patients: `then` counts where `condition` is met, and nothing is asked where it is not. */
export interface WhenNode extends Common {
  readonly kind: 'when';
  readonly condition: Criterion;
  readonly then: Criterion;
}
export interface IsNode extends OnFact {
  readonly kind: 'is';
  readonly value: FactValue;
}
export interface OneOfNode extends OnFact {
  readonly kind: 'one-of';
  readonly values: readonly FactValue[];
}
/** The fact's code is on one of the policy's code lists; `codes` are those of the list, put here by the loader. */
export interface InNode extends OnFact {
  readonly kind: 'in';
  readonly list: string;
  readonly codes: readonly string[];
}
export type Comparison = 'at-least' | 'more-than' | 'at-most' | 'less-than';
export interface CompareNode extends OnFact {
  readonly kind: Comparison;
  readonly value: number;
}
/** The day that the fact records lies in the period that ends on the day of the request, both ends included. */
export interface WithinNode extends OnFact {
  readonly kind: 'within';
  readonly period: Period;
}
/** Only a person of the roles in `attestedBy` can say; the same word from anyone else leaves it unknown. */
export interface JudgementNode extends OnFact {
  readonly kind: 'judgement';
  readonly attestedBy: readonly string[];
}
/** Repeats a criterion that stands elsewhere in the same policy; `child` is that criterion, put here by the loader. */
export interface SameAsNode extends Common {
  readonly kind: 'same-as';
  readonly target: string;
  readonly child: Criterion;
}

export type FactNode = IsNode | OneOfNode | InNode | CompareNode | WithinNode | JudgementNode;
export type Criterion = AllNode | AnyNode | AtLeastOfNode | NotNode | WhenNode | SameAsNode | FactNode;

/** The criteria directly below, in reading order. */
export function childrenOf(node: Criterion): readonly Criterion[] {
  switch (node.kind) {
    case 'all':
    case 'any':
    case 'at-least-of':
      return node.children;
    case 'not':
    case 'same-as':
      return [node.child];
    case 'when':
      return [node.condition, node.then];
    case 'is':
    case 'one-of':
    case 'in':
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
    case 'within':
    case 'judgement':
      return [];
    default:
      return node satisfies never;
  }
}

/** True for a criterion on one fact, which has nothing below it. */
export function isFactNode(node: Criterion): node is FactNode {
  return 'fact' in node;
}

/** The criterion and all below it, parents first: the order of the positions in a trace. */
export function inReadingOrder(node: Criterion): readonly Criterion[] {
  return [node, ...childrenOf(node).flatMap(inReadingOrder)];
}
