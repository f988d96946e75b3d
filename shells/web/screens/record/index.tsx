import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMay } from '../../api/desk.ts';
import { exportOf } from '../../api/record.ts';
import { RECORD } from '../../words/record.ts';
import { usePatient } from '../patient/opened.ts';
import { Access } from './access.tsx';
import { ChainOf } from './chain.tsx';
import { Entries } from './entries.tsx';

/** Every entry of a course, who wrote it and when, whether the chain is sound, and who has read it. */
export default function RecordOf(): ReactElement {
  const may = useMay();
  return (
    <Stack gap="md">
      <ChainOf />
      {may('courses.export') && <Exports />}
      <Entries />
      {may('access.list') && <Access />}
    </Stack>
  );
}

function Exports(): ReactElement {
  const { id } = usePatient();
  const words = RECORD.export;
  return (
    <section className="sheet no-print" aria-labelledby="exports">
      <Title order={2} id="exports">
        {words.title}
      </Title>
      <Text c="dimmed" mb="sm">
        {words.logged}
      </Text>
      <Group>
        {(['pdf', 'fhir', 'json'] as const).map((format) => (
          <Button key={format} component="a" href={exportOf(id, format)} download variant="default">
            {words[format]}
          </Button>
        ))}
      </Group>
    </section>
  );
}
