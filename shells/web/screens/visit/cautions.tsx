import { Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Caution } from '../../../../core/values/caution.ts';
import { Cited } from '../../parts/cited.tsx';
import { withDays } from '../../words/shared.ts';
import { VISIT } from '../../words/visit.ts';
import classes from './visit.module.css';

/** Cautions that say how well a part of the answer is known begin so. */
const BASIS = 'rests-on-';

/** What a reader must know before relying on the answer; how well each part of it is known is folded. */
export function Cautions({ cautions }: { readonly cautions: readonly Caution[] }): ReactElement | null {
  if (cautions.length === 0) return null;
  const basis = cautions.filter(({ id }) => id.startsWith(BASIS));
  return (
    <section className="sheet" aria-labelledby="cautions">
      <Title order={2} id="cautions" mb="xs">
        {VISIT.cautions}
      </Title>
      <Lines cautions={cautions.filter(({ id }) => !id.startsWith(BASIS))} />
      {basis.length > 0 && (
        <details className={classes['fold']}>
          <summary>{VISIT.basis}</summary>
          <Lines cautions={basis} />
        </details>
      )}
    </section>
  );
}

function Lines({ cautions }: { readonly cautions: readonly Caution[] }): ReactElement {
  return (
    <ul className={classes['plain']}>
      {cautions.map(({ id, text, cite = [] }) => (
        <li key={`${id} ${text}`} className={classes['row']}>
          <div className={classes['grow']}>
            <Text>{withDays(text)}</Text>
            {cite.length > 0 && (
              <details className={classes['quiet']}>
                <summary>{VISIT.sources(cite.length)}</summary>
                <Cited cites={cite} />
              </details>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
