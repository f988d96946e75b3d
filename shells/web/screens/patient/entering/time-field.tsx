import { Button, Group, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { ENTERING } from '../../../words/entering.ts';
import { usePlaceClock } from './local-time.ts';

/** A time by the clock at the place of the course, which is named; one press sets it to this moment. */
export function TimeField({
  label,
  value,
  change,
  required = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly change: (local: string) => void;
  readonly required?: boolean;
}): ReactElement {
  const { zone, now } = usePlaceClock();
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        type="datetime-local"
        flex="1 1 13rem"
        miw={0}
        label={label}
        description={ENTERING.zone(zone)}
        required={required}
        value={value}
        onChange={(event) => {
          change(event.currentTarget.value);
        }}
      />
      <Button
        variant="default"
        aria-label={ENTERING.nowOf(label)}
        onClick={() => {
          change(now());
        }}
      >
        {ENTERING.now}
      </Button>
    </Group>
  );
}
