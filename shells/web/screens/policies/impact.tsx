import { Anchor, Table, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Outcome } from '../../../../core/coverage/determination.ts';
import { useMay } from '../../api/desk.ts';
import { useImpact, type Impact } from '../../api/policy-documents.ts';
import { Failed, Loading } from '../../parts/notices.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import { POLICIES } from '../../words/policies.ts';
import { REQUESTS } from '../../words/requests.ts';
import classes from './policies.module.css';

const WORDS = POLICIES.diff.impact;

/** What each of two versions makes of the requests in the record; those that change first. */
export function ImpactOn({ from, to }: { readonly from: string; readonly to: string }): ReactElement {
  const impact = useImpact(from, to, true);
  return (
    <section className="sheet" aria-labelledby="impact">
      <Title order={2} id="impact">
        {WORDS.title}
      </Title>
      <Text c="dimmed" mb="sm">
        {WORDS.about}
      </Text>
      {impact.isPending && <Loading />}
      {impact.error !== null && <Failed error={impact.error} again={() => void impact.refetch()} />}
      {impact.data !== undefined && <Changes impact={impact.data} />}
    </section>
  );
}

function Changes({ impact: { requests, looked, count } }: { readonly impact: Impact }): ReactElement {
  const may = useMay();
  if (requests.length === 0) return <Text>{WORDS.none}</Text>;
  const changes = (one: Impact['requests'][number]): boolean => one.before !== one.after;
  const sorted = [...requests.filter(changes), ...requests.filter((one) => !changes(one))];
  return (
    <>
      <Text className={classes['relation']}>{WORDS.changed(requests.filter(changes).length, requests.length)}</Text>
      {looked < count && <Text>{WORDS.capped(looked, count)}</Text>}
      <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{WORDS.request}</Table.Th>
              <Table.Th scope="col">{WORDS.before}</Table.Th>
              <Table.Th scope="col">{WORDS.after}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.map((one) => (
              <Table.Tr key={one.id} data-changed={changes(one)}>
                <Table.Th scope="row" fw={400}>
                  {may('requests.read') ? (
                    <Anchor component={Link} to={`/requests/${one.id}`} py="xs" display="inline-block">
                      {nameOf(one)}
                    </Anchor>
                  ) : (
                    nameOf(one)
                  )}
                  <Text c="dimmed">{REQUESTS.statuses[one.status] ?? one.status}</Text>
                </Table.Th>
                <Table.Td>{outcomeOf(one.before)}</Table.Td>
                <Table.Td {...(changes(one) ? { fw: 700 } : {})}>{outcomeOf(one.after)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function nameOf({ title, id }: Impact['requests'][number]): string {
  return `${title.charAt(0).toUpperCase()}${title.slice(1)} ${id.slice(0, 8)}`;
}

function outcomeOf(outcome: Outcome | null): string {
  return outcome === null ? WORDS.unusable : COVERAGE.outcomes[outcome];
}
