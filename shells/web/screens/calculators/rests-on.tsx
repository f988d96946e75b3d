import { Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { CitedRule } from '../../../../core/regimen/cited.ts';
import type { Caution } from '../../../../core/values/caution.ts';
import { Cited } from '../../parts/cited.tsx';
import { CALCULATORS } from '../../words/calculators.ts';
import { withDays } from '../../words/shared.ts';
import classes from './calculators.module.css';

/** What to know before relying on an answer, and where each rule of it stands. */
export function RestsOn({
  cautions,
  cites,
}: {
  readonly cautions: readonly Caution[];
  readonly cites: readonly CitedRule[];
}): ReactElement {
  const rules = [...new Set(cites.map(({ rule }) => rule))];
  return (
    <div className="sheet">
      {cautions.length > 0 && (
        <>
          <Title order={2} mb="xs">
            {CALCULATORS.cautions}
          </Title>
          <ul className={classes['list']}>
            {cautions.map(({ id, text }) => (
              <li key={`${id} ${text}`}>{withDays(text)}</li>
            ))}
          </ul>
        </>
      )}
      <details className={classes['sources']}>
        <summary>{CALCULATORS.sources(cites.length)}</summary>
        {rules.map((rule) => (
          <div key={rule}>
            <Text fw={600} mt="xs">
              {rule}
            </Text>
            <Cited cites={cites.filter((cite) => cite.rule === rule)} />
          </div>
        ))}
      </details>
    </div>
  );
}
