import { Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Determination } from '../../../../core/coverage/determination.ts';
import type { FactDefinition } from '../../../../core/values/fact.ts';
import { COVERAGE } from '../../words/coverage.ts';
import type { Asking } from './asking.ts';
import { Branch } from './branch.tsx';
import { firstPlaces } from './first-places.ts';

/** The criteria as a tree, each with what it came to, what that rests on, and the question where it is not known. */
export function Criteria({
  found,
  facts,
  asking,
}: {
  readonly found: Determination;
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly asking: Asking;
}): ReactElement | null {
  const { criteria, needed, next } = found;
  if (criteria === null) return null;
  const drawing = {
    ...{ facts, asking, firsts: firstPlaces(criteria), next },
    needed: new Map(needed.map((one) => [one.fact, one])),
  };
  return (
    <section className="sheet" aria-labelledby="criteria">
      <Title order={2} id="criteria" mb="sm">
        {COVERAGE.criteria}
      </Title>
      <ul style={LIST}>
        <Branch criterion={criteria} drawing={drawing} depth={0} />
      </ul>
    </section>
  );
}

const LIST = { listStyle: 'none', margin: 0, padding: 0 } as const;
