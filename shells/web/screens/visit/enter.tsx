import { Button, Group, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { VISIT } from '../../words/visit.ts';
import type { Want, Wanted } from './forms/wanted.ts';

const WAYS: readonly { readonly title: string; readonly wanted: Wanted }[] = [
  { title: VISIT.enter.assessment, wanted: { form: 'assessment' } },
  { title: VISIT.enter.labs, wanted: { form: 'labs', panel: 'cbc' } },
  { title: VISIT.enter.toxicity, wanted: { form: 'toxicity', of: undefined } },
  { title: VISIT.enter.dose, wanted: { form: 'dose' } },
  { title: VISIT.enter.stopped, wanted: { form: 'stopped' } },
  { title: VISIT.enter.observation, wanted: { form: 'observation' } },
  { title: VISIT.enter.held, wanted: { form: 'held' } },
  { title: VISIT.enter.ended, wanted: { form: 'ended' } },
];

/** Everything that may be entered at a visit. */
export function Enter({ want }: { readonly want: Want }): ReactElement {
  return (
    <section className="sheet no-print" aria-labelledby="enter">
      <Title order={2} id="enter" mb="xs">
        {VISIT.enter.title}
      </Title>
      <Group gap="sm">
        {WAYS.map(({ title, wanted }) => (
          <Button
            key={title}
            variant="default"
            onClick={() => {
              want(wanted);
            }}
          >
            {title}
          </Button>
        ))}
      </Group>
    </section>
  );
}
