import { Anchor, Button, Table, Text, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useDesk } from '../../api/desk.ts';
import { usePolicies, type HeldPolicy } from '../../api/policies.ts';
import { useFolderFaults, usePublished } from '../../api/policy-documents.ts';
import { Heading } from '../../parts/heading.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Empty } from '../../parts/notices.tsx';
import { POLICIES } from '../../words/policies.ts';
import { SCREENS } from '../../words/screens.ts';
import classes from './policies.module.css';

const WORDS = POLICIES;

/** Every held version of every policy. */
export function PolicyList(): ReactElement {
  const policies = usePolicies();
  const faults = useFolderFaults();
  const [search, setSearch] = useState('');
  const found = policies.filter((policy) => matches(policy, search));
  return (
    <>
      <Heading title={SCREENS.policies} about={WORDS.about}>
        <Button component={Link} to="/policies/compare" variant="default">
          {WORDS.compare}
        </Button>
      </Heading>
      {faults.length > 0 && (
        <Notice kind="heed" title={WORDS.faults}>
          {faults.map(({ where, what }) => (
            <Text key={`${where ?? ''} ${what}`}>
              {where}: {what}
            </Text>
          ))}
        </Notice>
      )}
      <TextInput
        label={WORDS.search}
        type="search"
        maw="28rem"
        mb="md"
        className="no-print"
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
        }}
      />
      <section className="sheet flush">
        {found.length === 0 ? <Empty title={WORDS.none} /> : <Versions policies={found} />}
      </section>
    </>
  );
}

function Versions({ policies }: { readonly policies: readonly HeldPolicy[] }): ReactElement {
  const { today } = useDesk();
  const published = usePublished();
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {Object.values(WORDS.columns).map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {policies.map((policy) => {
            const { id, version, title, payer, drug, inForce } = policy;
            const by = published.find((one) => one.policy === id && one.version === version);
            return (
              <Table.Tr key={`${id} ${version}`}>
                <Table.Th scope="row" fw={400}>
                  <Anchor component={Link} to={`/policies/${id}/${version}`} fw={600} py="xs" display="inline-block">
                    {payer.name}
                  </Anchor>
                  <Text>
                    {title} · {drug}
                  </Text>
                  {by !== undefined && <Text c="dimmed">{WORDS.published(by.by, by.at)}</Text>}
                </Table.Th>
                <Table.Td>{WORDS.from(inForce.from, inForce.to)}</Table.Td>
                <Table.Td>{WORDS.bases[basisOf(policy)]}</Table.Td>
                <Table.Td className={classes['short']}>{WORDS.standings[standingOn(policy, today)]}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function basisOf(policy: HeldPolicy & { readonly basis?: 'document' | 'secondary' }): keyof typeof WORDS.bases {
  return policy.basis ?? 'unknown';
}

function standingOn({ inForce: { from, to } }: HeldPolicy, today: string): keyof typeof WORDS.standings {
  if (from > today) return 'ahead';
  return to !== null && to < today ? 'ended' : 'now';
}

function matches({ id, title, payer, drug }: HeldPolicy, search: string): boolean {
  return `${id} ${title} ${payer.name} ${drug}`.toLowerCase().includes(search.trim().toLowerCase());
}
