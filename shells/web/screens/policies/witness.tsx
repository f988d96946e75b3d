import { List, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Decisive } from '../../../../core/coverage/diff/diff.ts';
import type { RequestKind } from '../../../../core/coverage/policy.ts';
import { inReadingOrder } from '../../../../core/criteria/node.ts';
import { sayValue } from '../../../../core/values/say-value.ts';
import { useFacts } from '../../api/facts.ts';
import { usePolicyDocument, type ToldWitness } from '../../api/policy-documents.ts';
import { COVERAGE } from '../../words/coverage.ts';
import { ROLES } from '../../words/frame.ts';
import { POLICIES } from '../../words/policies.ts';
import classes from './policies.module.css';

const WORDS = POLICIES.diff;

/** A patient whom one version approves and the other does not: what separates, what fails, and what else is so. */
export function Direction({
  witness,
  by,
  not,
  kind,
}: {
  readonly witness: ToldWitness;
  /** `id@version` of the one that approves, and of the other. */
  readonly by: string;
  readonly not: string;
  readonly kind: RequestKind;
}): ReactElement {
  const facts = useFacts();
  const [id = '', version = ''] = not.split('@');
  const request = usePolicyDocument(id, version).policy.requests[kind];
  const texts = new Map(
    request === null ? [] : inReadingOrder(request.criteria).map((node) => [node.id, node.text] as const),
  );
  const { separating, decisive, outcome, notMet, waiting = [], reason } = witness;
  const said = ({ fact, value, role }: Decisive): string =>
    [sayValue(value, facts.get(fact)), role === undefined ? undefined : (ROLES[role] ?? role)]
      .filter((one) => one !== undefined)
      .join(', ');
  const others = decisive.filter(({ fact }) => !separating.some((one) => one.fact === fact));
  return (
    <div className={classes['direction']}>
      <Title order={3}>{WORDS.only(...namesOf(by, not))}</Title>
      <Text>{reason ?? WORDS.finds(id, COVERAGE.outcomes[outcome])}</Text>
      {separating.length > 0 && (
        <>
          <Text fw={600}>{WORDS.separates}</Text>
          <List>
            {separating.map((one) => (
              <List.Item key={one.fact}>
                <b>{facts.get(one.fact)?.name ?? one.fact}</b>:{' '}
                {WORDS.would(said(one), said({ ...one.instead, fact: one.fact }))}
              </List.Item>
            ))}
          </List>
        </>
      )}
      <Criteria title={WORDS.fails} ids={notMet} texts={texts} />
      <Criteria title={WORDS.waits} ids={waiting} texts={texts} />
      {others.length > 0 && (
        <>
          <Text fw={600}>{WORDS.with}</Text>
          <List>
            {others.map((one) => (
              <List.Item key={one.fact}>
                {facts.get(one.fact)?.name ?? one.fact}: {said(one)}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </div>
  );
}

/** Two versions by their policies, or, of one policy, by their versions. */
function namesOf(by: string, not: string): [string, string] {
  const [one = '', oneVersion = ''] = by.split('@');
  const [other = '', otherVersion = ''] = not.split('@');
  return one === other ? [oneVersion, otherVersion] : [one, other];
}

function Criteria({
  title,
  ids,
  texts,
}: {
  readonly title: string;
  readonly ids: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}): ReactElement | null {
  if (ids.length === 0) return null;
  return (
    <>
      <Text fw={600}>{title}</Text>
      <List>
        {ids.map((id) => (
          <List.Item key={id}>{texts.get(id) ?? id}</List.Item>
        ))}
      </List>
    </>
  );
}
