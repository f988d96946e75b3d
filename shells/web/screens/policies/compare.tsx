import { Anchor, Button, Group, List, NativeSelect, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useDesk, useMay } from '../../api/desk.ts';
import { usePolicies } from '../../api/policies.ts';
import { useDiff, type ToldDiff } from '../../api/policy-documents.ts';
import { Heading } from '../../parts/heading.tsx';
import { Failed, Loading } from '../../parts/notices.tsx';
import { POLICIES } from '../../words/policies.ts';
import { ImpactOn } from './impact.tsx';
import classes from './policies.module.css';
import { Direction } from './witness.tsx';

const WORDS = POLICIES.diff;

/** Two versions, of one policy or of two: whom one approves that the other does not, and what that is to the record. */
export function Compare(): ReactElement {
  const [query, setQuery] = useSearchParams();
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  const may = useMay();
  const names = usePolicies().map(({ id, version, payer }) => ({
    value: `${id}@${version}`,
    label: `${payer.name}: ${id}, ${version}`,
  }));
  const set = (next: { readonly from: string; readonly to: string }): void => {
    setQuery({ ...next }, { replace: true });
  };
  const ready = from !== '' && to !== '' && from !== to;
  return (
    <Stack gap="md">
      <Anchor component={Link} to="/policies" py="xs" className="no-print">
        {POLICIES.document.back}
      </Anchor>
      <Heading title={WORDS.title} about={WORDS.about} />
      <section className="sheet">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {(['from', 'to'] as const).map((which) => (
            <NativeSelect
              key={which}
              label={WORDS[which]}
              value={which === 'from' ? from : to}
              data={[{ value: '', label: WORDS.choose }, ...names]}
              onChange={(event) => {
                set({ from, to, [which]: event.currentTarget.value });
              }}
            />
          ))}
        </SimpleGrid>
        <Group mt="md" className="no-print">
          <Button
            variant="default"
            onClick={() => {
              set({ from: to, to: from });
            }}
          >
            {WORDS.swap}
          </Button>
          {!ready && <Text>{WORDS.same}</Text>}
        </Group>
      </section>
      {ready && <Differences from={from} to={to} />}
      {ready && may('policies.impact') && <ImpactOn from={from} to={to} />}
    </Stack>
  );
}

function Differences({ from, to }: { readonly from: string; readonly to: string }): ReactElement | null {
  const { today } = useDesk();
  const diff = useDiff(from, to, today);
  if (diff.isPending) return <Loading />;
  if (diff.error !== null) return <Failed error={diff.error} again={() => void diff.refetch()} />;
  return (
    <>
      {diff.data.requests.map((request) => (
        <RequestDiff key={request.kind} request={request} from={from} to={to} />
      ))}
      <section className="sheet">
        <Title order={2} mb="sm">
          {WORDS.other}
        </Title>
        {diff.data.other.length === 0 && <Text>{WORDS.otherNone}</Text>}
        <List spacing="xs">
          {diff.data.other.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </section>
    </>
  );
}

function RequestDiff({
  request: { kind, relation, reason, onlyFrom, onlyTo },
  from,
  to,
}: {
  readonly request: ToldDiff['requests'][number];
  readonly from: string;
  readonly to: string;
}): ReactElement {
  return (
    <section className="sheet" aria-label={POLICIES.document.kinds[kind]}>
      <Text c="dimmed">{POLICIES.document.kinds[kind]}</Text>
      <Title order={2} className={classes['relation']}>
        {WORDS.relations[relation]}
      </Title>
      <Text mb="sm">{reason ?? WORDS.explain[relation]}</Text>
      <SimpleGrid cols={{ base: 1, sm: onlyFrom === null || onlyTo === null ? 1 : 2 }}>
        {onlyFrom !== null && <Direction witness={onlyFrom} by={from} not={to} kind={kind} />}
        {onlyTo !== null && <Direction witness={onlyTo} by={to} not={from} kind={kind} />}
      </SimpleGrid>
    </section>
  );
}
