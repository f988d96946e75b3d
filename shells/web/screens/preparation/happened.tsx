import { Button, Group, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useDesk } from '../../api/desk.ts';
import { Notice } from '../../parts/notice.tsx';
import { PREPARATION } from '../../words/preparation.ts';
import type { Asking } from './asking.ts';

const WORDS = PREPARATION.record;

/** What was done out of rule is recorded, with a reason and the name of whoever answers for it. */
export function Happened({ asking: { draft, change } }: { readonly asking: Asking }): ReactElement {
  const { caller } = useDesk();
  const { happened } = draft.value;
  const [reason, setReason] = useState(happened?.reason ?? '');
  const [by, setBy] = useState(happened?.by ?? caller.name);
  return (
    <Notice kind="heed" title={WORDS.happened}>
      <Text>{WORDS.happenedWhy}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={WORDS.reason}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
        <TextInput
          label={WORDS.by}
          value={by}
          onChange={(event) => {
            setBy(event.currentTarget.value);
          }}
        />
      </SimpleGrid>
      <Group>
        <Button
          variant="default"
          disabled={reason.trim() === '' || by.trim() === ''}
          onClick={() => {
            change({ happened: { reason: reason.trim(), by: by.trim() } });
          }}
        >
          {WORDS.take}
        </Button>
        {happened !== null && (
          <Button
            variant="subtle"
            onClick={() => {
              change({ happened: null });
            }}
          >
            {WORDS.takeBack}
          </Button>
        )}
      </Group>
    </Notice>
  );
}
