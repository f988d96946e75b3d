import { Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { PatientWorksheet } from '../../../../core/preparation/prepare-for.ts';
import { PREPARATION } from '../../words/preparation.ts';
import type { Asking } from './asking.ts';
import { Fields } from './fields.tsx';
import { Inspections } from './inspections.tsx';

/** What is still written down of a bag that is recorded: the refrigerator, and the look just before the infusion. */
export function Later({ sheet, asking }: { readonly sheet: PatientWorksheet; readonly asking: Asking }): ReactElement {
  return (
    <section className="sheet no-print" aria-labelledby="later">
      <Title order={2} id="later" mb="xs">
        {PREPARATION.later.title}
      </Title>
      <Stack>
        <Text c="dimmed">{PREPARATION.record.anew}</Text>
        <Fields names={['refrigerated', 'outOfRefrigerator']} sheet={sheet} asking={asking} />
        <Inspections of={({ when }) => when === 'infusion'} sheet={sheet} asking={asking} />
      </Stack>
    </section>
  );
}
