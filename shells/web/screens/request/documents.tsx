import { List, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { walk } from '../../../../core/criteria/trace.ts';
import { sayValue } from '../../../../core/values/say-value.ts';
import { useFacts } from '../../api/facts.ts';
import { chartOf, type KeptFinding } from '../../api/review.ts';
import { ROLES } from '../../words/frame.ts';
import { REQUEST } from '../../words/request.ts';
import { day } from '../../words/shared.ts';
import { Resources } from './resources.tsx';

const WORDS = REQUEST.documents;

/** What a finding rests on: the resources of the chart, and what people attest. */
export function Documents({ finding }: { readonly finding: KeptFinding }): ReactElement {
  const chart = chartOf(finding);
  return (
    <section className="sheet" aria-labelledby="documents">
      <Title order={2} id="documents" mb="sm">
        {WORDS.title}
      </Title>
      <Attested finding={finding} />
      {chart === null ? <Text mt="sm">{WORDS.noChart}</Text> : <Resources chart={chart} />}
    </section>
  );
}

/** A value that a person gave, with who and when as far as that was told. */
interface Said {
  readonly value: unknown;
  readonly by?: string;
  readonly role?: string;
  readonly at?: string;
}

function Attested({ finding: { asked, found } }: { readonly finding: KeptFinding }): ReactElement {
  const facts = useFacts();
  const answers = asked['answers'];
  const given = typeof answers === 'object' && answers !== null ? (answers as Readonly<Record<string, unknown>>) : {};
  const leaves = found.criteria === null ? [] : [...walk(found.criteria)];
  // Of answers that came as a text, the ones that a criterion looks at are known from the finding.
  const attested = new Map(
    leaves.flatMap(({ fact, value, origin, evidence }) =>
      fact !== undefined && origin === 'attested' && value !== null && value !== undefined
        ? [[fact, { value, display: evidence[0]?.display }] as const]
        : [],
    ),
  );
  if (attested.size === 0) return <Text>{WORDS.nobody}</Text>;
  return (
    <>
      <Text fw={600}>{WORDS.said}</Text>
      <List spacing={4}>
        {[...attested].map(([fact, { value, display }]) => (
          <List.Item key={fact}>
            {facts.get(fact)?.name ?? fact}: <b>{sayValue(value, facts.get(fact))}</b>
            <Text span c="dimmed">
              {' '}
              {signerOf(given[fact]) ?? display}
            </Text>
          </List.Item>
        ))}
      </List>
    </>
  );
}

function signerOf(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || !('by' in given)) return undefined;
  const { by, role, at } = given as Said;
  return [by, role === undefined ? undefined : (ROLES[role] ?? role), at === undefined ? undefined : day(at)]
    .filter((one) => one !== undefined)
    .join(', ');
}
