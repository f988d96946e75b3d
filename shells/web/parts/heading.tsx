import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactElement, type ReactNode } from 'react';
import { FRAME } from '../words/frame.ts';

/**
 * The heading of a screen, which is also the title of the window.
 * @param tab the title of the window in its place: a browser keeps those, and the name of a patient is none of them
 * @param children what can be done, to its right
 */
export function Heading({
  title,
  about,
  tab = title,
  children,
}: {
  readonly title: string;
  readonly tab?: string;
  readonly about?: ReactNode;
  readonly children?: ReactNode;
}): ReactElement {
  useEffect(() => {
    document.title = `${tab} · ${FRAME.name}`;
  }, [tab]);
  return (
    <Group justify="space-between" align="flex-end" mb="md" gap="md">
      <Stack gap={2}>
        <Title order={1} tabIndex={-1}>
          {title}
        </Title>
        {about !== undefined && <Text c="dimmed">{about}</Text>}
      </Stack>
      {children !== undefined && (
        <Group gap="sm" className="no-print">
          {children}
        </Group>
      )}
    </Group>
  );
}
