import type { ComparedTruth, Comparison } from '../../../core/explain/compare.ts';
import type { Paint } from '../paint.ts';
import { table, wrap } from './table.ts';

const MARKS: Readonly<Record<ComparedTruth, (paint: Paint) => string>> = {
  met: (paint) => paint('green', '✓'),
  'not-met': (paint) => paint('red', '✗'),
  unknown: (paint) => paint('yellow', '?'),
  'does-not-apply': (paint) => paint('dim', '–'),
  'not-asked': (paint) => paint('dim', 'not asked'),
};

/** One patient under several policies: a column a policy, and what separates them. */
export function renderComparison({ policies, facts, separates }: Comparison, paint: Paint): string {
  const head = ['', ...policies].map((name) => paint('bold', name));
  const rows = facts.map(({ name, truths }) => [name, ...truths.map((truth) => MARKS[truth](paint))]);
  return [
    paint('bold', 'SIDE BY SIDE'),
    '',
    table([head, ...rows]),
    ...(separates.length === 0 ? [] : ['', ...separates.map((sentence) => wrap(sentence, 2))]),
  ].join('\n');
}
