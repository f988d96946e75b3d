import { Table, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Worksheet } from '../../../../core/preparation/worksheet.ts';
import { PREPARATION } from '../../words/preparation.ts';

/** The sums behind the numbers, written out so that a second person can do them again. */
export function Sums({ sheet: { checks } }: { readonly sheet: Worksheet }): ReactElement {
  return (
    <section className="sheet" aria-labelledby="sums">
      <Title order={2} id="sums" mb="xs">
        {PREPARATION.sums}
      </Title>
      <Table aria-labelledby="sums">
        <Table.Tbody>
          {checks.map(({ id, name, sum, note }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td>
                <b>{sum}</b> ({note})
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
