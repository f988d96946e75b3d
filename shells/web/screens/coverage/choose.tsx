import { FileButton, Button, Group, NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { usePolicies } from '../../api/policies.ts';
import { Icon } from '../../look/icons.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import { usePatient } from '../patient/opened.ts';
import type { Asking } from './asking.ts';
import { chartOf } from './chart-held.ts';
import { ofDrug } from './policy-of.ts';

/** Under which policy, for which request and day, with which chart, and beside whom. */
export function Choose({ asking }: { readonly asking: Asking }): ReactElement {
  const { course } = usePatient();
  const policies = ofDrug(course, usePolicies()).map(({ id, payer, title }) => ({
    value: id,
    label: COVERAGE.policy(payer.name, title),
  }));
  const { asked, choose } = asking;
  const [policy = '', ...others] = asked.policies;
  const words = COVERAGE.ask;
  return (
    <section className="sheet no-print">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label={words.policy}
          value={policy}
          data={policies}
          onChange={(event) => {
            choose({ policy: event.currentTarget.value });
          }}
        />
        <NativeSelect
          label={words.compare}
          value={others.length > 1 ? ALL : (others[0] ?? '')}
          data={[
            { value: '', label: words.none },
            { value: ALL, label: words.all },
            ...policies.filter(({ value }) => value !== policy),
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const all = policies.map((one) => one.value);
            choose({ others: value === ALL ? all : value === '' ? [] : [value] });
          }}
        />
        <NativeSelect
          label={words.kind}
          value={asked.kind}
          data={[
            { value: 'initial', label: COVERAGE.kinds.initial },
            { value: 'renewal', label: COVERAGE.kinds.renewal },
          ]}
          onChange={(event) => {
            choose({ kind: event.currentTarget.value === 'renewal' ? 'renewal' : 'initial' });
          }}
        />
        <TextInput
          label={words.on}
          type="date"
          value={asked.on}
          onChange={(event) => {
            if (event.currentTarget.value !== '') choose({ on: event.currentTarget.value });
          }}
        />
      </SimpleGrid>
      <ChartBeside asking={asking} />
    </section>
  );
}

const ALL = 'all';

function ChartBeside({ asking: { asked, takeChart } }: { readonly asking: Asking }): ReactElement {
  const [wrong, setWrong] = useState(false);
  const words = COVERAGE.chart;
  const take = async (file: File | null): Promise<void> => {
    const chart = file === null ? undefined : await chartOf(file);
    setWrong(file !== null && chart === undefined);
    if (chart !== undefined) takeChart(chart);
  };
  return (
    <Group mt="md" gap="sm">
      <Group gap="xs" c="dimmed" flex="1 1 20rem" wrap="nowrap">
        <Icon name="document" />
        <Text>{asked.chart === null ? words.none : words.held(asked.chart.entry?.length ?? 0)}</Text>
      </Group>
      <FileButton accept="application/json,application/fhir+json,.json" onChange={(file) => void take(file)}>
        {({ onClick }) => (
          <Button variant="default" onClick={onClick}>
            {asked.chart === null ? words.add : words.replace}
          </Button>
        )}
      </FileButton>
      {asked.chart !== null && (
        <Button
          variant="subtle"
          onClick={() => {
            takeChart(null);
          }}
        >
          {words.remove}
        </Button>
      )}
      <div role="alert">{wrong && <Text c="var(--not-met)">{words.wrong}</Text>}</div>
    </Group>
  );
}
