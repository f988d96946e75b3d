import { Table, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { useAccess } from '../../api/record.ts';
import { More } from '../../parts/more.tsx';
import { Empty, Failed, Loading } from '../../parts/notices.tsx';
import { RECORD, roleName } from '../../words/record.ts';
import { moment } from '../../words/shared.ts';
import { usePlaceClock } from '../patient/entering/local-time.ts';
import { usePatient } from '../patient/opened.ts';
import classes from './record.module.css';

/** Who has read the record, when and for what. */
export function Access(): ReactElement {
  const { id } = usePatient();
  const list = useAccess(id);
  const { localOf } = usePlaceClock();
  const { title, about, columns, none } = RECORD.access;
  const rows = list.data ?? [];
  return (
    <section className="sheet flush" aria-labelledby="access">
      <div className={classes['filters']}>
        <Title order={2} id="access">
          {title}
        </Title>
        <Text c="dimmed">{about}</Text>
      </div>
      {list.isPending && <Loading />}
      {list.error !== null && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.data !== undefined && rows.length === 0 && <Empty title={none} />}
      {rows.length > 0 && (
        <Table.ScrollContainer minWidth={560} maxHeight={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table horizontalSpacing="md" stickyHeader>
            <Table.Thead>
              <Table.Tr>
                {[columns.when, columns.who, columns.role, columns.what].map((column) => (
                  <Table.Th key={column} scope="col">
                    {column}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ at, by, what }, index) => (
                // Nothing else tells two readings of the same second apart; rows are only ever added behind.
                <Table.Tr key={`${at} ${String(index)}`}>
                  <Table.Td>{moment(localOf(at))}</Table.Td>
                  <Table.Td>{by.id}</Table.Td>
                  <Table.Td>{roleName(by.role)}</Table.Td>
                  <Table.Td>{what}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <More list={list} />
    </section>
  );
}
