import { Anchor, Button, Stack, Title } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { toast } from '../../app/toasts.tsx';
import { Icon } from '../../look/icons.tsx';
import { Heading } from '../../parts/heading.tsx';
import { CALCULATORS } from '../../words/calculators.ts';
import { SHARED } from '../../words/shared.ts';
import type { Asked } from './asked.ts';
import classes from './calculators.module.css';

/** One calculator: what is asked beside its answer; on paper one below the other. */
export function Calculator<Field extends string>({
  title,
  about,
  asked,
  fields,
  above = false,
  children,
}: {
  readonly title: string;
  readonly about: string;
  readonly asked: Asked<Field>;
  readonly fields: ReactNode;
  /** What is asked stands above an answer that wants the whole width. */
  readonly above?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <>
      <Anchor component={Link} to="/calculators" className={`no-print ${classes['back'] ?? ''}`}>
        {CALCULATORS.all}
      </Anchor>
      <Heading title={title} about={about}>
        <Button variant="default" leftSection={<Icon name="link" />} onClick={() => void copy(asked.link())}>
          {CALCULATORS.copy}
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="print" />}
          onClick={() => {
            window.print();
          }}
        >
          {SHARED.print}
        </Button>
        <Button variant="default" onClick={asked.clear}>
          {CALCULATORS.clear}
        </Button>
      </Heading>
      <div className={classes['beside']} data-above={above}>
        <section className="sheet" aria-labelledby="asked">
          <Title order={2} id="asked" mb="sm">
            {CALCULATORS.asked}
          </Title>
          <div className={classes['fields']} key={asked.round}>
            {fields}
          </div>
        </section>
        <Stack gap="md" aria-live="polite">
          {children}
        </Stack>
      </div>
    </>
  );
}

async function copy(link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    toast(CALCULATORS.copied);
  } catch {
    toast(CALCULATORS.notCopied);
  }
}
