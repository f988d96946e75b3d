import { Badge, Group, Stack, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { useDesk } from '../../api/desk.ts';
import { useWorkCounts, type WorkCounts } from '../../api/work.ts';
import { Heading } from '../../parts/heading.tsx';
import { Empty, Failed, Loading } from '../../parts/notices.tsx';
import { day } from '../../words/shared.ts';
import { TODAY } from '../../words/today.ts';
import { Folded } from './folded.tsx';
import { FALLBACK, LISTS } from './lists.ts';
import { Rows } from './rows.tsx';

type Counted = WorkCounts['lists'][number];

/** What waits for whoever is signed in: the lists of their role first, then those of other desks. */
export default function Today(): ReactElement {
  const { today, caller, may } = useDesk();
  const counts = useWorkCounts(may.includes('work.counts'));
  const lists = counts.data?.lists ?? [];
  const isOwn = ({ list }: Counted): boolean => (LISTS[list] ?? FALLBACK).of.includes(caller.role);
  const own = lists.filter((list) => isOwn(list) && list.count > 0);
  const others = lists.filter((list) => !isOwn(list) && list.count > 0);
  return (
    <Stack gap="lg">
      <Heading title={TODAY.title} about={TODAY.about(day(today))} />
      {counts.isLoading && <Loading />}
      {counts.error !== null && <Failed error={counts.error} again={() => void counts.refetch()} />}
      {!counts.isLoading && counts.error === null && own.length === 0 && (
        <div className="sheet flush">
          <Empty title={TODAY.calm}>{others.length === 0 ? TODAY.calmWhy : undefined}</Empty>
        </div>
      )}
      {own.map((list) => (
        <Listed key={list.list} counted={list} />
      ))}
      {others.length > 0 && (
        <Title order={2} mt="md">
          {TODAY.others}
        </Title>
      )}
      {others.map((list) => (
        <Listed key={list.list} counted={list} folded />
      ))}
    </Stack>
  );
}

/** One list with its count; folded, its rows are read when it is opened. */
function Listed({
  counted: { list, title, count },
  folded = false,
}: {
  readonly counted: Counted;
  readonly folded?: boolean;
}): ReactElement {
  const counts = (
    <Badge size="lg" variant="light" flex="none" aria-label={TODAY.count(count)}>
      {count}
    </Badge>
  );
  if (folded) return <Folded list={list} title={title} counts={counts} />;
  const id = `list-${list}`;
  return (
    <section className="sheet flush" aria-labelledby={id}>
      <Group justify="space-between" wrap="nowrap" px="lg" pt="md" pb="xs">
        <Title order={2} id={id}>
          {title}
        </Title>
        {counts}
      </Group>
      <Rows list={list} />
    </section>
  );
}
