import { Button, Group } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { SHARED } from '../words/shared.ts';

/** The way to the rest of a list that is read page by page; nothing where all of it is shown. */
export function More({ list }: { readonly list: UseInfiniteQueryResult }): ReactElement | null {
  if (!list.hasNextPage) return null;
  return (
    <Group p="sm" className="no-print">
      <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {SHARED.more}
      </Button>
    </Group>
  );
}
