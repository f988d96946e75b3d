import { Button, NativeSelect, Table, Text, TextInput, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { Temporal } from 'temporal-polyfill';
import type { Calendar, CalendarDose } from '../../../../core/regimen/calendar.ts';
import { useDesk } from '../../api/desk.ts';
import { Icon } from '../../look/icons.tsx';
import { Failed, Loading } from '../../parts/notices.tsx';
import { CALCULATORS, CALENDAR } from '../../words/calculators.ts';
import { PANELS } from '../../words/entries.ts';
import { day } from '../../words/shared.ts';
import { useAsked } from './asked.ts';
import { given, useCalculated } from './calculated.ts';
import { Calculator } from './calculator.tsx';
import classes from './calculators.module.css';
import { CycleGrid } from './cycle-grid.tsx';
import { RestsOn } from './rests-on.tsx';

interface Labels {
  readonly labels: readonly { readonly id: string; readonly version: string }[];
}

/** Every dose from a first day on. */
export function CalendarCalculator(): ReactElement {
  const { today } = useDesk();
  const asked = useAsked({ start: today, cycles: '6', label: '' });
  const [start, cycles, label] = [asked.value('start'), asked.value('cycles'), asked.value('label')];
  const labels = useCalculated<Labels>('label list', {});
  const options = given({ start, cycles, label });
  const { data, error, refetch } = useCalculated<Calendar>('calendar', start === '' ? undefined : options);
  return (
    <Calculator
      {...CALCULATORS.list.calendar}
      asked={asked}
      above
      fields={
        <>
          <TextInput
            type="date"
            label={CALENDAR.start}
            value={start}
            onChange={(event) => {
              asked.set('start', event.currentTarget.value);
            }}
          />
          <TextInput
            label={CALENDAR.cycles}
            inputMode="numeric"
            value={cycles}
            onChange={(event) => {
              asked.set('cycles', event.currentTarget.value);
            }}
          />
          <NativeSelect
            label={CALENDAR.label}
            value={label}
            data={[
              { value: '', label: CALENDAR.inForce },
              ...(labels.data?.labels ?? []).map(({ id, version }) => ({
                value: id,
                label: CALENDAR.version(version),
              })),
            ]}
            onChange={(event) => {
              asked.set('label', event.currentTarget.value);
            }}
          />
        </>
      }
    >
      {error !== null ? (
        <Failed error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <Told calendar={data} file={`/v1/calendar.ics?${new URLSearchParams(options).toString()}`} />
      )}
    </Calculator>
  );
}

function Told({ calendar, file }: { readonly calendar: Calendar; readonly file: string }): ReactElement {
  const { doses, totals, everyDose, label, cautions, cites, cycles } = calendar;
  return (
    <>
      <section className="sheet" aria-labelledby="answer">
        <Title order={2} id="answer">
          {CALENDAR.total(totals.doses, totals.mg, totals.units)}
        </Title>
        <Text c="dimmed" mb="sm">
          {CALENDAR.by(label.version)}
        </Text>
        <div className={classes['scroll']} tabIndex={0} role="region" aria-label={CALENDAR.picture}>
          <CycleGrid doses={doses} cycles={cycles} />
        </div>
        <Button
          component="a"
          href={file}
          download
          mt="sm"
          variant="light"
          className="no-print"
          leftSection={<Icon name="download" />}
        >
          {CALENDAR.file}
        </Button>
      </section>
      <div className="sheet flush">
        <Table.ScrollContainer minWidth={820} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Doses doses={doses} />
        </Table.ScrollContainer>
      </div>
      <section className="sheet" aria-labelledby="every">
        <Title order={2} id="every" mb="xs">
          {CALENDAR.everyDose}
        </Title>
        <ul className={classes['list']}>
          {everyDose.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </section>
      <RestsOn cautions={cautions} cites={cites} />
    </>
  );
}

function Doses({ doses }: { readonly doses: readonly CalendarDose[] }): ReactElement {
  return (
    <Table verticalSpacing="sm" horizontalSpacing="md">
      <Table.Thead>
        <Table.Tr>
          {Object.values(CALENDAR.columns).map((column) => (
            <Table.Th key={column} scope="col">
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {doses.map(({ dose, date, mg, units, observation, labs, premedication }) => (
          <Table.Tr key={dose}>
            <Table.Th scope="row">{dose}</Table.Th>
            <Table.Td>
              {CALENDAR.weekday(Temporal.PlainDate.from(date).dayOfWeek)} {day(date)}
            </Table.Td>
            <Table.Td>{mg}</Table.Td>
            <Table.Td>{units}</Table.Td>
            <Table.Td>{CALENDAR.observe(observation.hours[0], observation.hours[1], observation.from)}</Table.Td>
            <Table.Td>
              {labs.map((panel) => (PANELS as Readonly<Record<string, string>>)[panel] ?? panel).join(', ')}
            </Table.Td>
            <Table.Td>
              {premedication.length === 0 ? CALENDAR.none : premedication.map(({ give }) => give).join('; ')}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
