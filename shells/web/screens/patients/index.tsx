import { Anchor, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useCourses, type CourseRow } from '../../api/courses.ts';
import { Icon } from '../../look/icons.tsx';
import { Heading } from '../../parts/heading.tsx';
import { More } from '../../parts/more.tsx';
import { Empty, Failed, Loading } from '../../parts/notices.tsx';
import { ENDS, PHASES } from '../../words/course.ts';
import { PATIENTS } from '../../words/patients.ts';
import { day } from '../../words/shared.ts';

const SETTLED_MS = 200;

/** Every course of the organisation, with a search. */
export default function Patients(): ReactElement {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SETTLED_MS);
  const list = useCourses(search);
  const rows = list.data ?? [];
  return (
    <Stack gap="md">
      <Heading title={PATIENTS.title} about={PATIENTS.about} />
      <TextInput
        label={PATIENTS.search}
        type="search"
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
        maw="32rem"
      />
      <div className="sheet flush">
        {list.isPending ? (
          <Loading />
        ) : list.error !== null ? (
          <Failed error={list.error} again={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          <Empty title={search === '' ? PATIENTS.none : PATIENTS.noneFound(search)}>
            {search === '' ? PATIENTS.noneWhy : undefined}
          </Empty>
        ) : (
          <Table.ScrollContainer minWidth={640}>
            <Courses rows={rows} />
          </Table.ScrollContainer>
        )}
        <More list={list} />
      </div>
    </Stack>
  );
}

function Courses({ rows }: { readonly rows: readonly CourseRow[] }): ReactElement {
  const { columns } = PATIENTS;
  return (
    <Table verticalSpacing="sm" horizontalSpacing="md">
      <Table.Thead>
        <Table.Tr>
          {[columns.course, columns.born, columns.phase, columns.last, columns.next].map((column) => (
            <Table.Th key={column} scope="col">
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ id, title, state }) => (
          <Table.Tr key={id}>
            <Table.Th scope="row">
              <Anchor component={Link} to={`/patients/${id}`} py="xs" display="inline-block">
                {title}
              </Anchor>
            </Table.Th>
            <Table.Td>{state.birthDate === undefined ? '' : day(state.birthDate)}</Table.Td>
            <Table.Td>{PHASES[state.phase ?? ''] ?? state.phase}</Table.Td>
            <Table.Td>{state.position?.dose}</Table.Td>
            <Table.Td>
              <Next state={state} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Next({ state: { next, discontinued } }: { readonly state: CourseRow['state'] }): ReactElement {
  if (discontinued !== undefined && discontinued !== null)
    return <Text>{PATIENTS.ended(ENDS[discontinued.reason] ?? discontinued.reason)}</Text>;
  if (next === undefined) return <Text>{PATIENTS.nothingNext}</Text>;
  return (
    <>
      <Text fw={600}>{PATIENTS.due(next.dose, next.mg)}</Text>
      <Text c="dimmed">{next.due === null ? PATIENTS.notPlaced : day(next.due)}</Text>
    </>
  );
}
