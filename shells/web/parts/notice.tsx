import { Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import classes from './notice.module.css';

/** Something that has to be seen: `wrong` where it did not work, `heed` where somebody has to decide, `good` where it is well. */
export function Notice({
  kind,
  title,
  children,
}: {
  readonly kind: 'wrong' | 'heed' | 'good';
  readonly title: string;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div className={classes['notice']} data-kind={kind} role={kind === 'good' ? 'status' : 'alert'}>
      <Stack gap="xs">
        <Text fw={700} className={classes['title']}>
          <span aria-hidden="true">{SIGNS[kind]}</span> {title}
        </Text>
        {children}
      </Stack>
    </div>
  );
}

const SIGNS = { wrong: '✗', heed: '!', good: '✓' } as const;
