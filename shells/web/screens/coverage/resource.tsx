import { Anchor, Code, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement } from 'react';
import type { Chart } from '../../api/coverage.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import classes from './coverage.module.css';
import { linesOf } from './resource-lines.ts';

/** A resource of the chart by its reference, `Condition/abc`; opened it is shown whole. */
export function ResourceLink({
  reference,
  chart,
}: {
  readonly reference: string;
  readonly chart: Chart | null;
}): ReactElement {
  const [opened, { open, close }] = useDisclosure(false);
  const [type, id] = reference.split('/');
  const resource = chart?.entry?.find(
    ({ resource: one }) => one?.['resourceType'] === type && one?.['id'] === id,
  )?.resource;
  return (
    <>
      <Anchor component="button" type="button" onClick={open} className={classes['reference']}>
        {reference}
      </Anchor>
      <Dialog opened={opened} close={close} title={COVERAGE.resource.title(reference)} size="xl">
        {resource === undefined ? (
          <Text>{COVERAGE.resource.none}</Text>
        ) : (
          <Stack>
            <dl className={classes['resource']}>
              {linesOf(resource).map(({ name, value }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <details>
              <summary className={classes['small']}>{COVERAGE.resource.json}</summary>
              <Code block tabIndex={0}>
                {JSON.stringify(resource, null, 2)}
              </Code>
            </details>
          </Stack>
        )}
      </Dialog>
    </>
  );
}
