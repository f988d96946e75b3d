import { Button, Checkbox, Group, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useCourseEntries } from '../../api/courses.ts';
import { Icon } from '../../look/icons.tsx';
import { Empty, Failed, Loading } from '../../parts/notices.tsx';
import { RECORD } from '../../words/record.ts';
import { SHARED } from '../../words/shared.ts';
import { usePlaceClock } from '../patient/entering/local-time.ts';
import { usePatient } from '../patient/opened.ts';
import { Entry } from './entry.tsx';
import classes from './record.module.css';
import { counted, filtered, kindOf, NO_FILTER, shownEntries, type Filter, type ShownEntry } from './shown.ts';

const SETTLED_MS = 150;
/** So many are put on the page at first, and again each time their end comes into sight. */
const AT_ONCE = 100;

/** Every entry with filters above them. */
export function Entries(): ReactElement {
  const { id } = usePatient();
  const { data, error, isPending, refetch } = useCourseEntries(id);
  const [filter, setFilter] = useState(NO_FILTER);
  const [search] = useDebouncedValue(filter.search, SETTLED_MS);
  const all = useMemo(() => shownEntries(data ?? []), [data]);
  const found = useMemo(() => filtered(all, { ...filter, search }), [all, filter, search]);
  const words = RECORD.entries;
  return (
    <section className="sheet flush" aria-labelledby="entries">
      <div className={classes['filters']}>
        <Title order={2} id="entries">
          {words.title}
        </Title>
        <Text c="dimmed">{words.about}</Text>
        <Filters all={all} filter={filter} change={setFilter} />
        <Text role="status" mt="xs">
          {isPending ? '' : words.shown(found.length, all.length)}
        </Text>
      </div>
      {isPending && <Loading />}
      {error !== null && <Failed error={error} again={() => void refetch()} />}
      {data !== undefined && found.length === 0 && (
        <>
          <Empty title={words.none}>{words.noneWhy}</Empty>
          <Group p="md" pt={0}>
            <Button
              variant="default"
              onClick={() => {
                setFilter(NO_FILTER);
              }}
            >
              {words.clear}
            </Button>
          </Group>
        </>
      )}
      <Rows key={JSON.stringify({ ...filter, search })} all={all} found={found} />
    </section>
  );
}

function Filters({
  all,
  filter,
  change,
}: {
  readonly all: readonly ShownEntry[];
  readonly filter: Filter;
  readonly change: (filter: Filter) => void;
}): ReactElement {
  const words = RECORD.entries;
  const kinds = useMemo(() => counted(all, ({ type }) => type), [all]);
  const people = useMemo(() => counted(all, ({ actor }) => actor.id), [all]);
  return (
    <Group align="flex-end" mt="sm" className="no-print">
      <TextInput
        type="search"
        label={words.search}
        leftSection={<Icon name="search" />}
        value={filter.search}
        onChange={(event) => {
          change({ ...filter, search: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label={words.type}
        value={filter.type}
        data={[
          { value: '', label: words.allTypes(all.length) },
          ...kinds.map(([value, count]) => ({ value, label: words.typeOf(kindOf(value), count) })),
        ]}
        onChange={(event) => {
          change({ ...filter, type: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label={words.who}
        value={filter.who}
        data={[
          { value: '', label: words.anybody },
          ...people.map(([value, count]) => ({ value, label: words.typeOf(value, count) })),
        ]}
        onChange={(event) => {
          change({ ...filter, who: event.currentTarget.value });
        }}
      />
      <Checkbox
        size="md"
        label={words.voidedOnly}
        pb="sm"
        checked={filter.voidedOnly}
        onChange={(event) => {
          change({ ...filter, voidedOnly: event.currentTarget.checked });
        }}
      />
    </Group>
  );
}

/** A part of the list that grows as its end comes into sight. */
function Rows({
  all,
  found,
}: {
  readonly all: readonly ShownEntry[];
  readonly found: readonly ShownEntry[];
}): ReactElement {
  const { localOf } = usePlaceClock();
  const [count, setCount] = useState(AT_ONCE);
  const end = useRef<HTMLDivElement>(null);
  const hasMore = count < found.length;
  useEffect(() => {
    if (end.current === null) return undefined;
    const seen = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setCount((before) => before + AT_ONCE);
      },
      { rootMargin: '600px' },
    );
    seen.observe(end.current);
    return () => {
      seen.disconnect();
    };
  }, [count, hasMore]);
  const saidBy = useMemo(() => new Map(all.map(({ entry, says }) => [entry.sequence, says])), [all]);
  return (
    <>
      <ol className={classes['entries']}>
        {found.slice(0, count).map((shown) => (
          <Entry
            key={shown.entry.sequence}
            shown={shown}
            voids={shown.voids === null ? undefined : saidBy.get(shown.voids)}
            localOf={localOf}
          />
        ))}
      </ol>
      {hasMore && (
        <Group ref={end} p="sm" className="no-print">
          <Button
            variant="default"
            onClick={() => {
              setCount(count + AT_ONCE);
            }}
          >
            {SHARED.more}
          </Button>
        </Group>
      )}
    </>
  );
}
