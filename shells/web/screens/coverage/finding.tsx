import { Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { sayAllowed, sayBecause } from '../../../../core/explain/say.ts';
import type { Determination, Outcome } from '../../../../core/coverage/determination.ts';
import { sayValue } from '../../../../core/values/say-value.ts';
import type { FactDefinition } from '../../../../core/values/fact.ts';
import { Cited } from '../../parts/cited.tsx';
import type { Shown } from '../../parts/truth.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import { withDays } from '../../words/shared.ts';
import classes from './coverage.module.css';

const TRUTHS: Readonly<Record<Outcome, Shown>> = {
  'criteria-met': 'met',
  'information-needed': 'unknown',
  'criteria-not-met': 'not-met',
  'policy-not-applicable': 'unknown',
};
const SIGNS = { met: '✓', 'not-met': '✗', unknown: '?' } as const;

type Facts = ReadonlyMap<string, FactDefinition>;

/** The finding in large words, why, and by which answers it would be met. @param stale a newer one is on its way */
export function Finding({
  found,
  facts,
  stale,
}: {
  readonly found: Determination;
  readonly facts: Facts;
  readonly stale: boolean;
}): ReactElement {
  const { outcome, authorization, policy, request, cautions } = found;
  const truth = TRUTHS[outcome];
  return (
    <section className={`sheet ${classes['finding'] ?? ''}`} data-truth={truth} aria-busy={stale}>
      <div role="status">
        <Title order={2} className={classes['outcome']}>
          <span aria-hidden="true">{SIGNS[truth]}</span> {COVERAGE.outcomes[outcome]}
        </Title>
        <Text>{withDays(sayBecause(found))}.</Text>
      </div>
      <Text c="dimmed">{COVERAGE.under(policy.id, policy.version, request.on)}</Text>
      {authorization !== null && (
        <Text fw={600}>{COVERAGE.authorization(authorization.from, authorization.to, authorization.units)}</Text>
      )}
      <Settles found={found} facts={facts} />
      {cautions.length > 0 && (
        <details>
          <summary className={classes['summary']}>{COVERAGE.cautions(cautions.length)}</summary>
          <ul className={classes['cautions']}>
            {cautions.map(({ id, text, cite }) => (
              <li key={id}>
                {text}
                <Cited cites={cite ?? []} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** The smallest sets of answers by which the criteria would be met, or what of the record would have to differ. */
function Settles({ found, facts }: { readonly found: Determination; readonly facts: Facts }): ReactElement | null {
  const { settles, settlesMore, wouldDiffer = [] } = found;
  const words = COVERAGE.settle;
  if (settles.length === 0 && wouldDiffer.length === 0) return null;
  const sets = settles.slice(0, MOST_SETS);
  return (
    <details open={sets.length <= 1}>
      <summary className={classes['summary']}>{words.title}</summary>
      <Stack gap="xs" className={classes['settles']}>
        {sets.length > 0 && <Text>{sets.length === 1 ? words.one : words.any}</Text>}
        {sets.map((set, index) => (
          <ul key={set.map(({ fact }) => fact).join(' ')} aria-label={words.set(index + 1)}>
            {set.map(({ fact, ask, allows }) => (
              <li key={fact}>
                {ask} <b>{sayAllowed(allows, facts.get(fact))}</b>
              </li>
            ))}
          </ul>
        ))}
        {(settlesMore === true || settles.length > sets.length) && <Text c="dimmed">{words.more}</Text>}
        {wouldDiffer.length > 0 && <Text>{words.differ}</Text>}
        {wouldDiffer.slice(0, MOST_SETS).map(({ recorded, answers }) => (
          <ul key={JSON.stringify(recorded)}>
            {recorded.map(({ fact, recorded: value, allows }) => (
              <li key={fact}>
                {words.recorded(
                  facts.get(fact)?.name ?? fact,
                  sayValue(value, facts.get(fact)),
                  sayAllowed(allows, facts.get(fact)),
                )}
              </li>
            ))}
            {answers.map(({ fact, ask, allows }) => (
              <li key={fact}>
                {ask} <b>{sayAllowed(allows, facts.get(fact))}</b>
              </li>
            ))}
          </ul>
        ))}
      </Stack>
    </details>
  );
}

const MOST_SETS = 5;
