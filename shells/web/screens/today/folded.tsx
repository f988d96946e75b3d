import { Group } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import classes from './today.module.css';
import { Rows } from './rows.tsx';

/** A list of another desk: its name and count, its rows once it is opened. */
export function Folded({
  list,
  title,
  counts,
}: {
  readonly list: string;
  readonly title: string;
  readonly counts: ReactElement;
}): ReactElement {
  const [opened, setOpened] = useState(false);
  return (
    <details
      className="sheet flush"
      onToggle={(event) => {
        setOpened(event.currentTarget.open);
      }}
    >
      <summary className={classes['summary']}>
        <Group justify="space-between" wrap="nowrap" flex={1}>
          <b>{title}</b>
          {counts}
        </Group>
      </summary>
      {opened && <Rows list={list} />}
    </details>
  );
}
