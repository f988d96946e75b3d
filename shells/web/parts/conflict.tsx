import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { SHARED } from '../words/shared.ts';
import { Notice } from './notice.tsx';

/** Somebody else wrote meanwhile: both versions side by side, and a person decides. */
export function Conflict({
  mine,
  theirs,
  writeMine,
  leave,
}: {
  readonly mine: ReactNode;
  readonly theirs: ReactNode;
  readonly writeMine: () => void;
  readonly leave: () => void;
}): ReactElement {
  const words = SHARED.conflict;
  return (
    <Notice kind="heed" title={words.title}>
      <Text>{words.text}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Stack gap="xs">
          <Text fw={600}>{words.theirs}</Text>
          {theirs}
        </Stack>
        <Stack gap="xs">
          <Text fw={600}>{words.mine}</Text>
          {mine}
        </Stack>
      </SimpleGrid>
      <Group>
        <Button onClick={writeMine}>{words.anyway}</Button>
        <Button variant="default" onClick={leave}>
          {words.leave}
        </Button>
      </Group>
    </Notice>
  );
}
