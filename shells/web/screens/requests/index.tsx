import { NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { usePolicies } from '../../api/policies.ts';
import { useQueue, type Narrowed, type QueueRow } from '../../api/queue.ts';
import { Heading } from '../../parts/heading.tsx';
import { More } from '../../parts/more.tsx';
import { Empty, Failed, Loading } from '../../parts/notices.tsx';
import { TimeLeft } from '../../parts/time-left.tsx';
import { lineName } from '../../words/request.ts';
import { REQUESTS } from '../../words/requests.ts';
import { SCREENS } from '../../words/screens.ts';
import classes from './requests.module.css';

const QUIET_MS = 250;
const FIRST: Narrowed = { status: REQUESTS.filters.statuses[0].value, policy: '', search: '' };

/** The requests of the organisation in the order in which they have to be answered. */
export default function Requests(): ReactElement {
  const [narrowed, setNarrowed] = useState(FIRST);
  const [search] = useDebouncedValue(narrowed.search.trim(), QUIET_MS);
  const queue = useQueue({ ...narrowed, search });
  return (
    <>
      <Heading title={SCREENS.requests} about={REQUESTS.about} />
      <Filters narrowed={narrowed} change={setNarrowed} />
      <section className="sheet flush" aria-label={SCREENS.requests}>
        {queue.isPending && <Loading />}
        {queue.error !== null && <Failed error={queue.error} again={() => void queue.refetch()} />}
        {queue.data?.length === 0 && <Empty title={REQUESTS.none}>{REQUESTS.noneWhy}</Empty>}
        <ul className={classes['rows']}>
          {queue.data?.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
        <More list={queue} />
      </section>
    </>
  );
}

function Filters({
  narrowed,
  change,
}: {
  readonly narrowed: Narrowed;
  readonly change: (narrowed: Narrowed) => void;
}): ReactElement {
  const words = REQUESTS.filters;
  const policies = usePolicies();
  const ids = [...new Set(policies.map(({ id }) => id))];
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} mb="md" className="no-print">
      <NativeSelect
        label={words.status}
        data={[...words.statuses]}
        value={narrowed.status}
        onChange={(event) => {
          change({ ...narrowed, status: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label={words.policy}
        data={[{ value: '', label: words.anyPolicy }, ...ids]}
        value={narrowed.policy}
        onChange={(event) => {
          change({ ...narrowed, policy: event.currentTarget.value });
        }}
      />
      <TextInput
        label={words.search}
        type="search"
        value={narrowed.search}
        onChange={(event) => {
          change({ ...narrowed, search: event.currentTarget.value });
        }}
      />
    </SimpleGrid>
  );
}

function Row({ row: { id, title, state } }: { readonly row: QueueRow }): ReactElement {
  const { standing, due, lineOfBusiness } = state;
  return (
    <li>
      <Link to={`/requests/${id}`} className={classes['row']}>
        <span className={classes['what']}>
          <b>{capital(title)}</b>
          <Text span c="dimmed">
            {[lineOfBusiness === null ? undefined : lineName(lineOfBusiness), id.slice(0, 8)]
              .filter((one) => one !== undefined)
              .join(' · ')}
          </Text>
        </span>
        <span>{REQUESTS.statuses[standing] ?? standing}</span>
        <span className={classes['clock']}>
          {due === null ? (
            <Text span c="dimmed">
              {state.status === 'pended' ? REQUESTS.rests : REQUESTS.noLimit}
            </Text>
          ) : (
            <TimeLeft due={due} />
          )}
        </span>
      </Link>
    </li>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
