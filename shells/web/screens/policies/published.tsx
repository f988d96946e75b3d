import { Anchor, List, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Outcome } from '../../../../core/coverage/determination.ts';
import type { Published } from '../../api/policy-documents.ts';
import { Heading } from '../../parts/heading.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import { POLICIES } from '../../words/policies.ts';

const WORDS = POLICIES.draft;

/** What was published, and the open requests under it: what is found of each before and after. */
export function PublishedNotice({ published }: { readonly published: Published }): ReactElement {
  const { policy, version, ended, affected } = published;
  return (
    <Stack gap="md">
      <Heading title={WORDS.published} about={POLICIES.document.version(policy, version)} />
      <section className="sheet">
        <Text fw={600}>{WORDS.willBegin(policy, version)}</Text>
        {ended !== null && <Text>{WORDS.willEnd(ended)}</Text>}
        <Text mt="sm">{WORDS.affected(affected.count)}</Text>
        <List>
          {affected.requests.map(({ id, title, outcomes: { before, after } }) => (
            <List.Item key={id}>
              {title} {id.slice(0, 8)}:{' '}
              {before === null && after === null ? (
                WORDS.notHeld
              ) : (
                <>
                  {said(before)} → <b>{said(after)}</b>
                </>
              )}
            </List.Item>
          ))}
        </List>
        <Anchor component={Link} to={`/policies/${policy}/${version}`} py="sm" display="inline-block">
          {WORDS.see}
        </Anchor>
      </section>
    </Stack>
  );
}

function said(outcome: Outcome | null): string {
  return outcome === null ? WORDS.notHeld : COVERAGE.outcomes[outcome];
}
