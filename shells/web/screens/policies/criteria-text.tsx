import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { childrenOf, type Criterion } from '../../../../core/criteria/node.ts';
import { useFacts } from '../../api/facts.ts';
import { Cited } from '../../parts/cited.tsx';
import { sayGroup, sayRule } from '../../words/policies.ts';
import classes from './policies.module.css';

/** The criteria of a request as they are written: each in words, what it asks of which fact, and where it stands. */
export function CriteriaText({ criterion }: { readonly criterion: Criterion }): ReactElement {
  return (
    <ul className={classes['tree']}>
      <Node node={criterion} />
    </ul>
  );
}

function Node({ node }: { readonly node: Criterion }): ReactElement {
  const facts = useFacts();
  const group = sayGroup(node);
  const rule = sayRule(node, facts);
  // What is repeated is shown as it stands there.
  const below = node.kind === 'same-as' ? childrenOf(node.child) : childrenOf(node);
  return (
    <li className={classes['node']}>
      <div className={classes['line']}>
        <div>
          <Text {...(below.length > 0 ? { fw: 600 } : {})}>{node.text}</Text>
          {rule !== '' && <Text c="dimmed">{rule}</Text>}
        </div>
        <Cited cites={node.cite} />
      </div>
      {below.length > 0 && (
        <>
          <Text c="dimmed">{group}</Text>
          <ul className={classes['below']}>
            {below.map((child) => (
              <Node key={child.id} node={child} />
            ))}
          </ul>
        </>
      )}
    </li>
  );
}
