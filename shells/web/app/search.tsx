import { Anchor, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { read } from '../api/call.ts';
import { useMay } from '../api/desk.ts';
import { KEYS } from '../api/keys.ts';
import type { RowPage } from '../api/work.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FRAME } from '../words/frame.ts';
import { addressOf, useScreens } from './screens.ts';

interface Found {
  readonly id: string;
  readonly title: string;
}

const FEW = 8;
const SETTLED_MS = 200;

/** Finds a patient, a request or a screen by what is typed. */
export function Search({ opened, close }: { readonly opened: boolean; readonly close: () => void }): ReactElement {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), SETTLED_MS);
  const may = useMay();
  const screens = useScreens();
  const words = FRAME.search;
  const patients = useFound('courses', settled, opened && may('courses.list'));
  const requests = useFound('requests', settled, opened && may('requests.list'));
  const fitting = screens.flatMap((screen) =>
    settled !== '' && screen.shown?.title.toLowerCase().includes(settled.toLowerCase()) === true
      ? [{ id: addressOf(screen), title: screen.shown.title }]
      : [],
  );
  const none = settled !== '' && [patients, requests, fitting].every((found) => found.length === 0);
  return (
    <Dialog opened={opened} close={close} title={words.button}>
      <Stack>
        <TextInput
          label={words.label}
          description={words.hint}
          type="search"
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
        <div role="status">{none && <Text>{words.none(settled)}</Text>}</div>
        <Results title={words.patients} found={patients} to={(id) => `/patients/${id}`} close={close} />
        <Results title={words.requests} found={requests} to={(id) => `/requests/${id}`} close={close} />
        <Results title={words.screens} found={fitting} to={(path) => `/${path}`} close={close} />
      </Stack>
    </Dialog>
  );
}

function useFound(list: 'courses' | 'requests', typed: string, wanted: boolean): readonly Found[] {
  const { data = [] } = useQuery({
    queryKey: [...KEYS[list], 'search', typed],
    enabled: wanted && typed !== '',
    queryFn: async ({ signal }) => {
      const path = `/v1/${list}?limit=${String(FEW)}&search=${encodeURIComponent(typed)}`;
      return (await read<RowPage<Found>>(path, signal)).value.rows;
    },
  });
  return data;
}

function Results({
  title,
  found,
  to,
  close,
}: {
  readonly title: string;
  readonly found: readonly Found[];
  readonly to: (id: string) => string;
  readonly close: () => void;
}): ReactElement | null {
  if (found.length === 0) return null;
  return (
    <section>
      <Title order={3} mb="xs">
        {title}
      </Title>
      <Stack gap={0}>
        {found.map((one) => (
          <Anchor key={one.id} component={Link} to={to(one.id)} onClick={close} py="sm">
            {one.title}
          </Anchor>
        ))}
      </Stack>
    </section>
  );
}
