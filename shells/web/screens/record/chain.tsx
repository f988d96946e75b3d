import { Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useChain } from '../../api/record.ts';
import { Failed } from '../../parts/notices.tsx';
import { Notice } from '../../parts/notice.tsx';
import { RECORD } from '../../words/record.ts';
import { usePatient } from '../patient/opened.ts';
import classes from './record.module.css';

/** Whether the record is as it was written, in words, with the hash of the newest entry. */
export function ChainOf(): ReactElement {
  const { id } = usePatient();
  const { data, error, isFetching, refetch } = useChain(id);
  const words = RECORD.chain;
  if (error !== null) return <Failed error={error} again={() => void refetch()} />;
  if (data === undefined) return <Text role="status">{words.checking}</Text>;
  const { sound, events, hash, broken } = data;
  return (
    <Notice kind={sound ? 'good' : 'wrong'} title={sound ? words.sound(events) : words.broken}>
      <Text>{broken === null ? words.soundWhy : words.brokenAt(broken.sequence, broken.what)}</Text>
      <Text>
        {words.hash}: <span className={classes['hash']}>{hash}</span>
      </Text>
      <Group justify="space-between">
        <Text c="dimmed">{words.hashWhy}</Text>
        <Button variant="default" className="no-print" loading={isFetching} onClick={() => void refetch()}>
          {words.again}
        </Button>
      </Group>
    </Notice>
  );
}
