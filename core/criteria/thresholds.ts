import type { FactValue } from '../values/fact.ts';
import type { FactNode } from './node.ts';

/** The whole numbers at which the truth of a criterion can change: each is the first of another stretch. */
export function thresholdsOf(node: FactNode): readonly number[] {
  switch (node.kind) {
    case 'at-least':
    case 'less-than':
      return [Math.ceil(node.value)];
    case 'more-than':
    case 'at-most':
      return [Math.floor(node.value) + 1];
    case 'is':
    case 'one-of':
    case 'in':
      return mentionedBy(node).flatMap((value) => (typeof value === 'number' ? [value, value + 1] : []));
    case 'within':
    case 'judgement':
      return [];
    default:
      return node satisfies never;
  }
}

/** The values that a criterion names one by one. */
export function mentionedBy(node: FactNode): readonly FactValue[] {
  if (node.kind === 'is') return [node.value];
  if (node.kind === 'one-of') return node.values;
  return node.kind === 'in' ? node.codes : [];
}
