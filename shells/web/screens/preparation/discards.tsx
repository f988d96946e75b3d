import { Button, Group, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { PREPARATION } from '../../words/preparation.ts';
import type { Asking } from './asking.ts';
import classes from './preparation.module.css';

const WORDS = PREPARATION.discard;

/** What was discarded, by the milligrams on the label of the vial. @param mg of one vial, which is filled in */
export function Discards({
  mg,
  asking: { draft, change },
}: {
  readonly mg: number;
  readonly asking: Asking;
}): ReactElement {
  const { discarded } = draft.value;
  const [reason, setReason] = useState('');
  const [amount, setAmount] = useState(String(mg));
  return (
    <details className={classes['fold']}>
      <summary>{WORDS.title}</summary>
      {discarded.map((one, index) => {
        const line = WORDS.line(one.mg, one.reason);
        return (
          <Group key={line} justify="space-between">
            <Text>{line}</Text>
            <Button
              variant="subtle"
              aria-label={WORDS.drop(line)}
              onClick={() => {
                change({ discarded: discarded.filter((_, at) => at !== index) });
              }}
            >
              {WORDS.leaveOut}
            </Button>
          </Group>
        );
      })}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={WORDS.mg}
          inputMode="decimal"
          value={amount}
          onChange={(event) => {
            setAmount(event.currentTarget.value);
          }}
        />
        <TextInput
          label={WORDS.reason}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
      </SimpleGrid>
      <Button
        mt="xs"
        variant="default"
        disabled={reason.trim() === '' || !(Number(amount) > 0)}
        onClick={() => {
          change({ discarded: [...discarded, { mg: Number(amount), reason: reason.trim() }] });
          setReason('');
        }}
      >
        {WORDS.add}
      </Button>
    </details>
  );
}
