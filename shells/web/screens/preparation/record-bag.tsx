import { Button, Group, List, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { PatientWorksheet } from '../../../../core/preparation/prepare-for.ts';
import { useMay } from '../../api/desk.ts';
import { isConflict } from '../../api/problem.ts';
import { Notice } from '../../parts/notice.tsx';
import { Failed } from '../../parts/notices.tsx';
import { ENTERING } from '../../words/entering.ts';
import { sayEntry } from '../../words/entries.ts';
import { PREPARATION } from '../../words/preparation.ts';
import { SHARED } from '../../words/shared.ts';
import { useAdding } from '../patient/entering/adding.ts';
import { Meanwhile } from '../patient/entering/meanwhile.tsx';
import { usePatient } from '../patient/opened.ts';
import type { Asking } from './asking.ts';
import { Discards } from './discards.tsx';
import { Happened } from './happened.tsx';
import { entriesOf } from './record-entries.ts';

const WORDS = PREPARATION.record;

/** Two people check, what is missing is named, and the bag is recorded with everything that was written down. */
export function RecordBag({
  sheet,
  asking,
}: {
  readonly sheet: PatientWorksheet;
  readonly asking: Asking;
}): ReactElement | null {
  const may = useMay();
  if (!may('courses.add')) return null;
  return (
    <section className="sheet no-print" aria-labelledby="record-bag">
      <Title order={2} id="record-bag" mb="xs">
        {PREPARATION.steps.last}
      </Title>
      <Stack>
        {!asking.made && <Checkers asking={asking} />}
        <Discards mg={sheet.vial.mg} asking={asking} />
        <State sheet={sheet} asking={asking} />
        {asking.draft.begun && <Text c="dimmed">{PREPARATION.typed}</Text>}
      </Stack>
    </section>
  );
}

function Checkers({ asking: { draft, change } }: { readonly asking: Asking }): ReactElement {
  const [first, second] = draft.value.checkedBy;
  const words = PREPARATION.check;
  return (
    <div>
      <Text fw={600}>{words.title}</Text>
      <Text c="dimmed" mb="xs">
        {words.says}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={words.first}
          value={first}
          onChange={(event) => {
            change({ checkedBy: [event.currentTarget.value, second] });
          }}
        />
        <TextInput
          label={words.second}
          value={second}
          autoComplete="off"
          onChange={(event) => {
            change({ checkedBy: [first, event.currentTarget.value] });
          }}
        />
      </SimpleGrid>
    </div>
  );
}

/** Where the record of the bag stands, and the one next action. */
function State({ sheet, asking }: { readonly sheet: PatientWorksheet; readonly asking: Asking }): ReactElement {
  const { record, bagId } = sheet;
  const stale = asking.sheet.isPlaceholderData || asking.fault !== null;
  switch (record.status) {
    case 'not-begun':
      return <Text>{WORDS.notBegun}</Text>;
    case 'recorded':
      return (
        <Notice kind="good" title={WORDS.done}>
          <Text>{WORDS.recorded(bagId ?? '')}</Text>
        </Notice>
      );
    case 'not-accepted':
      return (asking.draft.value.times.reconstituted ?? '') === '' ? (
        <Text>{WORDS.notBegun}</Text>
      ) : (
        <Happened asking={asking} />
      );
    case 'draft':
      return (
        <>
          <Text fw={600}>{WORDS.needed}</Text>
          <List>
            {record.needed.map(({ id, ask }) => (
              <List.Item key={`${id} ${ask}`}>{ask}</List.Item>
            ))}
          </List>
          {asking.draft.value.happened !== null && <Happened asking={asking} />}
        </>
      );
    case 'ready':
      return (
        <>
          <Send sheet={sheet} asking={asking} stale={stale} />
          {asking.draft.value.happened !== null && <Happened asking={asking} />}
        </>
      );
    default:
      return record.status satisfies never;
  }
}

function Send({
  sheet,
  asking: { draft },
  stale,
}: {
  readonly sheet: PatientWorksheet;
  readonly asking: Asking;
  readonly stale: boolean;
}): ReactElement {
  const { sequence } = usePatient();
  const { call, seen, send } = useAdding(WORDS.done);
  const conflict = isConflict(call.error);
  const { events } = sheet.record;
  const record = (): void => {
    send(entriesOf(events, sequence), draft.key, sequence, draft.discard);
  };
  return (
    <>
      <Text fw={600}>{WORDS.ready}</Text>
      <List>
        {events.map((event) => (
          <List.Item key={event.id}>{sayEntry(event)}</List.Item>
        ))}
      </List>
      {conflict && (
        <Notice kind="heed" title={SHARED.conflict.title}>
          <Text>{SHARED.conflict.text}</Text>
          <Meanwhile seen={seen} />
        </Notice>
      )}
      {call.error !== null && !conflict && <Failed error={call.error} />}
      <Group>
        <Button size="lg" loading={call.isPending} disabled={stale} onClick={record}>
          {conflict ? SHARED.conflict.anyway : call.error === null ? WORDS.button : SHARED.retry}
        </Button>
        <Button variant="subtle" onClick={draft.discard}>
          {SHARED.discard}
        </Button>
      </Group>
      <Text c="dimmed">{ENTERING.whoRecords}</Text>
    </>
  );
}
