import { Button, Group, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { PatientWorksheet } from '../../../../core/preparation/prepare-for.ts';
import { useMay } from '../../api/desk.ts';
import { Icon } from '../../look/icons.tsx';
import { PREPARATION } from '../../words/preparation.ts';
import { usePatient } from '../patient/opened.ts';

const WORDS = PREPARATION.print;

/** The worksheet and the label of the bag as PDF, by what the record has; and this page on paper. */
export function OnPaper({ sheet: { blocks, record } }: { readonly sheet: PatientWorksheet }): ReactElement {
  const { id } = usePatient();
  const may = useMay();
  const isRecorded = record.status === 'recorded';
  const prints = may('courses.export') && (blocks.length === 0 || isRecorded);
  const link = (file: string, words: string): ReactElement => (
    <Button
      component="a"
      href={`/v1/courses/${encodeURIComponent(id)}/${file}`}
      target="_blank"
      rel="noopener"
      variant="default"
      leftSection={<Icon name="document" />}
    >
      {words}
    </Button>
  );
  return (
    <section className="sheet no-print" aria-labelledby="on-paper">
      <Title order={2} id="on-paper" mb="xs">
        {WORDS.title}
      </Title>
      <Text c="dimmed" mb="sm">
        {WORDS.about}
      </Text>
      <Group>
        {prints && link('worksheet.pdf', WORDS.worksheet)}
        {prints && isRecorded && link('bag-label.pdf', WORDS.label)}
        <Button
          variant="default"
          leftSection={<Icon name="print" />}
          onClick={() => {
            window.print();
          }}
        >
          {WORDS.page}
        </Button>
      </Group>
    </section>
  );
}
