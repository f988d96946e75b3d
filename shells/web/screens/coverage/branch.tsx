import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { TracedCriterion } from '../../../../core/criteria/trace.ts';
import { Truth } from '../../parts/truth.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import classes from './coverage.module.css';
import type { Drawing } from './drawing.ts';
import { Leaf } from './leaf.tsx';

/** A criterion with those below it; a group that is met is folded. */
export function Branch({
  criterion,
  drawing,
  depth,
}: {
  readonly criterion: TracedCriterion;
  readonly drawing: Drawing;
  readonly depth: number;
}): ReactElement {
  // One that repeats another shows what it repeats in its place.
  const shown = criterion.kind === 'same-as' ? (criterion.children[0] ?? criterion) : criterion;
  const line = (
    <span className={classes['line']}>
      <Truth truth={criterion.truth} {...(criterion.applies === false ? { words: COVERAGE.node.spared } : {})} />
      <span className={shown.children.length > 0 ? classes['group'] : undefined}>{criterion.text}</span>
    </span>
  );
  if (shown.children.length === 0)
    return (
      <li className={classes['node']}>
        <Leaf criterion={shown} drawing={drawing} line={line} />
      </li>
    );
  const below = shown.applies === false ? shown.children.slice(0, 1) : shown.children;
  return (
    <li className={classes['node']}>
      <details open={depth === 0 || criterion.truth !== 'met'}>
        <summary className={classes['summary']}>{line}</summary>
        {COUNTS[shown.kind] !== undefined && (
          <Text c="dimmed" ml="lg">
            {COUNTS[shown.kind]}
          </Text>
        )}
        <ul className={classes['below']}>
          {below.map((child, index) => (
            <Branch key={`${child.id} ${String(index)}`} criterion={child} drawing={drawing} depth={depth + 1} />
          ))}
        </ul>
      </details>
    </li>
  );
}

/** How the criteria below count, where it is not each of them. */
const COUNTS: Readonly<Partial<Record<TracedCriterion['kind'], string>>> = COVERAGE.counts;
