import { Anchor, Code, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Chart } from '../../api/coverage.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import { REQUEST } from '../../words/request.ts';
import { linesOf } from '../coverage/resource-lines.ts';
import classes from './request.module.css';

type Resource = Readonly<Record<string, unknown>>;

/** Every resource of a chart by its type; one window for all of them, since there may be many. */
export function Resources({ chart }: { readonly chart: Chart }): ReactElement {
  const [shown, setShown] = useState<Resource | null>(null);
  const [opened, setOpened] = useState(false);
  const resources = (chart.entry ?? []).flatMap(({ resource }) => (resource === undefined ? [] : [resource]));
  const groups = Map.groupBy(resources, ({ resourceType }) => String(resourceType));
  const words = REQUEST.documents;
  return (
    <details>
      <summary className={classes['summary']}>{words.chart(resources.length)}</summary>
      <Stack gap="xs">
        {[...groups].map(([type, group]) => (
          <div key={type}>
            <Text fw={600}>{words.group(type, group.length)}</Text>
            <Group gap="0 1rem">
              {group.map((resource) => (
                <Anchor
                  key={String(resource['id'])}
                  component="button"
                  type="button"
                  className={classes['resource']}
                  onClick={() => {
                    setShown(resource);
                    setOpened(true);
                  }}
                >
                  {nameOf(resource)}
                </Anchor>
              ))}
            </Group>
          </div>
        ))}
      </Stack>
      <Dialog
        opened={opened}
        close={() => {
          setOpened(false);
        }}
        title={COVERAGE.resource.title(shown === null ? '' : referenceOf(shown))}
        size="xl"
      >
        {shown !== null && (
          <Stack>
            <dl className={classes['lines']}>
              {linesOf(shown).map(({ name, value }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <details>
              <summary className={classes['summary']}>{COVERAGE.resource.json}</summary>
              <Code block tabIndex={0}>
                {JSON.stringify(shown, null, 2)}
              </Code>
            </details>
          </Stack>
        )}
      </Dialog>
    </details>
  );
}

function referenceOf(resource: Resource): string {
  return `${String(resource['resourceType'])}/${String(resource['id'])}`;
}

/** What a resource is about, where its code says it; else its id. */
function nameOf(resource: Resource): string {
  const code = linesOf(resource).find(({ name }) => name === 'code' || name === 'medication codeable concept')?.value;
  return code ?? String(resource['id']);
}
