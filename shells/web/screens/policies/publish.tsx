import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { useMay } from '../../api/desk.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/notices.tsx';
import { POLICIES } from '../../words/policies.ts';
import { SHARED } from '../../words/shared.ts';

const WORDS = POLICIES.draft;

/** Publishes a sound draft, after a person has read what that begins and ends. */
export function Publish({
  id,
  begins,
  ends,
  sending,
  error,
  send,
}: {
  readonly id: string;
  /** The version that begins, and the one that ends before it; null where none has to. */
  readonly begins: string;
  readonly ends: string | null;
  readonly sending: boolean;
  readonly error: Error | null;
  readonly send: () => void;
}): ReactElement | null {
  const [opened, { open, close }] = useDisclosure(false);
  const may = useMay();
  if (!may('policies.publish')) return null;
  return (
    <Group>
      <Button onClick={open}>{WORDS.publish}</Button>
      <Dialog opened={opened} close={close} title={WORDS.confirm}>
        <Stack>
          <Text fw={600}>{WORDS.willBegin(id, begins)}</Text>
          {ends !== null && <Text>{WORDS.willEnd(ends)}</Text>}
          <Text>{WORDS.willStay}</Text>
          {error !== null && <Failed error={error} />}
          <Group>
            <Button loading={sending} onClick={send}>
              {WORDS.publish}
            </Button>
            <Button variant="default" onClick={close}>
              {SHARED.cancel}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Group>
  );
}
