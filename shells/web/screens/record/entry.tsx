import { Text } from '@mantine/core';
import { memo, useState, type ReactElement } from 'react';
import { RECORD, roleName } from '../../words/record.ts';
import { moment } from '../../words/shared.ts';
import classes from './record.module.css';
import type { ShownEntry } from './shown.ts';

/** One entry: what it says, when it happened, who wrote it down and when; struck through where it was voided. */
export const Entry = memo(function Entry({
  shown,
  voids,
  localOf,
}: {
  readonly shown: ShownEntry;
  /** What the entry said that this one takes back. */
  readonly voids: string | undefined;
  readonly localOf: (moment: string) => string;
}): ReactElement {
  const { entry, says, voided } = shown;
  const { sequence, at, recordedAt, actor, body } = entry;
  const words = RECORD.entries;
  const [by, note] = [body['by'], body['note']];
  return (
    <li className={classes['entry']}>
      <div className={classes['head']}>
        <Text fw={600}>{voided === null ? says : <del className={classes['struck']}>{says}</del>}</Text>
        <span className={classes['number']}>{words.number(sequence)}</span>
      </div>
      {voided !== null && <Text className={classes['voided']}>{words.voided(voided.by, voided.reason)}</Text>}
      {shown.voids !== null && voids !== undefined && <Text>{words.voids(shown.voids, voids)}</Text>}
      {typeof note === 'string' && <Text>{note}</Text>}
      <Text c="dimmed">
        {[
          words.happened(moment(at)),
          ...(typeof by === 'string' && by !== actor.id ? [words.did(by)] : []),
          `${words.recorded(moment(localOf(recordedAt)))} ${words.by(actor.id, roleName(actor.role))}`,
        ].join(' · ')}
      </Text>
      <Whole entry={entry} />
    </li>
  );
});

function Whole({ entry: { sequence, body, hash } }: Pick<ShownEntry, 'entry'>): ReactElement {
  const [opened, open] = useState(false);
  const words = RECORD.entries;
  return (
    <details
      className={`${classes['whole'] ?? ''} no-print`}
      onToggle={(event) => {
        open(event.currentTarget.open);
      }}
    >
      <summary aria-label={words.wholeOf(sequence)}>{words.whole}</summary>
      {opened && (
        <>
          <pre>{JSON.stringify(body, null, 2)}</pre>
          <Text>
            {words.hash}: <span className={classes['hash']}>{hash}</span>
          </Text>
        </>
      )}
    </details>
  );
}
